/** sp_grantlogin and sp_denylogin: Windows logins, and whether they may connect (PRN-8, PRN-50). */

import { deny, revoke } from '../../../catalog/change/permissions/permissions';
import { createLogin } from '../../../catalog/change/principals/logins';
import { onServer as serverSecurable } from '../../../catalog/decide/question';
import { saId } from '../../../catalog/ids';
import { findLogin } from '../../../catalog/lookup';
import type { Catalog, Id } from '../../../catalog/model';
import { onServer, settle } from '../../judge/needs';
import { refuse } from '../../names/found';
import { type Effect, ok } from '../../session/effect';
import * as messages from '../../session/messages';
import { stepCreateLogin } from '../principals/logins';
import type { LegacyCall } from './legacy-call';

/** A login that was denied may connect again; one that is not there is made. */
export function grantLogin(call: LegacyCall, name: string): Effect {
  const { context, world, statement, at } = call;
  if (!name.includes('\\')) return notWindows(call, name);
  const found = findLogin(world.catalog, name);
  if (found.kind === 'absent') {
    const create = {
      kind: 'create_login',
      node: 'create_login',
      span: statement.span,
      name: at(name),
      source: { kind: 'windows' },
      options: [],
    } as const;
    return stepCreateLogin(context, create, world);
  }
  return settle(world, statement.span, [onServer(world, 'ALTER ANY LOGIN', messages.notPermitted())], () =>
    ok(world, found.entry ? revoke(world.catalog, { kind: 'server' }, connectRow(found.entry.id)) : world.catalog),
  );
}

/** DENY CONNECT SQL, wherever it is called from; it makes the login where there is none. */
export function denyLogin(call: LegacyCall, name: string): Effect {
  const { world, statement } = call;
  if (!name.includes('\\')) return notWindows(call, name);
  return settle(world, statement.span, [onServer(world, 'ALTER ANY LOGIN', messages.notPermitted())], () => {
    const there: Catalog =
      findLogin(world.catalog, name).kind === 'absent'
        ? createLogin(world.catalog, { name, type: 'windows_login' })
        : world.catalog;
    const login = findLogin(there, name);
    return ok(world, login.kind === 'found' ? deny(there, { kind: 'server' }, connectRow(login.entry.id)) : there);
  });
}

function connectRow(login: Id): Parameters<typeof deny>[2] {
  return { permission: 'CONNECT SQL', securable: serverSecurable, grantee: login, grantor: saId };
}

function notWindows({ world, statement }: LegacyCall, name: string): Effect {
  return refuse(world, messages.notAWindowsName(name), statement.span, 'Windows name', name);
}
