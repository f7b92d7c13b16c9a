/** DROP of logins, users and roles: what it needs, and what keeps them (PRN-50, MOD-9). */

import { dropLogin, dropServerPrincipal } from '../../../catalog/change/principals/logins';
import { dropPrincipal } from '../../../catalog/change/principals/principals';
import { onPrincipal, onServerPrincipal } from '../../../catalog/decide/question';
import { guestId, publicServerRoleId } from '../../../catalog/ids';
import { type Found, findLogin, findPrincipal, findServerRole } from '../../../catalog/lookup';
import type { DatabasePrincipal, ServerPrincipal } from '../../../catalog/model';
import type { NamedAt } from '../../../syntax/expression';
import type { Span } from '../../../text/span';
import { whyLoginStays, whyPrincipalStays } from '../../judge/drop-conditions';
import { anyOf, here, isDeniedByRow, type Need, onDatabase, onSecurable, onServer, settle } from '../../judge/needs';
import { type Effect, failed, ok } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Refusal, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { isContextOf } from '../../session/table-messages';

/** Goes on with what a name means, or says what its absence means to the DROP. */
export type Go = <T>(entry: Found<T>, go: (entry: T) => Effect, message?: messages.Message) => Effect;

/** The effect of DROP LOGIN, SERVER ROLE, USER, ROLE and APPLICATION ROLE. Errors: 15150, 15151, and what keeps it. */
export function dropPrincipalOf(kind: string, world: World, span: Span, at: NamedAt, found: Go): Effect {
  switch (kind) {
    case 'LOGIN':
      return found(findLogin(world.catalog, at.name), (login) => dropLoginOf(world, span, at, login));
    case 'SERVER ROLE':
      return found(findServerRole(world.catalog, at.name), (role) => dropServerRole(world, span, at, role));
    default:
      return found(findPrincipal(here(world)!.database, at.name), (principal) =>
        dropDatabasePrincipal(kind, world, span, at, principal),
      );
  }
}

function dropLoginOf(world: World, span: Span, at: NamedAt, login: ServerPrincipal): Effect {
  const need = onSecurable(world, 'ALTER', onServerPrincipal(login), messages.cannot('drop', 'login', at.name));
  return settle(world, span, [need], () => {
    const stays = whyLoginStays(world.catalog, world.session, login);
    return stays ? refuse(world, stays, at, 'LOGIN') : ok(world, dropLogin(world.catalog, login.id));
  });
}

function dropServerRole(world: World, span: Span, at: NamedAt, role: ServerPrincipal): Effect {
  const cannotDrop = messages.cannot('drop', 'server role', at.name);
  if (role.fixed || role.id === publicServerRoleId)
    return refuse(world, messages.cannotToFixed('drop', 'server role', at.name), at, 'SERVER ROLE');
  const need = anyOf(
    onSecurable(world, 'CONTROL', onServerPrincipal(role), cannotDrop),
    onServer(world, 'ALTER ANY SERVER ROLE', cannotDrop),
  );
  return settle(world, span, [need], () =>
    (world.catalog.server.members.get(role.id)?.size ?? 0) > 0
      ? refuse(world, messages.roleHasMembers(), at, 'SERVER ROLE')
      : ok(world, dropServerPrincipal(world.catalog, role.id)),
  );
}

function dropDatabasePrincipal(
  what: string,
  world: World,
  span: Span,
  at: NamedAt,
  principal: DatabasePrincipal,
): Effect {
  const kind = what.toLowerCase();
  const cannotDrop = messages.cannot('drop', kind, principal.name);
  if (onPrincipal(principal).class !== what) return refuse(world, cannotDrop, at, what);
  if (principal.id === guestId) return refuse(world, messages.guestCannotBeDropped('guest'), at, what);
  if (principal.fixed) return refuse(world, messages.cannotToFixed('drop', kind, principal.name), at, what);
  const any = onDatabase(world, `ALTER ANY ${what}`, cannotDrop);
  const alter = onSecurable(world, 'ALTER', onPrincipal(principal), cannotDrop);
  // of a user a DENY of ALTER counts, of a role it does not (PRN-55)
  const ofUser = isDeniedByRow(alter) ? alter : any;
  const need: Need =
    what === 'USER' ? ofUser : anyOf(onSecurable(world, 'CONTROL', onPrincipal(principal), cannotDrop), any);
  return settle(world, span, [need], () => {
    const stays = whyPrincipalStays(here(world)!.database, principal);
    return stays
      ? refuse(world, stays, at, what)
      : ok(world, dropPrincipal(world.catalog, world.database, principal.id));
  });
}

/** An error about what was to be dropped. */
export function refuse(world: World, message: messages.Message, at: NamedAt, what: string): Effect {
  const refusal: Refusal = isContextOf(message)
    ? { kind: 'other', because: 'a module or trigger runs as it' }
    : { kind: 'missing', what: what.toLowerCase(), name: at.name };
  return failed(world, serverError({ message, span: at.span, refusal }));
}
