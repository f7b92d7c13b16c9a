/**
 * What is found in the bodies of modules. A body is judged for a caller who may be anybody, in every call that a script
 * makes, and for each of those who may start it. What every caller and every known call is refused is certain; what only
 * some of the known calls are refused is a warning that names them; what nobody calls but somebody may is one, too.
 */
import { type CalledBody, callSites } from '../engine/run/called-bodies';
import type { ModuleBody } from '../engine/run/module-bodies';
import type { PlacedStep, Run } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import { memo } from '../text/memo';
import { type Span, shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { lostSignatures } from './countersigned';
import { isExpected } from './expectations';
import { foundFor, type Started } from './grantees';
import type { Placed } from './judge-step';
import { showWho } from './words';

/** A run of a body in a call, and where the call stands. */
export interface Visit {
  readonly run: Run;
  readonly sites: readonly [Site, ...Site[]];
}

interface Site {
  readonly script: Script;
  readonly span: Span;
  readonly who: string;
}

/** The calls that scripts make, by the module whose body they enter. What a TRY takes is left out: it is on purpose. */
export function visitsIn(
  analysed: readonly Pick<Analysed, 'script' | 'analysis'>[],
): ReadonlyMap<Statement, readonly Visit[]> {
  const found = new Map<Statement, Map<Run, [Site, ...Site[]]>>();
  for (const { script, analysis } of analysed) {
    for (const { step, offset, bodies } of callSites(analysis.run)) {
      const who = step.before.kind === 'worlds' && step.before.worlds[0] ? showWho(step.before.worlds[0]) : 'somebody';
      for (const body of bodies) addVisit(found, body, { script, span: shift(step.statement.span, offset), who });
    }
  }
  return new Map(
    [...found].map(([definition, runs]) => [definition, [...runs].map(([run, sites]): Visit => ({ run, sites }))]),
  );
}

function addVisit(
  found: Map<Statement, Map<Run, [Site, ...Site[]]>>,
  { definition, run, caught }: CalledBody,
  site: Site,
): void {
  if (caught) return;
  const runs = found.get(definition) ?? new Map<Run, [Site, ...Site[]]>();
  found.set(definition, runs);
  const sites = runs.get(run);
  if (sites) sites.push(site);
  else runs.set(run, [site]);
}

/** What the rules find in the steps of a run. */
type Collect = (run: Run) => Generator<undefined, readonly Placed[]>;

/** The same for a run that speaks of any caller, and for one that a script makes. */
export interface Collecting {
  readonly alone: Collect;
  readonly called: Collect;
}

/** What is found in a body; places count from the start of the statement that makes the module. */
export function* inBody(
  body: ModuleBody,
  visits: readonly Visit[],
  grantees: readonly Started[],
  collect: Collecting,
): Generator<undefined, readonly Placed[]> {
  const alone = yield* collect.alone(body.run);
  const called = yield* inCalls(visits, collect.called);
  const own = alone.flatMap((one) => agreed(one, visits, called.get(keyOf(one))));
  const known = new Set(alone.map(keyOf));
  const onlyCalled = [...called].flatMap(([key, hits]) =>
    known.has(key) ? [] : inHits(hits, visits, isFineAlone(body.run, hits[0]!.placed) ? 'fine for all' : 'depends'),
  );
  const refused = [...own.filter(isRefusal), ...onlyCalled];
  const taken = new Set(refused.map(({ offset }) => offset));
  const beside = own.filter((one) => isRefusal(one) || !refused.some((other) => samePlace(one, other)));
  const forGrantees = [...foundFor(body, grantees), ...lostSignatures(grantees)].filter(
    ({ offset }) => !taken.has(offset),
  );
  return [...beside, ...onlyCalled, ...forGrantees];
}

/** A finding in a call. */
interface Hit {
  readonly placed: Placed;
  readonly visit: Visit;
  /** Every script that makes this call expects the refusal. */
  readonly onPurpose: boolean;
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
      const hit = { placed, visit, onPurpose: isOnPurpose(visit, placed) };
      if (hits) hits.push(hit);
      else found.set(keyOf(placed), [hit]);
    }
  }
  return found;
}

/** Whether every script that calls expects it. */
function isOnPurpose({ sites }: Visit, { refusal }: Placed): boolean {
  return sites.every(({ script, span }) => isExpected(script, span.start, refusal));
}

/** What is found for any caller, after a look at the calls that are known: those stand for themselves. */
function agreed(one: Placed, visits: readonly Visit[], hits: readonly Hit[] = []): readonly Placed[] {
  const isJudged = isRefusal(one) && visits.some(({ run }) => reached(run).has(one.offset));
  return isJudged ? inHits(hits, visits, 'refused to all', one) : [one];
}

/**
 * A finding that holds in every call that reaches the statement, or in some; none where those are on purpose. `alone`: what
 * is found for any caller; how it stands for all of them in the end.
 */
function inHits(
  hits: readonly Hit[],
  visits: readonly Visit[],
  end: 'refused to all' | 'fine for all' | 'depends',
  alone?: Placed,
): readonly Placed[] {
  const real = hits.filter(({ onPurpose }) => !onPurpose);
  const [first] = real;
  if (!first) return [];
  const { placed } = first;
  const meant = new Set(hits.filter(({ onPurpose }) => onPurpose).map(({ visit }) => visit));
  const reaching = visits.filter((visit) => reached(visit.run).has(placed.offset) && !meant.has(visit));
  const always = end !== 'fine for all' && real.every((hit) => hit.placed.certainty === 'always');
  const all = always && reaching.every((visit) => real.some((hit) => hit.visit === visit));
  const base = all && alone ? alone : placed;
  const sites = real.flatMap(({ visit }) => visit.sites).slice(0, 3);
  const related = sites.map((site) => ({ site, message: `Called here as ${site.who}.` }));
  return [
    {
      ...base,
      certainty: all ? 'always' : 'possible',
      found: { ...base.found, related: [...(base.found.related ?? []), ...related] },
    },
  ];
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
function isRefusal({ found, rule, refusal }: Placed): boolean {
  return refusal !== undefined && (found.severity ?? rule.severity) === 'error';
}

function keyOf({ rule, offset, found }: Placed): string {
  return `${rule.id}|${offset + found.span.start}|${offset + found.span.end}`;
}

function samePlace(a: Placed, b: Placed): boolean {
  return a.offset + a.found.span.start === b.offset + b.found.span.start && a.rule === b.rule;
}
