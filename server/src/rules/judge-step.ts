/**
 * What the rules find in one step. Findings of several paths are merged: one that does not hold on every path is
 * `possible`. A refusal of which no rule with a server message speaks is asked about last.
 */
import type { ErrorOutcome, Path, Run, Step } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { rules } from './list';
import type { Finding, Rule, StepFinding, Where } from './rule';
import { isOfString } from './strings';

/** Something found in a step; `offset` counts from the start of what it is remembered with. */
export interface Placed {
  readonly offset: number;
  readonly rule: Rule;
  readonly found: StepFinding;
  readonly step: Step;
  readonly certainty: Finding['certainty'];
  /** What the server answers, where the finding is about that. */
  readonly refusal: ErrorOutcome | undefined;
  /** The string that holds it. */
  readonly within?: Run;
}

/** What the rules find in a step itself. */
export function inStep(where: Where): Placed[] {
  const { step } = where;
  const found: Placed[] = [];
  if (step.statement.broken) return found;
  /** Paths whose refusal a rule speaks of. */
  let claimed: Set<Path> | undefined;
  const paths =
    step.calls.length === 0 ? step.paths : step.paths.map((one) => (isOfString(step, one) ? undefined : one));
  const isPlain = step.paths.every((path) => path.facts.length === 0 && !mayBeRefused(path));
  const { all, ofPlain } = rulesFor(step.statement.kind);
  for (const rule of isPlain ? ofPlain : all) {
    if (rule.step) for (const one of rule.step(step, where)) found.push(placed(rule, one, step, 'always'));
    const lists = foundOn(paths, rule, where);
    if (!lists) continue;
    if (rule.serverErrors.length > 0 || rule.severity === 'error') {
      claimed ??= new Set();
      for (const [i, one] of step.paths.entries()) if (lists[i]!.length > 0) claimed.add(one);
    }
    found.push(...merged(rule, lists, step));
  }
  if (step.paths.some(({ outcome }) => outcome.kind === 'error'))
    found.push(...unclaimedIn(where, claimed ?? new Set()));
  return found;
}

/** The rules that may have something to say about a step of a kind of statement. */
interface RulesOfKind {
  readonly all: readonly Rule[];
  /** Those that are asked where nothing is refused and no fact is noted. */
  readonly ofPlain: readonly Rule[];
}

function rulesFor(kind: Statement['kind']): RulesOfKind {
  const known = byKind.get(kind);
  if (known) return known;
  const all = ofSteps.filter(({ statements }) => !statements || statements.includes(kind));
  const made = { all, ofPlain: all.filter(({ step, path }) => step || path) };
  byKind.set(kind, made);
  return made;
}

const byKind = new Map<Statement['kind'], RulesOfKind>();
const ofSteps = rules.filter(({ step, path, refusal, noted }) => step || path || refusal || noted);
const ofRefusals = rules.filter(({ unclaimed }) => unclaimed);

/** What a rule finds on each path; undefined: nothing on any, as on most. */
function foundOn(
  paths: readonly (Path | undefined)[],
  rule: Rule,
  where: Where,
): readonly (readonly StepFinding[])[] | undefined {
  let lists: StepFinding[][] | undefined;
  for (let at = 0; at < paths.length; at++) {
    const one = paths[at];
    if (!one) continue;
    if (rule.path && rule.concerns?.(one, where.step.statement) !== false)
      lists = withFound(lists, paths, at, rule.path(one, where));
    if (rule.noted && one.facts.length > 0) lists = withFound(lists, paths, at, rule.noted(one, where));
    if (rule.refusal && mayBeRefused(one)) lists = withFound(lists, paths, at, rule.refusal(one, where));
  }
  return lists;
}

/** The lists of all paths, with what is found on one. */
function withFound(
  lists: StepFinding[][] | undefined,
  paths: readonly unknown[],
  at: number,
  found: Iterable<StepFinding>,
): StepFinding[][] | undefined {
  let grown = lists;
  for (const one of found) {
    grown ??= paths.map(() => []);
    grown[at]!.push(one);
  }
  return grown;
}

function mayBeRefused({ outcome }: Path): boolean {
  return outcome.kind === 'error' || (outcome.kind === 'unknown' && outcome.unless !== undefined);
}

function unclaimedIn(where: Where, claimed: ReadonlySet<Path>): readonly Placed[] {
  const { step } = where;
  return ofRefusals.flatMap((rule) => {
    const { unclaimed } = rule;
    const perPath = step.paths.map((path) =>
      path.outcome.kind === 'error' && !claimed.has(path) && !isOfString(step, path)
        ? [...unclaimed!(path, path.outcome, where)]
        : [],
    );
    return merged(rule, perPath, step);
  });
}

export function placed(
  rule: Rule,
  found: StepFinding,
  step: Step,
  certainty: Finding['certainty'],
  refusal?: ErrorOutcome,
): Placed {
  return { offset: 0, rule, found, step, certainty, refusal };
}

/** The findings of the paths of a step; equal ones are one, and one that not every path has is possible. */
function merged(rule: Rule, perPath: readonly (readonly StepFinding[])[], step: Step): readonly Placed[] {
  const everywhere = perPath.every((list) => list.length > 0);
  if (rule.onEveryPath && !everywhere) return [];
  const found = new Map<string, Placed>();
  perPath.forEach((list, i) => {
    for (const one of list) {
      const key = `${one.span.start}|${one.span.end}|${one.message}`;
      const certainty = everywhere ? 'always' : 'possible';
      if (!found.has(key)) found.set(key, placed(rule, one, step, certainty, refusalOf(step.paths[i]!)));
    }
  });
  return [...found.values()];
}

/** The server's refusal, certain or not. */
function refusalOf({ outcome }: Path): ErrorOutcome | undefined {
  if (outcome.kind === 'error') return outcome;
  return outcome.kind === 'unknown' ? outcome.unless?.refusal : undefined;
}
