/**
 * Runs a script: its batches one after the other, each entered by what left the one before, with a new connection where
 * the script says so. Yields after each batch, so that the door can stop a run that nobody waits for any more.
 */

import { forgetGone } from '../../catalog/change/gone';
import type { Catalog } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { ofBodies } from '../../syntax/of-bodies';
import { isReadAsWhole } from '../../syntax/read-as-whole';
import type { IncludedFile, IncludedFiles } from '../../syntax/sqlcmd';
import { firstConnection, type SessionMark } from '../../syntax/stage';
import type { Batch, Body, PlacedBatch, Script } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { noneTracked } from '../calls/tracked';
import { rolledBack } from '../calls/transactions';
import { behindUnknownFile, behindUnknownText } from '../calls/unknown-batch';
import { joinAll, stateOf } from '../session/join';
import { anything, change, makeState, unreachableState } from '../session/make';
import { cache } from '../session/memory';
import type { Context, Run, State, Step, World } from '../session/model';
import { batchScope, noVariables } from '../session/scope';
import { compileError, refusedRun } from './compile';
import { joinLeaves, type Leaves, noLeaves } from './flow';
import { type LogonRequest, logon } from './logon';
import { type Piece, pieces } from './pieces';
import { runRoutine } from './run';
import { partsOf, type Supposed, supposing } from './supposed';

/** What a script starts from. */
export interface Start {
  readonly catalog: Catalog;
  readonly login: string;
  readonly database: string;
  readonly sessions: readonly SessionMark[];
  readonly files: IncludedFiles;
  /** What of login and database nobody says: it is a setting, or a default. */
  readonly assumed: { readonly login: boolean; readonly database: boolean };
  /** Facts that are supposed to hold besides. */
  readonly supposed?: Supposed | undefined;
}

export type Part = LogonPart | BatchPart | IncludedPart;

interface LogonPart {
  readonly kind: 'logon';
  readonly span: Span;
  readonly session: number;
  readonly step: Step;
  /** The end of the connection before. */
  readonly left: State;
}

interface BatchPart {
  readonly kind: 'batch';
  readonly placed: PlacedBatch;
  readonly session: number;
  /** Offsets of the steps count from the batch's start. */
  readonly run: Run;
  /** It is run again and again (GO 4), and each time it leaves frames that it did not find. */
  readonly pilesUp?: true;
}

/** A file that a line `:r` puts there: its statements run, but stand in another script. */
export interface IncludedPart {
  readonly kind: 'included';
  /** The line. */
  readonly span: Span;
  readonly session: number;
  readonly script: Script;
  readonly parts: readonly (BatchPart | IncludedPart)[];
}

export interface ScriptRun {
  readonly parts: readonly Part[];
  readonly exit: State;
  /** The first connection, where no comment of the script opens it. */
  readonly opening?: Step;
}

export function* runScript(context: Context, script: Script, start: Start): Generator<undefined, ScriptRun> {
  const parts: Part[] = [];
  const marks = [...start.sessions];
  let session = 0;
  let state: State = makeState([]);
  const { supposed } = start;
  let stored: readonly Catalog[] = [startingFrom(start)]; // what the server holds; a refused logon leaves it as it is
  const open = function* (
    catalogs: readonly Catalog[],
    request: Omit<LogonRequest, 'number'>,
  ): Generator<undefined, Step> {
    const step = yield* logon(context, catalogs, { ...request, number: ++session });
    state = step.after;
    stored = catalogsOf(state) ?? stored;
    return step;
  };
  const reconnect = function* (mark: SessionMark): Generator<undefined, void> {
    // the connection before ends, and a transaction that it left open with it
    const left = state;
    stored = catalogsOf(state, rolledBack) ?? stored;
    const step = yield* open(stored, {
      login: mark.login ?? start.login,
      database: mark.database,
      ...(mark.login === undefined && { assumed: { login: start.assumed.login, database: false } }),
      span: { start: 0, end: mark.span.end - mark.span.start },
    });
    parts.push({ kind: 'logon', span: mark.span, session, step, left });
  };
  // where a mark opens the first connection, the fresh catalog is what it finds
  const opening = firstConnection(script) ? undefined : yield* open(stored, { ...start, span: { start: 0, end: 0 } });
  for (const placed of script.batches) {
    state = asRead(placed.batch, state);
    for (const piece of pieces(placed, marks)) {
      if (piece.kind === 'mark') {
        yield* reconnect(piece.mark);
        continue;
      }
      const done = yield* runPiece(context, { placed, piece, files: start.files, session, supposed }, state);
      if (done.part) parts.push(done.part);
      state = supposing(supposed, done.exit, 'setting up');
      stored = catalogsOf(state) ?? stored;
    }
    yield;
  }
  for (const mark of marks) yield* reconnect(mark);
  return { parts, exit: state, ...(opening && { opening }) };
}

function startingFrom({ catalog, supposed }: Start): Catalog {
  const made = supposed ? supposed.on(catalog) : catalog;
  supposed?.settled('setting up');
  return forgetGone(made);
}

interface Running {
  readonly placed: PlacedBatch;
  readonly piece: Exclude<Piece, { readonly kind: 'mark' }>;
  readonly files: IncludedFiles;
  readonly session: number;
  readonly supposed?: Supposed | undefined;
}

interface Ran {
  /** Undefined: a file that is not at hand. */
  readonly part: BatchPart | IncludedPart | undefined;
  readonly exit: State;
}

function* runPiece(context: Context, running: Running, state: State): Generator<undefined, Ran> {
  const { placed, piece, files, session, supposed } = running;
  if (piece.kind === 'file') {
    const file = piece.within ? undefined : files.get(piece.name);
    if (!file) return { part: undefined, exit: behindUnknownFile(state) };
    return yield* runFile(context, file, { span: piece.span, session }, state);
  }
  const waiting = supposed && !supposed.isOver() && placed.count === 1 ? supposed : undefined;
  const { run, exit, pilesUp }: BatchRun = waiting
    ? yield* runSupposing(context, piece.body, state, waiting)
    : yield* runBatch(context, piece.body, state, placed.count);
  return { part: { kind: 'batch', placed, session, run, ...(pilesUp && { pilesUp }) }, exit };
}

/** A file in the place where it is included: in the session and the context that it finds there. */
function* runFile(
  context: Context,
  { script, files }: IncludedFile,
  { span, session }: Pick<IncludedPart, 'span' | 'session'>,
  before: State,
): Generator<undefined, Ran> {
  const parts: (BatchPart | IncludedPart)[] = [];
  let state = before;
  for (const placed of script.batches) {
    state = asRead(placed.batch, state);
    for (const piece of pieces(placed, [])) {
      if (piece.kind === 'mark') continue;
      const { part, exit } = yield* runPiece(context, { placed, piece, files, session }, state);
      if (part) parts.push(part);
      state = exit;
    }
    yield;
  }
  return { part: { kind: 'included', span, session, script, parts }, exit: state };
}

/** What enters a batch: where part of its text belongs to no statement, nobody knows what it does. */
function asRead(batch: Batch, state: State): State {
  return isReadAsWhole(batch) ? state : behindUnknownText(state);
}

function catalogsOf(state: State, ended: (world: World) => World = (world) => world): readonly Catalog[] | undefined {
  if (state.kind === 'anything' || state.worlds.length === 0) return undefined;
  return [...new Set(state.worlds.map((world) => ended(world).catalog))];
}

interface BatchRun {
  readonly run: Run;
  readonly exit: State;
  readonly pilesUp?: true;
}

const remembered = cache<Body, BatchRun>(ofBodies);

/** Runs a batch `count` times. Its variables are its own; frames pushed in it stay on the session (MDL-6, CTX-14). */
function* runBatch(context: Context, body: Body, entry: State, count: number): Generator<undefined, BatchRun> {
  let before = entry;
  let shown: BatchRun | undefined;
  for (let round = 0; ; round++) {
    const mode = { tracked: noneTracked };
    const known = remembered.find(context, body, before, mode);
    const made = known ?? (yield* remembered.make(context, body, before, mode, () => runOnce(context, body, before)));
    const { exit } = made;
    shown ??= made;
    const more = round > 0 && depthOf(exit) > depthOf(before) ? ({ pilesUp: true } as const) : {};
    if (round + 1 >= count || exit === before) return { ...shown, ...more, exit };
    if (round >= 40)
      return { ...shown, ...more, exit: anything(lacking('effort', `GO ${count}: each round changes the context`)) };
    before = exit;
  }
}

/** The frames of the deepest world. */
function depthOf(state: State): number {
  return state.kind === 'worlds' ? Math.max(0, ...state.worlds.map(({ stack }) => stack.depth)) : 0;
}

function* runOnce(context: Context, body: Body, before: State): Generator<undefined, BatchRun> {
  const refused = compileError(body);
  if (refused) {
    const { run } = yield* runRoutine(context, body, unreachableState);
    return { run: refusedRun(run, startBatch(before), refused), exit: before };
  }
  const { run, leaves } = yield* runRoutine(context, body, startBatch(before));
  return { run, exit: endOf(run, leaves) };
}

/** Where a batch ends, whichever way it was left. */
function endOf(run: Run, { returns, aborts, ends, throws }: Leaves): State {
  return joinAll([run.exit, ...[returns, aborts, ends, throws].filter((way) => way !== undefined)]);
}

/** Runs a batch in which facts that are supposed may become possible. */
function* runSupposing(
  context: Context,
  body: Body,
  before: State,
  supposed: Supposed,
): Generator<undefined, BatchRun> {
  const parts = partsOf(body, supposed);
  if (compileError(body)) return yield* runOnce(context, body, before);
  const entry = startBatch(before);
  let run: Run = { entry, steps: [], exit: entry };
  let leaves: Leaves = noLeaves;
  for (const part of parts) {
    const next = yield* runRoutine(context, part.body, supposing(supposed, run.exit, part.moment));
    run = { entry, steps: [...run.steps, ...next.run.steps], exit: next.run.exit };
    leaves = joinLeaves(leaves, next.leaves);
  }
  return { run, exit: endOf(run, leaves) };
}

function startBatch(state: State): State {
  if (state.kind === 'anything') return state;
  return stateOf(state.worlds.map((world) => change(world, { scope: batchScope, variables: noVariables })));
}
