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

/** The owner is a login or a server role. */
export function ownershipAtServer(world: World, owner: Id, name: Name): Need {
  const message = messages.cannot('find', 'principal', name);
  const who = subject(world, world.database);
  const login = world.catalog.server.principals.get(owner);
  if (!login) return ownerNotKnown(message);
  if (
    login.type === 'server_role' &&
    memberOf(who.loginToken, owner, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member'
  )
    return allowed(name, message);
  if (login.type === 'server_role') return onSecurable(world, 'ALTER', onServerPrincipal(login), message);
  return { verdict: decideImpersonateLogin(world.catalog, who, login), message };
}

/** The owner is a principal of the current database. */
export function ownershipInDatabase(world: World, owner: Id, name: Name): Need {
  const message = messages.cannot('find', 'principal', name);
  const place = here(world);
  const principal = place?.database.principals.get(owner);
  if (!place || !principal) return ownerNotKnown(message);
  const { database, subject: who } = place;
  if (memberOf(who.userToken, owner, 'grant', { kind: 'database', database }).kind === 'member')
    return allowed(name, message);
  if (principal.type === 'role' || principal.type === 'application_role') {
    const question = questionOn(world.catalog, database, 'ALTER', onPrincipal(principal));
    return { verdict: decide(world.catalog, who, question), message };
  }
  return { verdict: decideImpersonateUser(world.catalog, { ...who, database }, principal), message };
}

function ownerNotKnown(message: messages.Message): Need {
  return { verdict: { kind: 'unknown', because: lacking('declaration', 'the new owner is not known') }, message };
}

function allowed(name: Name, message: messages.Message): Need {
  return {
    verdict: { kind: 'allowed', proof: { kind: 'self', principal: name } },
    message,
  };
}
