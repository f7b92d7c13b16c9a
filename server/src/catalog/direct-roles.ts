/** Which roles principals are in directly, from the lists of the roles' members. */
import { Map as Immutable } from 'immutable';
import { memo } from '../text/memo';
import { differingKeys } from './join/differing';
import type { Id, Membership } from './model';
import { Nearby } from './nearby';

type List = Immutable<Id, Membership>;
type Members = Immutable<Id, List>;

export interface InRole {
  readonly role: Id;
  readonly certain: boolean;
}

/** Member -> its roles, in the order in which the roles are listed. */
export type Roles = Immutable<Id, readonly InRole[]>;

const newest = new Nearby<Id, List>();

/** Of members that differ little from others that have been looked at, at the cost of what differs. */
export const rolesOf = memo((members: Members): Roles => {
  if (members.size < fewest) return built(members);
  const found = newest.follow(members);
  const changed = found && changedIn(found.near, members, found.differing);
  return changed && changed.size <= most ? rolesAfter(rolesOf(found.near), changed, members) : built(members);
});

/** Smaller maps are soon gone through, and list their roles in the order in which they were made. */
const fewest = 16;
/** For each of the members that differ all roles are gone through. */
const most = 8;

function built(members: Members): Roles {
  const found = new Map<Id, InRole[]>();
  for (const [role, list] of members)
    for (const [member, { certain }] of list) {
      const roles = found.get(member);
      if (roles) roles.push({ role, certain });
      else found.set(member, [{ role, certain }]);
    }
  return Immutable(found);
}

function rolesAfter(before: Roles, changed: Iterable<Id>, members: Members): Roles {
  return before.withMutations((made) => {
    for (const member of changed) {
      const roles = [...members].flatMap(([role, list]): InRole[] => {
        const membership = list.get(member);
        return membership ? [{ role, certain: membership.certain }] : [];
      });
      if (roles.length === 0) made.delete(member);
      else made.set(member, roles);
    }
  });
}

/** The members of whom it is new in which roles they are. */
function changedIn(before: Members, now: Members, roles: readonly Id[]): ReadonlySet<Id> {
  const found = new Set<Id>();
  for (const role of roles)
    for (const member of differingKeys(before.get(role) ?? none, now.get(role) ?? none)) found.add(member);
  return found;
}

const none: List = Immutable();
