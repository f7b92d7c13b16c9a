/** Who may do something with a thing, by what is granted: the principals that grants name, where the grants count. */
import { coveringRights } from '../../catalog/builtin';
import { loginToken, userToken } from '../../catalog/closure';
import { decide, type Subject } from '../../catalog/decide/decide';
import { questionOn } from '../../catalog/decide/question';
import { permissions, securableText } from '../../catalog/indexes';
import type { Catalog, Database, Id, PermissionRow, Securable } from '../../catalog/model';
import { isServerScoped, ownerOf, permissionSpace } from '../../catalog/securable';

export interface Holders {
  /** Names of principals; a role stands for its members. */
  readonly allowed: readonly string[];
  /** Of those it is not known. */
  readonly perhaps: readonly string[];
  readonly owner: string | undefined;
  /** Whether grants that no script shows may be there. */
  readonly open: boolean;
}

/** The principals that hold a permission by a grant (PERM-2 to PERM-5); those of fixed roles are left out. */
export function holdersOf(
  catalog: Catalog,
  database: Database | undefined,
  permission: string,
  securable: Securable,
): Holders {
  const allowed: string[] = [];
  const perhaps: string[] = [];
  const question = questionOn(catalog, database, permission, securable);
  for (const { name, subject } of granted(catalog, database, permission, securable)) {
    const { kind } = decide(catalog, subject, question);
    if (kind === 'allowed') allowed.push(name);
    else if (kind === 'unknown') perhaps.push(name);
  }
  const owner = ownerOf(catalog, database, securable);
  const ownerName = owner && (database?.principals.get(owner.id) ?? catalog.server.principals.get(owner.id))?.name;
  const open = (database ?? catalog.server).knowledge === 'open';
  return { allowed: [...new Set(allowed)], perhaps: [...new Set(perhaps)], owner: ownerName, open };
}

interface Grantee {
  readonly name: string;
  readonly subject: Subject;
}

/** Those to whom some right that covers it was granted, on the thing or on what holds it. */
function* granted(
  catalog: Catalog,
  database: Database | undefined,
  permission: string,
  securable: Securable,
): Generator<Grantee> {
  const rights = coveringRights(securable.class, permission);
  const seen = new Set<Id>();
  for (const place of permissionSpace(database, securable)) {
    const atServer = isServerScoped(place.class);
    const rows = permissions.find(
      (atServer ? catalog.server : (database ?? catalog.server)).permissions,
      securableText(place),
    );
    for (const row of rows) {
      const covers = rights.some((right) => right.class === place.class && right.permission === row.permission);
      if (!covers || !gives(row) || seen.has(row.grantee)) continue;
      seen.add(row.grantee);
      const one = atServer ? login(catalog, row.grantee) : user(database, row.grantee);
      if (one) yield one;
    }
  }
}

function gives({ state, securable }: PermissionRow): boolean {
  return state !== 'deny' && securable.column === undefined;
}

function user(database: Database | undefined, id: Id): Grantee | undefined {
  const found = database?.principals.get(id);
  return found && database
    ? { name: found.name, subject: { database, userToken: userToken(database, found) } }
    : undefined;
}

function login(catalog: Catalog, id: Id): Grantee | undefined {
  const found = catalog.server.principals.get(id);
  return found && { name: `login ${found.name}`, subject: { loginToken: loginToken(catalog, found) } };
}
