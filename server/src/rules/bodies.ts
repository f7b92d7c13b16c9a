/**
 * What is found in the bodies of modules. A body is judged for a caller who may be anybody, in every call that a script
 * makes, and for each of those who may start it. What every caller and every known call is refused is certain; what only
 * some of the known calls are refused is a warning that names them; what nobody calls but somebody may is one, too.
 */
import { type CalledBody, callSites } from '../engine/run/called-bodies';
import type { GranteeRun } from '../engine/run/grantees';
import type { ModuleBody } from '../engine/run/module-bodies';
import type { PlacedStep, Run } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import { memo } from '../text/memo';
import { type Span, shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { foundFor } from './grantees';
import type { Placed } from './placed';
import { showWho } from './words';

/** A run of a body in a call, and where the call stands. */
export interface Visit {
  readonly run: Run;
  readonly site: { readonly script: Script; readonly span: Span; readonly who: string };
}

/** The calls that scripts make, by the module whose body they enter. What a TRY takes is left out: it is on purpose. */
export function visitsIn(
  analysed: readonly Pick<Analysed, 'script' | 'analysis'>[],
): ReadonlyMap<Statement, readonly Visit[]> {
  const found = new Map<Statement, Map<Run, Visit>>();
  for (const { script, analysis } of analysed) {
    for (const { step, offset, bodies } of callSites(analysis.run)) {
      const who = step.before.kind === 'worlds' && step.before.worlds[0] ? showWho(step.before.worlds[0]) : 'somebody';
      for (const body of bodies) addVisit(found, body, { script, span: shift(step.statement.span, offset), who });
    }
  }
  return new Map([...found].map(([definition, runs]) => [definition, [...runs.values()]]));
}

function addVisit(
  found: Map<Statement, Map<Run, Visit>>,
  { definition, run, caught }: CalledBody,
  site: Visit['site'],
): void {
  if (caught) return;
  const runs = found.get(definition) ?? new Map<Run, Visit>();
  found.set(definition, runs);
  if (!runs.has(run)) runs.set(run, { run, site });
}

/** What the rules find in the steps of a run. */
export type Collect = (run: Run) => Generator<undefined, readonly Placed[]>;

/** What is found in a body; places count from the start of the statement that makes the module. */
export function* inBody(
  body: ModuleBody,
  visits: readonly Visit[],
  grantees: readonly GranteeRun[],
  collect: Collect,
): Generator<undefined, readonly Placed[]> {
  const alone = yield* collect(body.run);
  const called = yield* inCalls(visits, collect);
  const own = alone.flatMap((one) => agreed(one, visits, called.get(keyOf(one))));
  const known = new Set(alone.map(keyOf));
  const onlyCalled = [...called].flatMap(([key, hits]) =>
    known.has(key) ? [] : [certainOnlyIfAll(hits, visits, isFineAlone(body.run, hits[0]!.placed))],
  );
  const refused = [...own.filter(isRefusal), ...onlyCalled];
  const taken = new Set(refused.map(({ step, offset }) => `${offset}|${step.statement.node}`));
  const beside = own.filter((one) => isRefusal(one) || !refused.some((other) => samePlace(one, other)));
  const forGrantees = foundFor(body, grantees).filter(
    ({ step, offset }) => !taken.has(`${offset}|${step.statement.node}`),
  );
  return [...beside, ...onlyCalled, ...forGrantees];
}

/** A finding in a call. */
interface Hit {
  readonly placed: Placed;
  readonly visit: Visit;
}

function* inCalls(
  visits: readonly Visit[],
  collect: Collect,
): Generator<undefined, ReadonlyMap<string, readonly [Hit, ...Hit[]]>> {
  const found = new Map<string, [Hit, ...Hit[]]>();
  for (const visit of visits) {
    for (const placed of yield* collect(visit.run)) {
      if (!isRefusal(placed)) continue;
      const hits = found.get(keyOf(placed));
      if (hits) hits.push({ placed, visit });
      else found.set(keyOf(placed), [{ placed, visit }]);
    }
  }
  return found;
}

/** What is found for any caller, after a look at the calls that are known. */
function agreed(one: Placed, visits: readonly Visit[], hits: readonly Hit[] = []): readonly Placed[] {
  if (!isRefusal(one)) return [one];
  const reaching = visits.filter(({ run }) => reached(run).has(one.offset));
  if (reaching.length === 0) return [one];
  if (hits.length === 0) return []; // the calls of the script stand for themselves
  return [certainOnlyIfAll(hits, visits, false, one)];
}

/** A finding that holds in every call that reaches the statement, or in some. */
function certainOnlyIfAll(
  hits: readonly Hit[],
  visits: readonly Visit[],
  fineAlone: boolean,
  alone: Placed | undefined = undefined,
): Placed {
  const { placed } = hits[0]!;
  const reaching = visits.filter(({ run }) => reached(run).has(placed.offset));
  const always = hits.every((hit) => hit.placed.certainty === 'always');
  const all = always && !fineAlone && reaching.every((visit) => hits.some((hit) => hit.visit === visit));
  const base = all && alone ? alone : placed;
  const sites = hits
    .slice(0, 3)
    .map(({ visit }) => ({ site: visit.site, message: `Called here as ${visit.site.who}.` }));
  return {
    ...base,
    certainty: all ? 'always' : 'possible',
    found: { ...base.found, related: [...(base.found.related ?? []), ...sites] },
  };
}

/** Whether the statement is not refused to anybody as things stand in the end: a known call came too early. */
function isFineAlone(run: Run, { offset }: Placed): boolean {
  const paths = reached(run).get(offset)?.step.paths ?? [];
  return paths.length > 0 && paths.every(({ outcome }) => outcome.kind === 'ok' || outcome.kind === 'noop');
}

/** The steps of a run that some path reaches, by where they start. */
const reached = memo((run: Run): ReadonlyMap<number, PlacedStep> => {
  const found = new Map<number, PlacedStep>();
  const visit = (steps: readonly PlacedStep[], base: number): void => {
    for (const one of steps) {
      if (one.step.paths.length > 0) found.set(base + one.offset, one);
      visit(one.step.children, base + one.offset);
    }
  };
  visit(run.steps, 0);
  return found;
});

/** Whether it is an error of the server, and not what is made of it where it depends on something. */
function isRefusal({ found, rule, step }: Placed): boolean {
  return (found.severity ?? rule.severity) === 'error' && step.paths.some(({ outcome }) => outcome.kind === 'error');
}

function keyOf({ rule, offset, found }: Placed): string {
  return `${rule.id}|${offset + found.span.start}|${offset + found.span.end}`;
}

function samePlace(a: Placed, b: Placed): boolean {
  return a.offset + a.found.span.start === b.offset + b.found.span.start && a.rule === b.rule;
}
