/** Who may change the members of fixed roles (PRN-6, PRN-7, PRN-29). */

import { whoAsks } from '../../catalog/decide/decide';
import { memberOf } from '../../catalog/decide/membership';
import { onPrincipal, onServerPrincipal, questionOn } from '../../catalog/decide/question';
import type { Verdict } from '../../catalog/decide/verdict';
import { dbOwnerId, sysadminId } from '../../catalog/ids';
import type { DatabasePrincipal, Id, ServerPrincipal } from '../../catalog/model';
import { databaseNotKnown } from '../../catalog/reason';
import { subject } from '../session/identity';
import * as messages from '../session/messages';
import type { World } from '../session/model';
import { here, type Need, onSecurable } from './needs';

/**
 * A fixed server role: sysadmin, or membership in that same role; CONTROL SERVER is not enough. A role of the user's
 * own: ALTER on it.
 */
export function serverRoleAuthority(world: World, role: ServerPrincipal): Need {
  const message = messages.cannot('alter', 'server role', role.name);
  if (!role.fixed) return onSecurable(world, 'ALTER', onServerPrincipal(role), message);
  const { loginToken, ...rest } = subject(world, world.database);
  const question = {
    ...questionOn(world.catalog, undefined, 'ALTER', onServerPrincipal(role)),
    standing: role.id === sysadminId ? 'membership of sysadmin' : `membership of sysadmin or of ${role.name}`,
  };
  const { administrator } = world.catalog.server;
  const verdict = byMembership(
    [sysadminId, role.id, ...(administrator === undefined ? [] : [administrator])],
    (id) => memberOf(loginToken, id, 'grant', { kind: 'server', catalog: world.catalog }),
    question,
    whoAsks({ loginToken, ...rest }),
  );
  return { verdict, message };
}

/** A fixed database role: db_owner only (dbo is a member). */
export function fixedDatabaseRoleAuthority(world: World, role: DatabasePrincipal): Need {
  const message = messages.cannot('alter', 'role', role.name);
  const place = here(world);
  if (!place) return { verdict: { kind: 'unknown', because: databaseNotKnown }, message };
  const question = {
    ...questionOn(world.catalog, place.database, 'ALTER', onPrincipal(role)),
    standing: 'membership of db_owner',
  };
  const verdict = byMembership(
    [dbOwnerId],
    (id) => memberOf(place.subject.userToken, id, 'grant', { kind: 'database', database: place.database }),
    question,
    whoAsks(place.subject),
  );
  const server = byMembership(
    [sysadminId],
    (id) => memberOf(place.subject.loginToken, id, 'grant', { kind: 'server', catalog: world.catalog }),
    question,
    whoAsks(place.subject),
  );
  return {
    verdict: server.kind === 'allowed' ? server : verdict,
    message,
  };
}

function byMembership(
  roles: readonly Id[],
  ask: (id: Id) => ReturnType<typeof memberOf>,
  question: ReturnType<typeof questionOn>,
  who: string,
): Verdict {
  const answers = roles.map(ask);
  const member = answers.find((one) => one.kind === 'member');
  if (member?.kind === 'member')
    return {
      kind: 'allowed',
      proof: { kind: 'role', principal: who, role: member.row.name, covers: 'membership of a fixed role' },
    };
  const perhaps = answers.find((one) => one.kind === 'perhaps');
  if (perhaps?.kind === 'perhaps') return { kind: 'unknown', because: perhaps.because, question };
  return { kind: 'denied', proof: { kind: 'nothing', principal: who }, question };
}
