/**
 * Who may make somebody the owner of something: be it, belong to it, or be able to impersonate it (PRN-43, ASSEMBLY
 * AUTHORIZATION, CLR-21).
 */
import { lacking } from '../../catalog/reason';
import { memberOf } from '../../catalog/decide/membership';
import { decideImpersonateLogin, decideImpersonateUser } from '../../catalog/decide/impersonate';
import { checkOn, onPrincipal, onServerPrincipal } from '../../catalog/decide/question';
import { decide } from '../../catalog/decide/decide';
import type { Id } from '../../catalog/model';
import type { Name } from '../../text/name';
import type { World } from '../session/model';
import { subject } from '../session/identity';
import { here, type Need, onSecurable } from './needs';

export function takeOwnership(world: World, server: boolean, owner: Id, name: Name): Need {
  const inserts = ['find', 'principal', name];
  const who = subject(world, world.database);
  if (server) {
    const login = world.catalog.server.principals.get(owner);
    if (!login)
      return {
        verdict: { kind: 'unknown', because: lacking('declaration', 'the new owner is not known') },
        number: 15151,
        inserts,
      };
    if (
      login.type === 'server_role' &&
      memberOf(who.loginToken, owner, 'grant', { kind: 'server', catalog: world.catalog }).kind === 'member'
    )
      return allowed(name, inserts);
    if (login.type === 'server_role') return onSecurable(world, 'ALTER', onServerPrincipal(login), 15151, inserts);
    return { verdict: decideImpersonateLogin(world.catalog, who, login), number: 15151, inserts };
  }
  const place = here(world);
  const principal = place?.database.principals.get(owner);
  if (!place || !principal)
    return {
      verdict: { kind: 'unknown', because: lacking('declaration', 'the new owner is not known') },
      number: 15151,
      inserts,
    };
  if (memberOf(who.userToken, owner, 'grant', { kind: 'database', database: place.database }).kind === 'member')
    return allowed(name, inserts);
  if (principal.type === 'role' || principal.type === 'application_role') {
    return {
      verdict: decide(
        world.catalog,
        place.subject,
        checkOn(world.catalog, place.database, 'ALTER', onPrincipal(principal)),
      ),
      number: 15151,
      inserts,
    };
  }
  return {
    verdict: decideImpersonateUser(world.catalog, { ...place.subject, database: place.database }, principal),
    number: 15151,
    inserts,
  };
}

function allowed(name: Name, inserts: readonly string[]): Need {
  return { verdict: { kind: 'allowed', proof: { kind: 'self', principal: name } }, number: 15151, inserts };
}
