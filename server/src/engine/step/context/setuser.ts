/**
 * SETUSER: one user at a time in place of the session's own (SET-1 to SET-7), and application roles (APP-1 to APP-11),
 * which do the same.
 */

import { implyPrincipal } from '../../../catalog/change/principals/implied';
import { impersonableUser } from '../../../catalog/decide/impersonate';
import { memberOf } from '../../../catalog/decide/membership';
import { dboId, sysadminId } from '../../../catalog/ids';
import { findPrincipal } from '../../../catalog/lookup';
import { lacking, type Reason } from '../../../catalog/reason';
import type { Expression } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { fold, isTemplate } from '../../../text/name';
import { userFrame } from '../../calls/module-frame';
import { evaluate } from '../../evaluate/expression';
import { here } from '../../judge/needs';
import { unsure } from '../../names/found';
import { type Effect, failed, ok, type StepFunction, unchanged, unknown } from '../../session/effect';
import { loginToken } from '../../session/identity';
import { change, makeFrame, replaceTop, setVariable } from '../../session/make';
import { userIn } from '../../session/mapping';
import * as messages from '../../session/messages';
import type { Context, Frame, Refusal, World } from '../../session/model';
import { onlyInAzure, serverError } from '../../session/server-error';

export const stepSetUser: StepFunction<StatementOf<'setuser'>> = (context, statement, world) => {
  const { frame } = world.stack;
  if (world.catalog.version === 'azure-sql-database')
    return failed(world, onlyInAzure('Azure SQL Database has no SETUSER.', statement.span));
  if (!statement.user) return bare(world, frame);
  const name = evaluate(context, world, statement.user);
  const place = here(world);
  if (name.kind !== 'string' || !place) return unknown(world, lacking('value', 'the name is not known'));
  const refuse = (): Effect =>
    failed(
      world,
      serverError({
        message: messages.setuserFailed(name.value),
        span: statement.user!.span,
        refusal: { kind: 'impersonate-missing', level: 'user', name: name.value },
      }),
    );
  const original = frame.origin === 'setuser' && frame.replaced ? frame.replaced : frame;
  const allowed = mayUse(change(world, { stack: replaceTop(world.stack, original) }));
  if (allowed === false) return refuse();
  const found = findPrincipal(place.database, name.value);
  if (found.kind === 'absent') return refuse();
  if (!found.entry) {
    const implied = implyPrincipal(world.catalog, world.database, name.value, 'user');
    return unsure(stepSetUser(context, statement, change(world, { catalog: implied })), found.because);
  }
  const possible = impersonableUser(world.catalog, found.entry);
  if (possible.kind === 'no' || found.entry.type !== 'sql_user') return refuse();
  const made = makeFrame({
    ...userFrame(
      world,
      found.entry,
      {
        database: world.database,
        revert: statement.noReset ? 'no_revert' : 'never',
        by: statement,
      },
      'setuser',
    ),
    replaced: original,
  });
  const after = change(world, { stack: replaceTop(world.stack, made) });
  const behind = world.scope.depth > 0 ? leftBehind : undefined;
  const doubt = typeof allowed === 'object' ? allowed : behind;
  return { outcome: doubt === undefined ? { kind: 'ok' } : { kind: 'unknown', because: doubt }, after };
};

/** DYN-9. */
const leftBehind = lacking('model', 'what it leaves behind a module or a dynamic batch is not documented');

/** sysadmin, or the owner of the database, which is not db_owner (SET-1). */
function mayUse(world: World): boolean | Reason {
  const admin = memberOf(loginToken(world), sysadminId, 'grant', { kind: 'server', catalog: world.catalog });
  if (admin.kind === 'member') return true;
  const user = userIn(world, world.database);
  if (user.kind === 'unknown') return user.because;
  if (user.kind === 'caller') return lacking('caller', 'it depends on who calls the module');
  if (user.kind !== 'user') return false;
  if (user.principal.id === dboId) return true;
  return admin.kind === 'perhaps' ? admin.because : false;
}

/** SET-4, SET-6. */
function bare(world: World, frame: Frame): Effect {
  if (frame.origin === 'setuser' && frame.replaced) {
    if (frame.guard.revert === 'no_revert')
      return unchanged(world, 'SETUSER ... WITH NORESET stays until the connection ends');
    return ok(change(world, { stack: replaceTop(world.stack, frame.replaced) }));
  }
  if (frame.guard.revert === 'never') return unchanged(world, 'no SETUSER is in effect');
  return unknown(world, lacking('model', 'what SETUSER says after EXECUTE AS is not documented'));
}

/**
 * sp_setapprole: only ad hoc (15422), not in a transaction (15002), not twice (2762); a password is taken to be right
 * unless both it and the role's own are written out and differ (APP-3).
 */
export function setAppRole(context: Context, world: World, statement: StatementOf<'execute'>): Effect {
  const refuse = (message: messages.Message, refusal: Refusal): Effect =>
    failed(world, serverError({ message, span: statement.span, refusal }));
  if (world.scope.depth > 0)
    return refuse(messages.approleOnlyAdHoc(), { kind: 'approle-not-adhoc', because: 'scope' });
  if (world.transaction === 'open')
    return refuse(messages.notInTransaction('sys.sp_setapprole'), {
      kind: 'approle-not-adhoc',
      because: 'transaction',
    });
  const { frame } = world.stack;
  if (frame.origin === 'app_role')
    return refuse(messages.approleWrongCall(), { kind: 'approle-not-adhoc', because: 'twice' });
  const name = argument(context, world, statement, '@rolename', 0);
  const place = here(world);
  if (name?.kind === 'null')
    return refuse(messages.approleNameNeeded(), { kind: 'missing', what: 'application role', name: '' });
  if (name?.kind !== 'string' || !place) return unknown(world, lacking('value', 'the application role is not known'));
  const found = findPrincipal(place.database, name.value);
  if (
    found.kind === 'absent' ||
    (found.kind === 'found' &&
      (found.entry.type !== 'application_role' || isWrong(context, world, statement, found.entry.password)))
  ) {
    return failed(
      world,
      serverError({
        message: messages.noApplicationRole(name.value),
        span: statement.span,
        refusal: { kind: 'missing', what: 'application role', name: name.value },
      }),
    );
  }
  if (!found.entry) {
    const implied = implyPrincipal(world.catalog, world.database, name.value, 'application_role');
    return unsure(setAppRole(context, change(world, { catalog: implied }), statement), found.because);
  }
  const created = createsCookie(context, world, statement);
  const receiver = statement.arguments.find(
    (one) => one.output && (one.name === undefined || fold(one.name) === fold('@cookie')),
  );
  const variable = created && receiver?.value.kind === 'variable' ? receiver.value.name : undefined;
  const cookie = variable === undefined ? undefined : `approle:${world.session.number}`;
  const made = makeFrame({
    origin: 'app_role',
    scope: 'database',
    login: frame.login,
    user: { kind: 'user', id: found.entry.id },
    home: world.database,
    vouchers: [],
    replaced: frame,
    guard: {
      database: world.database,
      revert: cookie === undefined ? 'never' : 'cookie',
      by: statement,
      ...(cookie !== undefined && { cookie }),
    },
  });
  const variables =
    variable !== undefined && cookie !== undefined
      ? setVariable(world.variables, fold(variable), { kind: 'cookie', of: cookie })
      : world.variables;
  const after = change(world, { stack: replaceTop(world.stack, made), variables });
  return { outcome: found.kind === 'unknown' ? { kind: 'unknown', because: found.because } : { kind: 'ok' }, after };
}

/** @fCreateCookie, which is false where it is left out (APP-1); a value that is not known is taken to be true. */
function createsCookie(context: Context, world: World, statement: StatementOf<'execute'>): boolean {
  const value = argument(context, world, statement, '@fCreateCookie', 3);
  switch (value?.kind) {
    case undefined:
    case 'null':
      return false;
    case 'number':
      return value.value !== 0;
    case 'string':
      return !['false', '0'].includes(fold(value.value.trim()));
    default:
      return true;
  }
}

/** Case counts; a password that is handed over encrypted, or from elsewhere, is not looked at. */
function isWrong(
  context: Context,
  world: World,
  statement: StatementOf<'execute'>,
  password: string | undefined,
): boolean {
  const given = argument(context, world, statement, '@password', 1);
  const encrypted = argument(context, world, statement, '@encrypt', 2);
  const plain = encrypted === undefined || (encrypted.kind === 'string' && fold(encrypted.value) === fold('none'));
  return (
    password !== undefined && plain && given?.kind === 'string' && !isTemplate(given.value) && given.value !== password
  );
}

/** sp_unsetapprole needs the cookie (APP-7): 15592. */
export function unsetAppRole(context: Context, world: World, statement: StatementOf<'execute'>): Effect {
  const { frame } = world.stack;
  const value = argument(context, world, statement, '@cookie', 0);
  const refused = failed(
    world,
    serverError({
      message: messages.approleNotSet(),
      span: statement.span,
      refusal: { kind: 'cookie-mismatch', expected: frame.origin === 'app_role', given: true },
    }),
  );
  if (frame.origin !== 'app_role' || !frame.replaced || frame.guard.revert !== 'cookie') return refused;
  const restored = change(world, { stack: replaceTop(world.stack, frame.replaced) });
  if (value?.kind === 'unknown')
    return unknown(restored, lacking('value', 'the value of the variable is not known here'));
  if (value?.kind !== 'cookie' || value.of !== frame.guard.cookie) return refused;
  return ok(restored);
}

/** The value of a named or positional argument. */
export function argument(
  context: Context,
  world: World,
  statement: StatementOf<'execute'>,
  name: string,
  position: number,
): ReturnType<typeof evaluate> | undefined {
  const named = statement.arguments.find((one) => one.name !== undefined && fold(one.name) === fold(name));
  const value: Expression | undefined = (
    named ?? (statement.arguments[position]?.name === undefined ? statement.arguments[position] : undefined)
  )?.value;
  return value && evaluate(context, world, value);
}
