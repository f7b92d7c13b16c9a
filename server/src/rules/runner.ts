/**
 * Runs the rules over an analysis. What is found in a step is remembered with it, so an edit costs the steps that it
 * changed. Findings of several paths are merged: one that does not hold on every path is `possible`, and then no error
 * (UNK-B).
 */
import type { ModuleBody } from '../engine/run/module-bodies';
import type { Path, PlacedStep, Run, Step } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import { offsetOf } from '../syntax/walk';
import { finish } from '../text/finish';
import { shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { rules } from './list';
import type { Finding, Rule, StepFinding, Where } from './rule';
import { isSuppressed, suppressionsOf } from './suppressions';

/** Something found in a step; `offset` counts from the start of what it is remembered with. */
interface Placed {
  readonly offset: number;
  readonly rule: Rule;
  readonly found: StepFinding;
  readonly step: Step;
  readonly certainty: Finding['certainty'];
}

type Subject = Pick<Analysed, 'script' | 'analysis'>;

/** The findings of a script, without a pause. */
export function findings(subject: Subject, today?: string): Finding[] {
  return finish(find(subject, today));
}

/**
 * The findings of a script, in the order of the text; yields now and then. `today` (2027-01-31) ends suppressions that
 * are over; without it none is.
 */
export function* find({ script, analysis }: Subject, today?: string): Generator<undefined, Finding[]> {
  const found: Finding[] = [];
  for (const part of analysis.run.parts) {
    if (part.kind !== 'batch') continue;
    for (const one of yield* inBatch(part)) {
      const offset = part.placed.offset + one.offset;
      if (one.rule.stands && !one.rule.stands(one.found, one.step, script, offset)) continue;
      found.push(finding(script, one.rule, one.found, offset, one.certainty));
    }
  }
  found.push(...atEnd({ script, analysis }));
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
    related: (found.related ?? []).flatMap(({ statement, message }) => relate(script, statement, message, offset)),
  };
}

function relate(script: Script, statement: Statement, message: string, near: number): Finding['related'] {
  const place = offsetOf(script, statement, near);
  return place === undefined ? [] : [{ uri: script.uri, span: shift(statement.span, place), message }];
}

function distinct(found: readonly Finding[]): Finding[] {
  return [
    ...new Map(found.map((one) => [`${one.rule}|${one.span.start}|${one.span.end}|${one.message}`, one])).values(),
  ];
}

const none: readonly Placed[] = [];
const batches = new WeakMap<Run, { readonly bodies: readonly ModuleBody[]; readonly found: readonly Placed[] }>();

/** What is found in a batch and in the bodies of the modules that it defines; offsets count from the batch's start. */
function* inBatch({
  run,
  bodies,
}: {
  readonly run: Run;
  readonly bodies: readonly ModuleBody[];
}): Generator<undefined, readonly Placed[]> {
  const hit = batches.get(run);
  if (hit?.bodies === bodies) return hit.found;
  const found: Placed[] = [];
  yield* collect(run.steps, 0, trees.batch, found);
  for (const { offset, run: body } of bodies) yield* collect(body.steps, offset, trees.module, found);
  batches.set(run, { bodies, found: found.length === 0 ? none : found });
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
