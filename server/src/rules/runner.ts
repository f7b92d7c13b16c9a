/**
 * Runs the rules over an analysis. What is found in a step is remembered with it, so an edit costs the steps that it
 * changed. Findings of several paths are merged: one that does not hold on every path is `possible`, and then no error
 * (UNK-B).
 */

import type { GranteeRun } from '../engine/run/grantees';
import type { ModuleBody } from '../engine/run/module-bodies';
import type { Part } from '../engine/run/script';
import type { ErrorOutcome, PlacedStep, Run, State, Step, World } from '../engine/session/model';
import { granteesOf } from '../engine/start/analysis';
import { caughtIn } from '../syntax/caught';
import { modulesIn } from '../syntax/selected';
import type { Script } from '../syntax/statement';
import { offsetOf } from '../syntax/walk';
import { finish } from '../text/finish';
import { memo } from '../text/memo';
import { shift } from '../text/span';
import { setWeakly } from '../text/weak-table';
import type { PathSubject } from '../workspace/paths/index';
import { type Origins, originsOf } from '../workspace/provenance';
import type { Analysed } from '../workspace/workspace';
import { foundAtQueues, isQueueOf } from './activation';
import { inBody, visitsIn } from './bodies';
import { withConsequences } from './consequences';
import { isExpected } from './expectations';
import { startedByOthers } from './grantees';
import { handedOn } from './handed-text';
import { inStep, type Placed, placed } from './judge-step';

import { rules } from './list';
import { hasMessagePage, messagePageName } from './message-pages';
import { distinct, withoutEchoes } from './one-cause';
import { deniedAt } from './origin-of-row';
import { onPaths } from './paths';
import { inDeployment, ofLastVersions } from './repairs';
import { placeIn, waysOut } from './routine';
import type { EndFinding, Finding, LastOf, Related, Routine } from './rule';
import { allRunStrings, atRunner, mayRunStrings, piecesIn, stringsIn } from './strings';
import { type Sorted, sorted } from './suppressions';

/** What is judged. `callers`: other scripts, which call the modules of this one. */
type Subject = PathSubject & {
  readonly migration?: Analysed['migration'];
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
  return [...(yield* judge(subject, today)).findings];
}

/** The same, with what comments suppress. */
export function* judge(subject: Subject, today?: string): Generator<undefined, Sorted> {
  const known = newest.get(subject.analysis);
  if (known && known.today === today && sameFields(known.subject, subject)) return known.judged;
  const judged = yield* judgeAnew(subject, today);
  newest.set(subject.analysis, { subject, today, judged });
  return judged;
}

interface Judged {
  readonly subject: Subject;
  readonly today: string | undefined;
  readonly judged: Sorted;
}

/** While a script is held back, it is asked about again and again. */
const newest = new WeakMap<Analysed['analysis'], Judged>();

function sameFields<T extends object>(one: T, other: T): boolean {
  const fields = Object.keys(one) as (keyof T)[];
  return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}

function* judgeAnew(subject: Subject, today: string | undefined): Generator<undefined, Sorted> {
  const { script, analysis } = subject;
  const origins = originsOf(subject);
  const found: Finding[] = [];
  for (const part of analysis.run.parts) {
    if (part.kind !== 'batch') continue;
    for (const one of yield* inBatch(part)) {
      const offset = part.placed.offset + one.offset;
      if (one.rule.stands && !one.rule.stands(one.found, one.step, script, offset, analysis.run)) continue;
      if (isExpected(script, offset, one.refusal)) continue;
      const told = withOrigin(finding(script, one, offset), one, origins);
      found.push(inDeployment(subject, told, one.step));
    }
    if (part.pilesUp) found.push(...inRounds(script, part.run, part.placed.offset));
  }
  yield;
  for (const one of yield* inBodies(subject)) found.push(withOrigin(finding(script, one, one.offset), one, origins));
  found.push(...atEnds(subject));
  found.push(...(yield* onPaths(subject, found)));
  const counted = ofLastVersions(subject, withoutEchoes(distinct(found)));
  const { findings, suppressed } = sorted(counted, script.text, today);
  return { findings: [...findings].sort(byPlace), suppressed: [...suppressed].sort(byPlace) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

/** What is found in a batch that is run again and again. */
function inRounds(script: Script, run: Run, base: number): Finding[] {
  return rules.flatMap((rule) =>
    [...(rule.pilesUp?.(run) ?? [])].flatMap((found) => {
      const place = placeIn(run.steps, found.at);
      return place ? [finding(script, { rule, found, certainty: 'always' }, base + place.offset)] : [];
    }),
  );
}

/** What is found at the end of the script, and of each connection that another one follows. */
function atEnds({ script, analysis: { run } }: Subject): Finding[] {
  return [
    ...run.parts.flatMap((part) =>
      part.kind === 'logon' && part.left ? atEnd(script, part.left, 'connection', part.span.start) : [],
    ),
    ...atEnd(script, run.exit, 'script', Number.MAX_SAFE_INTEGER),
  ];
}

function atEnd(script: Script, exit: State, last: LastOf, near: number): Finding[] {
  return rules.flatMap((rule) =>
    rule.end
      ? inWorlds(exit, (world) => rule.end!(world, last)).flatMap(({ found, certainty }) => {
          const place = offsetOf(script, found.at, near);
          return place === undefined ? [] : [finding(script, { rule, found, certainty }, place)];
        })
      : [],
  );
}

interface Left {
  readonly found: EndFinding;
  readonly certainty: Finding['certainty'];
}

function inWorlds(exit: State, question: (world: World) => Iterable<EndFinding>): readonly Left[] {
  if (exit.kind !== 'worlds') return [];
  const certainty = exit.worlds.length > 1 ? 'possible' : 'always';
  return exit.worlds.flatMap((world) => [...question(world)].map((found) => ({ found, certainty }) as const));
}

function finding(
  script: Script,
  { rule, found, certainty, refusal }: Pick<Placed, 'rule' | 'found' | 'certainty'> & Partial<Pick<Placed, 'refusal'>>,
  offset: number,
): Finding {
  const severity = found.severity ?? rule.severity;
  const number = refusal?.number ?? undefined;
  return {
    rule: rule.id,
    severity: certainty === 'possible' && severity === 'error' ? 'warning' : severity,
    span: shift(found.span, offset),
    certainty,
    message: found.message,
    ...(number !== undefined && { number }),
    ...(number !== undefined && rule.unclaimed && hasMessagePage(number) && { page: messagePageName(number) }),
    serverErrors: rule.serverErrors,
    related: (found.related ?? []).flatMap((one) => relate(script, one, offset)),
  };
}

/** A refusal says where the DENY stands on which it rests. */
function withOrigin(found: Finding, { step, refusal }: Placed, origins: Origins): Finding {
  const denied = deniedAt(step, refusal, origins);
  return denied.length === 0 ? found : { ...found, related: [...found.related, ...denied] };
}

function relate(script: Script, related: Related, near: number): Finding['related'] {
  const { message } = related;
  if ('site' in related) return [{ uri: related.site.script.uri, span: related.site.span, message }];
  const place = offsetOf(script, related.statement, near);
  return place === undefined
    ? []
    : [{ uri: script.uri, span: shift(related.span ?? related.statement.span, place), message }];
}

const none: readonly Placed[] = [];
const batches = new WeakMap<Run, readonly Placed[]>();

type BatchPart = Extract<Part, { kind: 'batch' }>;

/** What is found in a batch; offsets count from its start. */
function* inBatch({ run, placed: { batch } }: BatchPart): Generator<undefined, readonly Placed[]> {
  const hit = batches.get(run);
  if (hit) return hit;
  const found: Placed[] = [];
  yield* inRoutine(run, 0, trees.batch, found);
  yield;
  found.push(...asWhole({ kind: 'batch', run, batch }));
  setWeakly(batches, run, found.length === 0 ? none : found);
  return found;
}

/** What is found in the bodies of the script's modules; offsets count from the script's start. */
function* inBodies({ script, analysis, callers = [] }: Subject): Generator<undefined, readonly Placed[]> {
  if (analysis.bodies.size === 0) return none;
  const visits = visitsIn([{ script, analysis }, ...callers]);
  const all: { body: ModuleBody; place: number; grantees: readonly GranteeRun[] }[] = [];
  for (const { batch, offset: from } of script.batches) {
    for (const { offset, node } of modulesIn(batch.statements)) {
      const body = analysis.bodies.get(node);
      if (body) all.push({ body, place: from + offset, grantees: yield* granteesOf(analysis, body) });
    }
  }
  const handed = (yield* handedOn(all)).filter(({ offset, refusal }) => !isExpected(script, offset, refusal));
  const others = startedByOthers(all);
  const queues = new Map(all.flatMap(({ body, grantees }) => [...foundAtQueues(script, body, grantees)]));
  const atQueues = new Set(all.flatMap(({ grantees }) => grantees.filter((one) => isQueueOf(script, one))));
  const found: Placed[] = [...queues.values(), ...handed];
  for (const { body, place, grantees } of all) {
    const { statement } = body;
    const runs = [...grantees, ...(others.get(statement) ?? [])];
    const own = yield* inBody(
      body,
      visits.get(statement) ?? [],
      { runs, atQueues },
      {
        alone: (run) => inTree(trees.module, run),
        called: (run) => inTree(trees.called, run),
      },
    );
    yield;
    for (const one of [...own, ...inWholeBody(body)]) {
      const offset = place + one.offset;
      if (one.rule.stands && !one.rule.stands(one.found, one.step, script, offset, analysis.run)) continue;
      if (!isExpected(script, offset, one.refusal)) found.push({ ...one, offset });
    }
  }
  return found;
}

/** What is found in a run of a module's body; offsets count from the start of the statement that makes it. */
function* inTree(of: Tree, run: Run): Generator<undefined, readonly Placed[]> {
  const hit = of.routines.get(run);
  if (hit) return hit;
  const found: Placed[] = [];
  yield* inRoutine(run, 0, of, found);
  setWeakly(of.routines, run, found);
  return found;
}

/** What is found in the run of a text that a module runs as dynamic SQL; offsets count from the text's start. */
export function foundInString(run: Run): Generator<undefined, readonly Placed[]> {
  return inTree(trees.stringInModule, run);
}

/** What is found in the run of a batch or of a body. */
function* inRoutine(run: Run, offset: number, tree: Tree, found: Placed[]): Generator<undefined, void> {
  const own: Placed[] = [];
  yield* collect(run.steps, offset, tree, own);
  const left = own.filter(({ rule, step, within = run }) => rule.remains?.(step, within) !== false);
  found.push(...left.map((one) => withConsequences(one, run)));
  if (tree.inModule) found.push(...atBodyEnd(run, offset));
}

/** What is found in the whole of a batch or of a body, at the statements in it. */
function asWhole(routine: Routine): readonly Placed[] {
  return rules.flatMap((rule) =>
    [...(rule.routine?.(routine) ?? [])].flatMap((found) => {
      const place = placeIn(routine.run.steps, found.at);
      return place ? [{ ...placed(rule, found, place.step, 'always'), offset: place.offset }] : [];
    }),
  );
}

const inWholeBody = memo(({ run, statement: module, world }: ModuleBody): readonly Placed[] =>
  asWhole({ kind: 'module', run, module, world }),
);

/** What is found where a module body is left, at the statements in it. */
function atBodyEnd(run: Run, base: number): readonly Placed[] {
  return rules.flatMap((rule) =>
    rule.bodyEnd
      ? waysOut(run)
          .flatMap((state) => inWorlds(state, rule.bodyEnd!))
          .flatMap(({ found, certainty }) => {
            const place = placeIn(run.steps, found.at);
            return place ? [{ ...placed(rule, found, place.step, certainty), offset: base + place.offset }] : [];
          })
      : [],
  );
}

interface Tree {
  readonly inModule: boolean;
  readonly inString: boolean;
  /** Whether a script calls the body. */
  readonly called?: true;
  readonly known: WeakMap<Step, readonly Placed[]>;
  readonly routines: WeakMap<Run, readonly Placed[]>;
}

function tree(place: Omit<Tree, 'known' | 'routines'>): Tree {
  return { ...place, known: new WeakMap(), routines: new WeakMap() };
}

const trees = {
  module: tree({ inModule: true, inString: false }),
  called: tree({ inModule: true, inString: false, called: true }),
  batch: tree({ inModule: false, inString: false }),
  stringInModule: tree({ inModule: true, inString: true }),
  stringInCalled: tree({ inModule: true, inString: true, called: true }),
  stringInBatch: tree({ inModule: false, inString: true }),
} as const;

/** Collects what is found in steps and in those that they enclose, remembered with each. Places count from `base`. */
function* collect(steps: readonly PlacedStep[], base: number, tree: Tree, found: Placed[]): Generator<undefined, void> {
  for (const { offset, step } of steps) {
    let own = tree.known.get(step);
    if (!own) {
      const { inModule, inString, called } = tree;
      const made = inStep({ step, inModule, inString, ...(called && { called }) });
      if (step.children.length > 0) yield* collectInside(step, tree, made);
      if (mayRunStrings(step)) yield* collectStrings(step, tree, made);
      own = made.length === 0 ? none : made;
      setWeakly(tree.known, step, own);
      if (++judged % pauseAfter === 0) yield;
    }
    for (const one of own) found.push(base + offset === 0 ? one : { ...one, offset: one.offset + base + offset });
  }
}

/** Collects what is found in the steps inside a step: what is refused in a TRY goes to its CATCH. */
function* collectInside({ statement, children }: Step, tree: Tree, found: Placed[]): Generator<undefined, void> {
  const caught = caughtIn(statement);
  if (caught > 0) {
    const tried: Placed[] = [];
    yield* collect(children.slice(0, caught), 0, tree, tried);
    found.push(...tried.filter(({ refusal }) => !refusal || refusal.endsScope));
  }
  if (children.length > caught) yield* collect(caught > 0 ? children.slice(caught) : children, 0, tree, found);
}

/** Collects what is found in the dynamic SQL that a step runs: at the step, and never surer than the text is. */
function* collectStrings(step: Step, { inModule, called }: Tree, found: Placed[]): Generator<undefined, void> {
  const inModules = called ? trees.stringInCalled : trees.stringInModule;
  const inside = inModule ? inModules : trees.stringInBatch;
  const strings = stringsIn(step);
  const sure = strings.length === 1 && allRunStrings(step);
  for (const run of strings) yield* collectString(run, step, inside, found, sure);
  for (const run of piecesIn(step)) yield* collectString(run, step, inside, found, false);
}

function* collectString(
  run: Run,
  step: Step,
  inside: Tree,
  found: Placed[],
  sure: boolean,
): Generator<undefined, void> {
  const own: Placed[] = [];
  yield* collect(run.steps, 0, inside, own);
  for (const one of own) {
    if (one.rule.onEveryPath && !sure) continue;
    found.push({
      ...one,
      offset: 0,
      found: atRunner(step, one.found),
      certainty: sure ? one.certainty : 'possible',
      refusal: one.refusal && outside(one.refusal),
      within: one.within ?? run,
    });
  }
}

/** What ends a string alone is an error like any other for a TRY around it. */
function outside({ endsScope: _, ...refusal }: ErrorOutcome): ErrorOutcome {
  return refusal;
}

const pauseAfter = 64;
/** Steps looked at so far, by anybody. */
let judged = 0;
