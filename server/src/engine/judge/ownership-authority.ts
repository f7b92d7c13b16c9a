/**
 * Who may make somebody the owner of something: be it, belong to it, or be able to impersonate it (PRN-43, ASSEMBLY
 * AUTHORIZATION, CLR-21).
 */

import { decide } from '../../catalog/decide/decide';
import { decideImpersonateLogin, decideImpersonateUser } from '../../catalog/decide/impersonate';
import { memberOf } from '../../catalog/decide/membership';
import { onPrincipal, onServerPrincipal, questionOn } from '../../catalog/decide/question';
import type { Id } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Name } from '../../text/name';
import { subject } from '../session/identity';
import * as messages from '../session/messages';
import type { World } from '../session/model';
import { here, type Need, onSecurable } from './needs';

export function takeOwnership(world: World, server: boolean, owner: Id, name: Name): Need {
  const message = messages.cannot('find', 'principal', name);
  const who = subject(world, world.database);
  if (server) {
    const login = world.catalog.server.principals.get(owner);
    if (!login)
      return {
        verdict: { kind: 'unknown', because: lacking('declaration', 'the new owner is not known') },
        message,
      };
    if (
      login.type === 'server_role' &&
      memberOf(who.loginToken, owner, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member'
    )
      return allowed(name, message);
    if (login.type === 'server_role') return onSecurable(world, 'ALTER', onServerPrincipal(login), message);
    return { verdict: decideImpersonateLogin(world.catalog, who, login), message };
  }
  const place = here(world);
  const principal = place?.database.principals.get(owner);
  if (!place || !principal)
    return {
      verdict: { kind: 'unknown', because: lacking('declaration', 'the new owner is not known') },
      message,
    };
  if (memberOf(who.userToken, owner, 'grant', { kind: 'database', database: place.database }).kind === 'member')
    return allowed(name, message);
  if (principal.type === 'role' || principal.type === 'application_role') {
    return {
      verdict: decide(
        world.catalog,
        place.subject,
        questionOn(world.catalog, place.database, 'ALTER', onPrincipal(principal)),
      ),
      message,
    };
  }
  return {
    verdict: decideImpersonateUser(world.catalog, { ...place.subject, database: place.database }, principal),
    message,
  };
}

function allowed(name: Name, message: messages.Message): Need {
  return {
    verdict: { kind: 'allowed', proof: { kind: 'self', principal: name } },
    message,
  };
}
