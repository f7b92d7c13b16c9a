/** The start of a connection: authentication, the database, logon triggers (TOK-10, PRN-8, ENT-6). */

import { implyLogin } from '../../catalog/change/principals/implied';
import { addOpenDatabase } from '../../catalog/change/server/databases';
import { loginToken as tokenOfLogin } from '../../catalog/closure';
import { databaseKey, sameNameIn } from '../../catalog/collation';
import { decide } from '../../catalog/decide/decide';
import { serverQuestion } from '../../catalog/decide/question';
import { guestId } from '../../catalog/ids';
import { findDatabase, findLogin } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Statement } from '../../syntax/statement';
import type { Folded, Name } from '../../text/name';
import type { Span } from '../../text/span';
import { planLogonTriggers } from '../calls/triggers';
import type { Effect } from '../session/effect';
import { stateOf } from '../session/join';
import { change, makeFrame, makeSession, makeState, makeUndo, makeWorld, push } from '../session/make';
import { mapLogin } from '../session/mapping';
import * as messages from '../session/messages';
import type { Assumed, Context, ErrorOutcome, LoginRef, Outcome, Path, State, Step, World } from '../session/model';
import { batchScope, noVariables } from '../session/scope';
import { serverError } from '../session/server-error';
import { type CallsDone, runCalls } from './call';
import { isReachable, orUnreachable } from './flow';
import { runRoutine } from './run';
import { failureOf } from './trigger-failure';

export interface LogonRequest {
  readonly number: number;
  readonly login: Name;
  /** Undefined: master. */
  readonly database: Name | undefined;
  readonly span: Span;
  /** What of it nobody says; nothing where left out. */
  readonly assumed?: { readonly login: boolean; readonly database: boolean };
}

/**
 * Opens a connection on each of the catalogs; the step's after-state holds those that were let in. Number 0 is an
 * administrator without triggers.
 */
export function* logon(
  context: Context,
  catalogs: readonly Catalog[],
  request: LogonRequest,
): Generator<undefined, Step> {
  const statement: Statement = { kind: 'other', node: 'logon', span: request.span, words: ['LOGON'] };
  const started = catalogs.map((catalog) => {
    const world = baseWorld(withImplied(catalog, request), request);
    return { world, effect: effectOf(context, world, request) };
  });
  const done = yield* runCalls(context, started, runRoutine);
  const before = makeState(started.map(({ world }) => world));
  const { calls, passed } = done;
  if (!started.some(({ effect }) => effect.calls?.length))
    return { statement, before, after: orUnreachable(passed), paths: done.paths, children: [], calls };
  const { admitted, outcome } = throughTriggers(done, request);
  const paths = outcome ? done.paths.map((path): Path => ({ ...path, outcome })) : done.paths;
  return { statement, before, after: admitted, paths, children: [], calls };
}

/**
 * A logon trigger refuses by rolling its transaction back, or by failing (17892). Where it may have done so, the
 * connection is taken to be let in.
 */
function throughTriggers(
  { passed, leaves, refused, calls }: CallsDone,
  { login, span }: LogonRequest,
): { readonly admitted: State; readonly outcome?: Outcome } {
  if (passed.kind === 'anything') return { admitted: passed, outcome: { kind: 'unknown', because: passed.because } };
  const open = passed.worlds.filter(({ transaction }) => transaction !== 'none');
  const failure = failureOf(calls);
  const failed =
    failure === 'perhaps' ||
    refused.length > 0 ||
    [leaves.aborts, leaves.ends, leaves.throws].some((way) => way !== undefined && isReachable(way));
  const admitted = stateOf(open.map((world) => change(world, { transaction: 'none', undo: undefined })));
  if (open.length === 0 || failure === 'sure') {
    const because = failure === 'sure' ? 'the body of a logon trigger fails' : 'a logon trigger rolled back';
    const refusal = { kind: 'other', because } as const;
    return {
      admitted: stateOf([]),
      outcome: serverError({ message: messages.loginRefusedByTrigger(login), span, refusal }),
    };
  }
  const sure =
    !failed && open.length === passed.worlds.length && open.every(({ transaction }) => transaction === 'open');
  return sure
    ? { admitted }
    : {
        admitted,
        outcome: { kind: 'unknown', because: lacking('value', 'whether a logon trigger rolls back is not known') },
      };
}

/** The catalog with the login and the database of the connection, where nobody declared them and they may be there. */
function withImplied(catalog: Catalog, { login, database }: LogonRequest): Catalog {
  const target = database === undefined ? undefined : findDatabase(catalog, database);
  const there = target?.kind === 'unknown' && !target.entry ? addOpenDatabase(catalog, database!) : catalog;
  const found = findLogin(there, login);
  return found.kind === 'unknown' && !found.entry ? implyLogin(there, login) : there;
}

function baseWorld(catalog: Catalog, { number, login, database, assumed }: LogonRequest): World {
  const key = databaseKey(catalog, database ?? 'master');
  // The database is asked first: a contained user of the name is authenticated there or nowhere (PRN-26).
  const place = catalog.databases.get(key);
  const contained = place?.principals.find(
    (user) => user.authentication === 'database' && sameNameIn(place, user.name, login),
  );
  const frame = makeFrame({
    origin: 'session',
    scope: contained ? 'database' : 'server',
    login: contained ? { kind: 'sid', sid: contained.sid, name: login } : loginNamed(catalog, login),
    user: contained ? { kind: 'user', id: contained.id } : { kind: 'mapped' },
    home: contained ? key : undefined,
    vouchers: [],
    guard: { database: key, revert: 'never' },
  });
  return makeWorld({
    catalog,
    session: makeSession({ number, original: frame.login, ...(assumed && { assumed: assumedAs(assumed, key) }) }),
    database: key,
    stack: push(undefined, frame),
    scope: batchScope,
    variables: noVariables,
    transaction: 'none',
    undo: undefined,
    abortOnError: false,
  });
}

function assumedAs({ login, database }: NonNullable<LogonRequest['assumed']>, key: Folded): Assumed {
  return { login, places: database ? [{ database: key, by: 'start' }] : [] };
}

function loginNamed(catalog: Catalog, name: Name): LoginRef {
  const found = findLogin(catalog, name);
  if (found.kind === 'absent') return { kind: 'sid', sid: undefined, name };
  return found.entry
    ? { kind: 'login', id: found.entry.id }
    : { kind: 'unknown', because: lacking('declaration', `login '${name}' is not in the catalog`) };
}

function effectOf(context: Context, world: World, request: LogonRequest): Effect {
  const refused = refusal(world, request);
  if (refused === 'unknown')
    return {
      outcome: {
        kind: 'unknown',
        because: lacking('declaration', `login '${request.login}' or its database is not in the catalog`),
      },
      after: world,
    };
  if (refused) return { outcome: refused, after: world };
  const calls = request.number === 0 ? [] : planLogonTriggers(context, world);
  if (calls.length === 0) return { outcome: { kind: 'ok' }, after: world };
  const inside = change(world, {
    transaction: 'open',
    undo: makeUndo({ catalog: world.catalog, depth: 1, savepoints: [] }),
  });
  return { outcome: { kind: 'ok' }, after: inside, calls };
}

/** 18470 for a disabled login, 18456 without CONNECT SQL, 4060 without a way into the database. */
function refusal(world: World, { login, database, span }: LogonRequest): ErrorOutcome | 'unknown' | undefined {
  const { catalog } = world;
  const { frame } = world.stack;
  const no = (message: messages.Message): ErrorOutcome =>
    serverError({ message, span, refusal: { kind: 'no-user', login, database: database ?? 'master' } });
  if (frame.user.kind === 'user') return undefined;
  if (frame.login.kind === 'sid') return no(messages.loginFailed(login));
  if (frame.login.kind !== 'login') return 'unknown';
  const principal = catalog.server.principals.get(frame.login.id);
  if (!principal || principal.implied) return 'unknown';
  if (principal.type === 'certificate_login' || principal.type === 'key_login') return no(messages.loginFailed(login)); // PRN-9
  if (principal.disabled) return no(messages.loginDisabled(login));
  const connect = decide(
    catalog,
    { loginToken: tokenOfLogin(catalog, principal) },
    serverQuestion(catalog, 'CONNECT SQL'),
  );
  if (connect.kind === 'denied') return no(messages.loginFailed(login));
  const target = findDatabase(catalog, database ?? 'master');
  if (target.kind === 'absent') return no(messages.cannotOpen(database ?? 'master'));
  if (!target.entry) return 'unknown';
  const user = mapLogin(catalog, frame.login, target.entry);
  const isGuestOfMaster =
    catalog.version === 'azure-sql-database' && user.kind === 'user' && user.principal.id === guestId;
  if (user.kind === 'none' || isGuestOfMaster) return no(messages.cannotOpen(target.entry.name)); // AZ-13
  return undefined;
}
