/** EXECUTE AS LOGIN, USER and CALLER (CTX-1 to CTX-26). */

import { implyLogin, implyPrincipal } from '../../../catalog/change/principals/implied';
import { userToken as tokenOfUser } from '../../../catalog/closure';
import { decide } from '../../../catalog/decide/decide';
import {
  decideImpersonateLogin,
  decideImpersonateUser,
  impersonableLogin,
  impersonableUser,
} from '../../../catalog/decide/impersonate';
import { databaseQuestion } from '../../../catalog/decide/question';
import type { Verdict } from '../../../catalog/decide/verdict';
import { findPrincipal, findServerPrincipal } from '../../../catalog/lookup';
import { databaseNotKnown, lacking, type Reason } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { fold } from '../../../text/name';
import type { Span } from '../../../text/span';
import { userFrame } from '../../calls/module-frame';
import { evaluate } from '../../evaluate/expression';
import { here, onDatabase, onServer } from '../../judge/needs';
import { noAccess } from '../../names/access';
import { unsure } from '../../names/found';
import { type Effect, failed, type StepFunction, unchanged, unknown } from '../../session/effect';
import { subject } from '../../session/identity';
import { change, makeFrame, push, setVariable } from '../../session/make';
import { mapLogin } from '../../session/mapping';
import * as messages from '../../session/messages';
import type { Context, ErrorOutcome, Frame, Guard, World } from '../../session/model';
import { refusalWithoutNumber, serverError } from '../../session/server-error';
import { cookieLost } from '../control/variables';

type ExecuteAs = StatementOf<'execute_as'>;

export const stepExecuteAs: StepFunction<ExecuteAs> = (context, statement, world) => {
  if (statement.level === 'caller') return asCaller(statement, world);
  if (statement.revert.kind !== 'plain' && world.scope.depth > 0) {
    const what = statement.revert.kind === 'no_revert' ? 'NO REVERT' : 'COOKIE';
    return failed(
      world,
      serverError({
        message: messages.onlyAdHocOptions(),
        span: statement.revert.span,
        refusal: { kind: 'ad-hoc-only', what },
      }),
    );
  }
  const name = statement.principal && evaluate(context, world, statement.principal);
  const at = statement.principal?.span ?? statement.span;
  if (name?.kind !== 'string')
    return pushed(statement, world, unknownFrame(statement, world), {
      because: lacking('value', 'the name is not known before the script is run'),
    });
  return statement.level === 'login'
    ? asLogin(statement, world, name.value, at)
    : asUser(statement, world, name.value, at);
};

/**
 * The string of EXEC (...) AS, which needs the same checks as the statement (DYN-5); undefined guard: it cannot be
 * reverted.
 */
export function impersonate(
  context: Context,
  world: World,
  level: 'login' | 'user',
  principal: StatementOf<'execute_string'>['as'] & object,
): Effect {
  const name = evaluate(context, world, principal.principal);
  const statement: ExecuteAs = {
    kind: 'execute_as',
    node: 'execute_as',
    span: principal.span,
    level,
    principal: principal.principal,
    revert: { kind: 'plain' },
  };
  if (name.kind !== 'string')
    return pushed(statement, world, unknownFrame(statement, world), {
      because: lacking('value', 'the name is not known before the script is run'),
    });
  return level === 'login'
    ? asLogin(statement, world, name.value, principal.principal.span)
    : asUser(statement, world, name.value, principal.principal.span);
}

/** Outside a module it does nothing; inside it pushes what called (CTX-9 to CTX-11). A dynamic batch: DYN-8. */
function asCaller(statement: ExecuteAs, world: World): Effect {
  const { scope } = world;
  if (scope.kind === 'batch' || (scope.kind === 'dynamic' && scope.within === 'batch'))
    return unchanged(world, 'EXECUTE AS CALLER outside a module does nothing');
  if (scope.kind === 'dynamic')
    return pushed(statement, world, unknownFrame(statement, world), {
      because: lacking('caller', 'who the caller of a dynamic batch inside a module is has not been documented'),
    });
  const caller = scope.caller ?? world.stack.frame;
  return pushed(statement, world, makeFrame({ ...caller, origin: 'caller', guard: guardOf(statement, world) }));
}

function guardOf(statement: ExecuteAs, world: World): Guard {
  const { revert } = statement;
  const cookie = revert.kind === 'cookie' ? `${world.session.number}:${world.stack.depth + 1}` : undefined;
  return {
    database: world.database,
    revert: revert.kind,
    by: statement,
    ...(cookie !== undefined && { cookie }),
  };
}

function unknownFrame(statement: ExecuteAs, world: World): Frame {
  const because = lacking('value', 'who is impersonated is not known');
  const server = statement.level === 'login';
  return makeFrame({
    origin: server ? 'login' : 'user',
    scope: server ? 'server' : 'database',
    login: { kind: 'unknown', because },
    user: { kind: 'unknown', because },
    home: server ? undefined : world.database,
    vouchers: [],
    guard: guardOf(statement, world),
  });
}

function pushed(
  statement: ExecuteAs,
  world: World,
  frame: Frame,
  unsure?: { readonly because: Reason },
  verdict?: Verdict,
): Effect {
  const { cookie } = frame.guard;
  const variables =
    statement.revert.kind === 'cookie' && cookie !== undefined
      ? setVariable(world.variables, fold(statement.revert.variable), { kind: 'cookie', of: cookie })
      : world.variables;
  const after = change(world, { stack: push(world.stack, frame), variables });
  const lost = statement.revert.kind === 'cookie' ? cookieLost(world, statement.revert.variable) : undefined;
  const facts = lost && { facts: [lost] };
  if (unsure) return { ...unknown(after, unsure.because), ...facts };
  return {
    ...facts,
    outcome: verdict?.kind === 'allowed' ? { kind: 'ok', proof: verdict.proof } : { kind: 'ok' },
    after,
  };
}

/** CTX-20, then CTX-3: exists and can be impersonated, can enter the current database, IMPERSONATE. */
function asLogin(statement: ExecuteAs, world: World, name: string, at: Span): Effect {
  const database = world.catalog.databases.get(world.database);
  if (world.catalog.version === 'azure-sql-database' || database?.containment === 'partial') {
    const where = database?.containment === 'partial' ? 'a contained database' : 'Azure SQL Database';
    return failed(
      world,
      refusalWithoutNumber(`EXECUTE AS LOGIN is not available in ${where}.`, at, {
        kind: 'platform',
        because: `${where} does not impersonate logins`,
      }),
    );
  }
  const found = findServerPrincipal(world.catalog, name);
  const refuse = (refusal: ErrorOutcome['refusal'], verdict?: Verdict & { kind: 'denied' }): Effect =>
    failed(
      world,
      serverError({
        message: messages.cannotExecuteAsLogin(name),
        span: at,
        refusal,
        ...(verdict && { question: verdict.question, proof: verdict.proof }),
      }),
    );
  if (found.kind === 'absent') {
    if (isWindowsName(name) && onServer(world, 'CONTROL SERVER', messages.notPermitted()).verdict.kind !== 'denied')
      return pushed(statement, world, unknownFrame(statement, world), { because: windowsDirectory });
    return refuse({
      kind: 'principal-missing',
      level: 'login',
      name,
      otherLevel: database !== undefined && findPrincipal(database, name).kind === 'found',
    });
  }
  if (!found.entry) {
    const implied = change(world, { catalog: implyLogin(world.catalog, name) });
    return unsure(asLogin(statement, implied, name, at), found.because);
  }
  const login = found.entry;
  const possible = impersonableLogin(login);
  if (possible.kind === 'no') return refuse({ kind: 'not-impersonable', level: 'login', name, type: possible.what });
  const frame = makeFrame({
    origin: 'login',
    scope: 'server',
    login: { kind: 'login', id: login.id },
    user: { kind: 'mapped' },
    home: undefined,
    vouchers: [],
    guard: guardOf(statement, world),
  });
  const entry = database && mapLogin(world.catalog, { kind: 'login', id: login.id }, database);
  const verdict = decideImpersonateLogin(world.catalog, subject(world, world.database), login);
  if (verdict.kind === 'denied' && (world.stack.frame.scope === 'server' || entry?.kind !== 'none'))
    return refuse({ kind: 'impersonate-missing', level: 'login', name }, verdict);
  if (entry?.kind === 'none')
    return failed(world, {
      ...noAccess(change(world, { stack: push(world.stack, frame) }), database!, at, { ...entry, impersonated: true }),
      endsBatch: true,
    });
  return pushed(
    statement,
    world,
    frame,
    unsureOf(
      found.kind === 'unknown' ? found.because : undefined,
      possible.kind === 'unknown' ? possible.because : undefined,
      verdict,
    ),
    verdict,
  );
}

function unsureOf(...reasons: readonly (Reason | undefined | Verdict)[]): { readonly because: Reason } | undefined {
  for (const reason of reasons) {
    if (reason && 'lack' in reason) return { because: reason };
    if (reason?.kind === 'unknown') return { because: reason.because };
  }
  return undefined;
}

/** CTX-2: exists and can be impersonated (15517), IMPERSONATE (15517), CONNECT (916). */
function asUser(statement: ExecuteAs, world: World, name: string, at: Span): Effect {
  const place = here(world);
  if (!place) return pushed(statement, world, unknownFrame(statement, world), { because: databaseNotKnown });
  const { database } = place;
  const found = findPrincipal(database, name);
  const refuse = (refusal: ErrorOutcome['refusal'], verdict?: Verdict & { kind: 'denied' }): Effect =>
    failed(
      world,
      serverError({
        message: messages.cannotExecuteAsUser(name),
        span: at,
        refusal,
        ...(verdict && { question: verdict.question, proof: verdict.proof }),
      }),
    );
  if (found.kind === 'absent') {
    if (isWindowsName(name) && onDatabase(world, 'CONTROL', messages.notPermitted()).verdict.kind !== 'denied')
      return pushed(statement, world, unknownFrame(statement, world), { because: windowsDirectory });
    return refuse({
      kind: 'principal-missing',
      level: 'user',
      name,
      otherLevel: findServerPrincipal(world.catalog, name).kind === 'found',
    });
  }
  if (!found.entry) {
    const implied = change(world, { catalog: implyPrincipal(world.catalog, world.database, name, 'user') });
    return unsure(asUser(statement, implied, name, at), found.because);
  }
  const user = found.entry;
  const possible = impersonableUser(world.catalog, user);
  if (possible.kind === 'no')
    return refuse(
      possible.orphaned
        ? { kind: 'orphaned', name }
        : { kind: 'not-impersonable', level: 'user', name, type: possible.what },
    );
  const verdict = decideImpersonateUser(world.catalog, { ...place.subject, database }, user);
  if (verdict.kind === 'denied') return refuse({ kind: 'impersonate-missing', level: 'user', name }, verdict);
  const frame = userFrame(world, user, guardOf(statement, world), 'user');
  const connect = decide(
    world.catalog,
    { database, userToken: tokenOfUser(database, user) },
    databaseQuestion(world.catalog, database, 'CONNECT'),
  );
  if (connect.kind === 'denied') {
    const refused = noAccess(change(world, { stack: push(world.stack, frame) }), database, at, {
      sandboxed: false,
      untrusted: [],
      unconnected: user.name,
      impersonated: true,
    });
    return failed(world, { ...refused, endsBatch: true });
  }
  return pushed(
    statement,
    world,
    frame,
    unsureOf(
      found.kind === 'unknown' ? found.because : undefined,
      possible.kind === 'unknown' ? possible.because : undefined,
      verdict,
      connect,
    ),
    verdict,
  );
}

/**
 * A Windows account that is no principal here: for those who own the place Windows is asked (CTX-7, CTX-8), and nobody
 * can say what it answers. Built-in accounts never do (CTX-5).
 */
export function isWindowsName(name: string): boolean {
  return /^[^\\@]+\\[^\\]+$/.test(name) && !/^(BUILTIN|NT AUTHORITY|NT SERVICE|IIS APPPOOL)\\/i.test(name);
}

const windowsDirectory = lacking('windows', 'whether Windows knows the account, and its groups, are not known');
