/** The steps of PERM-2 that no DENY can reach: sysadmin, dbo, owner. */

import { dboId, sysadminId } from '../ids';
import type { Catalog, Id, Securable } from '../model';
import { lacking } from '../reason';
import { isServerScoped, ownerOf, permissionSpace } from '../securable';
import { showSecurable } from '../show';
import { type Finding, gather, nothing } from './evidence';
import { memberOf, membershipOf } from './membership';
import type { Subject } from './subject';

/** Step 1: a sysadmin whose login token is trusted here; the user of the database is dbo. */
export function highestRights(catalog: Catalog, subject: Subject): Finding {
  const { loginToken, userToken } = subject;
  const scope = { kind: 'server', catalog } as const;
  const tops: Id[] = [sysadminId];
  if (catalog.server.administrator !== undefined) tops.push(catalog.server.administrator);
  const byLogin = tops.map((id): Finding => {
    if (!catalog.server.principals.has(id)) return nothing;
    const found = memberOf(loginToken, id, 'grant', scope);
    if (found.kind === 'member')
      return { sure: { kind: 'sysadmin', principal: loginToken?.rows[0]?.name ?? found.row.name } };
    return found.kind === 'perhaps' ? { maybe: found.because } : nothing;
  });
  return gather([...byLogin, isDbo(userToken)]);
}

function isDbo(token: Subject['userToken']): Finding {
  const primary = token?.rows[0];
  if (!primary) return token?.incomplete === undefined ? nothing : { maybe: token.incomplete };
  if (primary.id !== dboId || primary.usage !== 'GRANT OR DENY') return nothing;
  return primary.certain
    ? { sure: { kind: 'dbo', principal: primary.name } }
    : { maybe: lacking('path', 'whether the user is dbo depends on the path taken') };
}

/**
 * Step 3: a member of the token owns the securable or what holds it (PRN-44). dbo as owner of the database is step 1.
 */
export function ownership(catalog: Catalog, subject: Subject, securable: Securable): Finding {
  const { database } = subject;
  const found: Finding[] = [];
  for (const place of permissionSpace(database, securable)) {
    if (place.class === 'DATABASE' || place.class === 'SERVER') continue;
    const owner = ownerOf(catalog, database, place);
    if (!owner) continue;
    const member = membershipOf(catalog, subject, owner.id, isServerScoped(place.class) ? 'server' : 'database');
    const of = showSecurable(catalog, database, place);
    if (member.kind === 'perhaps') found.push({ maybe: member.because });
    else if (member.kind === 'member') {
      found.push(
        owner.certain
          ? { sure: { kind: 'owner', principal: member.row.name, of } }
          : { maybe: lacking('path', `who owns ${of} depends on the path taken`) },
      );
    } else if (!owner.certain) found.push({ maybe: lacking('path', `who owns ${of} depends on the path taken`) });
  }
  return gather(found);
}
