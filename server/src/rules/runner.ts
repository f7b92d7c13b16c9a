/**
 * Runs the rules over an analysis. What is found in a step is remembered with it, so an edit costs the steps that it
 * changed. Findings of several paths are merged: one that does not hold on every path is `possible`, and then no error
 * (UNK-B).
 */
import type { Path, PlacedStep, Run, Step } from '../engine/session/model';
import { granteesOf } from '../engine/start/analysis';
import type { Script } from '../syntax/statement';
import { modulesIn, offsetOf } from '../syntax/walk';
import { finish } from '../text/finish';
import { shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { inBody, visitsIn } from './bodies';
import { rules } from './list';
import type { Placed } from './placed';
import type { Finding, Related, Rule, StepFinding, Where } from './rule';
import { isSuppressed, suppressionsOf } from './suppressions';

/** What is judged. `callers`: other scripts, which call the modules of this one. */
type Subject = Pick<Analysed, 'script' | 'analysis'> & {
  readonly callers?: readonly Pick<Analysed, 'script' | 'analysis'>[];
};

/** The findings of a script, without a pause. */
export function findings(subject: Subject, today?: string): Finding[] {
  return finish(find(subject, today));
}

/**
 * The findings of a script, in the order of the text; yields now and then. `today` (2027-01-31) ends suppressions that
 * are over; without it none is.
 */
export function* find(subject: Subject, today?: string): Generator<undefined, Finding[]> {
  const { script, analysis } = subject;
  const found: Finding[] = [];
  for (const part of analysis.run.parts) {
    if (part.kind !== 'batch') continue;
    for (const one of yield* inBatch(part)) {
      const offset = part.placed.offset + one.offset;
      if (one.rule.stands && !one.rule.stands(one.found, one.step, script, offset)) continue;
      found.push(finding(script, one.rule, one.found, offset, one.certainty));
    }
  }
  for (const one of yield* inBodies(subject))
    found.push(finding(script, one.rule, one.found, one.offset, one.certainty));
  found.push(...atEnd(subject));
  const suppressions = suppressionsOf(script.text);
  return distinct(found)
    .filter((one) => !isSuppressed(suppressions, one, script.text, today))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function atEnd({ script, analysis }: Subject): Finding[] {
  const { exit } = analysis.run;
  if (exit.kind !== 'worlds') return [];
  return rules.flatMap((rule) =>
    rule.end
      ? exit.worlds.flatMap((world) =>
          [...rule.end!(world)].flatMap((one) => {
            const place = offsetOf(script, one.at, Number.MAX_SAFE_INTEGER);
            return place === undefined
              ? []
              : [finding(script, rule, one, place, exit.worlds.length > 1 ? 'possible' : 'always')];
          }),
        )
      : [],
  );
}

function finding(
  script: Script,
  rule: Rule,
  found: StepFinding,
  offset: number,
  certainty: Finding['certainty'],
): Finding {
  const severity = found.severity ?? rule.severity;
  return {
    rule: rule.id,
    severity: certainty === 'possible' && severity === 'error' ? 'warning' : severity,
    span: shift(found.span, offset),
    certainty,
    message: found.message,
    serverErrors: rule.serverErrors,
    related: (found.related ?? []).flatMap((one) => relate(script, one, offset)),
  };
}

function relate(script: Script, related: Related, near: number): Finding['related'] {
  const { message } = related;
  if ('site' in related) return [{ uri: related.site.script.uri, span: related.site.span, message }];
  const place = offsetOf(script, related.statement, near);
  return place === undefined ? [] : [{ uri: script.uri, span: shift(related.statement.span, place), message }];
}

function distinct(found: readonly Finding[]): Finding[] {
  return [
    ...new Map(found.map((one) => [`${one.rule}|${one.span.start}|${one.span.end}|${one.message}`, one])).values(),
  ];
}

const none: readonly Placed[] = [];
const batches = new WeakMap<Run, readonly Placed[]>();

/** What is found in a batch; offsets count from its start. */
function* inBatch({ run }: { readonly run: Run }): Generator<undefined, readonly Placed[]> {
  const hit = batches.get(run);
  if (hit) return hit;
  const found: Placed[] = [];
  yield* collect(run.steps, 0, trees.batch, found);
  batches.set(run, found.length === 0 ? none : found);
  return found;
}

/** What is found in the bodies of the script's modules; offsets count from the script's start. */
function* inBodies({ script, analysis, callers = [] }: Subject): Generator<undefined, readonly Placed[]> {
  if (analysis.bodies.size === 0) return none;
  const visits = visitsIn([{ script, analysis }, ...callers]);
  const found: Placed[] = [];
  for (const { batch, offset: from } of script.batches) {
    for (const statement of modulesIn(batch.statements)) {
      const body = analysis.bodies.get(statement);
      const place = offsetOf(script, statement, from + (batch.statements.at(-1)?.offset ?? 0));
      if (!body || place === undefined) continue;
      const grantees = yield* granteesOf(analysis, body);
      const own = yield* inBody(body, visits.get(statement) ?? [], grantees, inRun);
      for (const one of own) {
        const offset = place + one.offset;
        if (!one.rule.stands || one.rule.stands(one.found, one.step, script, offset)) found.push({ ...one, offset });
      }
    }
  }
  return found;
}

/** What is found in a run of a module's body; offsets count from the start of the statement that makes it. */
function* inRun(run: Run): Generator<undefined, readonly Placed[]> {
  const found: Placed[] = [];
  yield* collect(run.steps, 0, trees.module, found);
  return found;
}

interface Tree {
  readonly inModule: boolean;
  readonly known: WeakMap<Step, readonly Placed[]>;
}

const trees: Readonly<Record<'module' | 'batch', Tree>> = {
  module: { inModule: true, known: new WeakMap() },
  batch: { inModule: false, known: new WeakMap() },
};

/** Collects what is found in steps and in those that they enclose, remembered with each. Places count from `base`. */
function* collect(steps: readonly PlacedStep[], base: number, tree: Tree, found: Placed[]): Generator<undefined, void> {
  for (const { offset, step } of steps) {
    let own = tree.known.get(step);
    if (!own) {
      const made = inStep(step, tree.inModule);
      if (step.children.length > 0) yield* collect(step.children, 0, tree, made);
      own = made.length === 0 ? none : made;
      tree.known.set(step, own);
      if (++judged % pauseAfter === 0) yield;
    }
    for (const one of own) found.push(base + offset === 0 ? one : { ...one, offset: one.offset + base + offset });
  }
}

const pauseAfter = 64;
/** Steps looked at so far, by anybody. */
let judged = 0;

function inStep(step: Step, inModule: boolean): Placed[] {
  const found: Placed[] = [];
  if (step.statement.broken) return found;
  const where: Where = { step, inModule };
  for (const rule of rules) {
    if (rule.step) for (const one of rule.step(step, where)) found.push(placed(rule, one, step, 'always'));
    if (rule.path && step.paths.length > 0) found.push(...onPaths(rule, rule.path, step, where));
  }
  return found;
}

function placed(rule: Rule, found: StepFinding, step: Step, certainty: Finding['certainty']): Placed {
  return { offset: 0, rule, found, step, certainty };
}

function onPaths(
  rule: Rule,
  question: (path: Path, where: Where) => Iterable<StepFinding>,
  step: Step,
  where: Where,
): readonly Placed[] {
  const perPath = step.paths.map((path) => [...question(path, where)]);
  const merged = new Map<string, { readonly found: StepFinding; count: number }>();
  for (const list of perPath) {
    for (const found of list) {
      const key = `${found.span.start}|${found.span.end}|${found.message}`;
      const known = merged.get(key);
      if (known) known.count++;
      else merged.set(key, { found, count: 1 });
    }
  }
  const everywhere = perPath.every((list) => list.length > 0);
  return [...merged.values()].map(({ found }) => placed(rule, found, step, everywhere ? 'always' : 'possible'));
}
