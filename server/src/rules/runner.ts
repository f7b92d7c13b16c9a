/**
 * Runs the rules over an analysis. What is found in a step is remembered with it, so an edit costs the steps that it
 * changed. Findings of several paths are merged: one that does not hold on every path is `possible`, and then no error
 * (UNK-B).
 */
import type { Path, PlacedStep, Run, Step } from '../engine/session/model';
import type { ModuleBody } from '../engine/run/module-bodies';
import type { Script, Statement } from '../syntax/statement';
import { placeOf } from '../syntax/walk';
import { shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { rules } from './list';
import type { Finding, Found, Rule, Where } from './rule';
import { isSuppressed, suppressionsOf } from './suppressions';

interface Placed {
  readonly offset: number;
  readonly rule: Rule;
  readonly found: Found;
  readonly step: Step;
  readonly certainty: Finding['certainty'];
}

/**
 * The findings of a script, in the order of the text. `today` (2027-01-31) ends suppressions that are over; without it
 * none is.
 */
export function findings({ script, analysis }: Pick<Analysed, 'script' | 'analysis'>, today?: string): Finding[] {
  const found: Finding[] = [];
  const add = (one: Placed, base: number): void => {
    const offset = base + one.offset;
    if (one.rule.stands && !one.rule.stands(one.found, one.step, script, offset)) return;
    found.push(finding(script, one.rule, one.found, offset, one.certainty));
  };
  for (const part of analysis.run.parts) {
    if (part.kind === 'batch') for (const one of inBatch(part)) add(one, part.placed.offset);
  }
  found.push(...atEnd({ script, analysis }));
  const suppressions = suppressionsOf(script.text);
  return distinct(found)
    .filter((one) => !isSuppressed(suppressions, one, script.text, today))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function atEnd({ script, analysis }: Pick<Analysed, 'script' | 'analysis'>): Finding[] {
  const { exit } = analysis.run;
  if (exit.kind !== 'worlds') return [];
  return rules.flatMap((rule) =>
    rule.end
      ? exit.worlds.flatMap((world) =>
          [...rule.end!(world)].flatMap((one) => {
            const place = placeOf(script, one.at, Number.MAX_SAFE_INTEGER);
            return place === undefined
              ? []
              : [finding(script, rule, one, place, exit.worlds.length > 1 ? 'possible' : 'always')];
          }),
        )
      : [],
  );
}

function finding(script: Script, rule: Rule, found: Found, offset: number, certainty: Finding['certainty']): Finding {
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
  const place = placeOf(script, statement, near);
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
function inBatch({ run, bodies }: { readonly run: Run; readonly bodies: readonly ModuleBody[] }): readonly Placed[] {
  const hit = batches.get(run);
  if (hit?.bodies === bodies) return hit.found;
  const found = [
    ...run.steps.flatMap((step) => inChild(step, false)),
    ...bodies.flatMap(({ offset, run: body }) =>
      body.steps.flatMap((step) => inChild({ ...step, offset: step.offset + offset }, true)),
    ),
  ];
  batches.set(run, { bodies, found: found.length === 0 ? none : found });
  return found;
}

const trees = { module: new WeakMap<Step, readonly Placed[]>(), batch: new WeakMap<Step, readonly Placed[]>() };

/** What is found in a step and in those it encloses; offsets count from the step's start. */
function inTree(step: Step, inModule: boolean): readonly Placed[] {
  const known = inModule ? trees.module : trees.batch;
  const hit = known.get(step);
  if (hit) return hit;
  const made = [...inStep(step, inModule), ...step.children.flatMap((child) => inChild(child, inModule))];
  const kept = made.length === 0 ? none : made;
  known.set(step, kept);
  return kept;
}

function inChild({ offset, step }: PlacedStep, inModule: boolean): readonly Placed[] {
  const inner = inTree(step, inModule);
  return inner.length === 0 ? none : inner.map((one) => ({ ...one, offset: one.offset + offset }));
}

function inStep(step: Step, inModule: boolean): readonly Placed[] {
  if (step.statement.broken) return none;
  const where: Where = { step, inModule };
  const found: Placed[] = [];
  for (const rule of rules) {
    if (rule.step)
      for (const one of rule.step(step, where)) found.push({ offset: 0, rule, found: one, step, certainty: 'always' });
    if (rule.path && step.paths.length > 0) found.push(...onPaths(rule, rule.path, step, where));
  }
  return found;
}

function onPaths(
  rule: Rule,
  check: (path: Path, where: Where) => Iterable<Found>,
  step: Step,
  where: Where,
): readonly Placed[] {
  const perPath = step.paths.map((path) => [...check(path, where)]);
  const merged = new Map<string, { readonly found: Found; count: number }>();
  for (const list of perPath) {
    for (const found of list) {
      const key = `${found.span.start}|${found.span.end}|${found.message}`;
      const known = merged.get(key);
      if (known) known.count++;
      else merged.set(key, { found, count: 1 });
    }
  }
  const everywhere = perPath.every((list) => list.length > 0);
  return [...merged.values()].map(({ found }) => ({
    offset: 0,
    rule,
    found,
    step,
    certainty: everywhere ? 'always' : 'possible',
  }));
}
