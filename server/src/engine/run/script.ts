/**
 * Runs a script: its batches one after the other, each entered by what left the one before, with a new connection where
 * the script says so. Yields after each batch, so that the door can stop a run that nobody waits for any more.
 */

import { forgetGone } from '../../catalog/change/gone';
import type { Catalog } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { type SqlcmdVariables, setvarsOf } from '../../syntax/sqlcmd';
import { firstConnection, type SessionMark } from '../../syntax/stage';
import type { Body, PlacedBatch, Script } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { noneTracked } from '../calls/tracked';
import { rolledBack } from '../calls/transactions';
import { joinAll, stateOf } from '../session/join';
import { anything, change, makeSession, makeState, unreachableState } from '../session/make';
import { cache } from '../session/memory';
import type { Context, Run, State, Step, World } from '../session/model';
import { batchScope, noVariables } from '../session/scope';
import { compileError, refusedRun } from './compile';
import { type LogonRequest, logon } from './logon';
import { runRoutine } from './run';

/** What a script starts from. */
export interface Start {
  readonly catalog: Catalog;
  readonly login: string;
  readonly database: string;
  readonly sessions: readonly SessionMark[];
  /** What of login and database nobody says: it is a setting, or a default. */
  readonly assumed: { readonly login: boolean; readonly database: boolean };
}

export type Part =
  | {
      readonly kind: 'logon';
      readonly span: Span;
      readonly session: number;
      readonly step: Step;
      /** The end of the connection before. */
      readonly left: State;
    }
  | {
      readonly kind: 'batch';
      readonly placed: PlacedBatch;
      readonly session: number /** Offsets of the steps count from the batch's start. */;
      readonly run: Run;
    };

export interface ScriptRun {
  readonly parts: readonly Part[];
  readonly exit: State;
}

export function* runScript(context: Context, script: Script, start: Start): Generator<undefined, ScriptRun> {
  const parts: Part[] = [];
  const marks = [...start.sessions];
  let session = 0;
  const sqlcmd = setvarsOf(script);
  let state: State = makeState([]);
  let stored: readonly Catalog[] = [forgetGone(start.catalog)]; // what the server holds; a refused logon leaves it as it is
  const open = function* (
    catalogs: readonly Catalog[],
    request: Omit<LogonRequest, 'number'>,
  ): Generator<undefined, Step> {
    const step = yield* logon(context, catalogs, { ...request, number: ++session });
    state = withVariables(step.after, sqlcmd);
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
  if (firstConnection(script)) {
    // The first mark opens the first connection: the fresh catalog is what it finds.
  } else yield* open(stored, { ...start, span: { start: 0, end: 0 } });
  for (const placed of script.batches) {
    for (const piece of pieces(placed, marks)) {
      if (piece.mark) yield* reconnect(piece.mark);
      if (piece.body.length === 0) continue;
      const { run, exit } = yield* runBatch(context, piece.body, state, placed.count);
      parts.push({ kind: 'batch', placed, session, run });
      state = exit;
      stored = catalogsOf(state) ?? stored;
    }
    yield;
  }
  for (const mark of marks) yield* reconnect(mark);
  return { parts, exit: state };
}

function withVariables(state: State, sqlcmd: SqlcmdVariables): State {
  if (sqlcmd.size === 0 || state.kind === 'anything') return state;
  return stateOf(state.worlds.map((world) => change(world, { session: makeSession({ ...world.session, sqlcmd }) })));
}

function catalogsOf(state: State, ended: (world: World) => World = (world) => world): readonly Catalog[] | undefined {
  if (state.kind === 'anything' || state.worlds.length === 0) return undefined;
  return [...new Set(state.worlds.map((world) => ended(world).catalog))];
}

interface Piece {
  readonly mark: SessionMark | undefined;
  readonly body: Body;
}

/** Cuts a batch where a new connection starts; takes the marks that it uses. */
function pieces(placed: PlacedBatch, marks: SessionMark[]): readonly Piece[] {
  const { statements } = placed.batch;
  const found: Piece[] = [];
  let mark: SessionMark | undefined;
  let from = 0;
  statements.forEach((statement, index) => {
    while (marks[0] && marks[0].span.start < placed.offset + statement.offset) {
      if (index > from || mark)
        found.push({ mark, body: index === 0 || index === from ? [] : statements.slice(from, index) });
      from = index;
      mark = marks.shift();
    }
  });
  found.push({ mark, body: from === 0 ? statements : statements.slice(from) });
  return found;
}

interface BatchRun {
  readonly run: Run;
  readonly exit: State;
}

const remembered = cache<BatchRun>();

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
    if (round + 1 >= count || exit === before) return { ...shown, exit };
    if (round >= 40)
      return { ...shown, exit: anything(lacking('effort', `GO ${count}: each round changes the context`)) };
    before = exit;
  }
}

function* runOnce(context: Context, body: Body, before: State): Generator<undefined, BatchRun> {
  const refused = compileError(body);
  if (refused) {
    const { run } = yield* runRoutine(context, body, unreachableState);
    return { run: refusedRun(run, startBatch(before), refused), exit: before };
  }
  const { run, leaves } = yield* runRoutine(context, body, startBatch(before));
  const exit = joinAll([
    run.exit,
    ...[leaves.returns, leaves.aborts, leaves.ends, leaves.throws].filter((way) => way !== undefined),
  ]);
  return { run, exit };
}

function startBatch(state: State): State {
  if (state.kind === 'anything') return state;
  return stateOf(state.worlds.map((world) => change(world, { scope: batchScope, variables: noVariables })));
}
