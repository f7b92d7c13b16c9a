/**
 * Which declarations of snapshots did not come to be, because they could not be applied: then more is there than the catalog
 * holds, and what the snapshot calls whole is not.
 */
import { databaseKey } from '../../catalog/collation';
import { databasePrincipals, objects, objectText, schemas, serverPrincipals } from '../../catalog/indexes';
import type { Catalog, Database, Id, PermissionRow, Server, SqlObject } from '../../catalog/model';
import type { Script, StatementOf } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { isThere } from '../names/made';
import { type Item, knownItemsOf } from './item';
import type { Lost } from './snapshots';

/** The scripts of snapshots of which something is not in the catalog that all scripts declare. */
export function lostIn(catalog: Catalog, scripts: readonly Script[]): Lost {
  const found = scripts.filter((script) => knownItemsOf(script, 'master').some((item) => !cameToBe(catalog, item)));
  return found.length === 0 ? nothing : new Set(found);
}

const nothing: Lost = new Set();

function cameToBe(catalog: Catalog, { statement, database, key }: Item): boolean {
  const place = catalog.databases.get(databaseKey(catalog, database));
  if (!place) return false;
  if (key !== undefined) return /master_key/.test(key) || isThere(catalog, key);
  switch (statement.kind) {
    case 'permission':
      return isHeld(catalog, place, statement);
    case 'alter_role':
      return isMember(statement.scope === 'server' ? catalog.server : place, statement);
    case 'signature': {
      const { schema = 'dbo', name } = statement.module;
      const [module] = named(place, fold(schema), fold(name));
      return module?.kind === 'module' && module.signatures.length > 0;
    }
    default:
      return true;
  }
}

function named(place: Database, schema: Folded, name: Folded): readonly SqlObject[] {
  const within = schemas.find(place.schemas, schema);
  const kinds = ['other', 'type', 'xml_schema_collection'] as const;
  return within.flatMap(({ id }) => kinds.flatMap((kind) => objects.find(place.objects, objectText(id, kind, name))));
}

function isHeld({ server }: Catalog, place: Database, statement: StatementOf<'permission'>): boolean {
  if (statement.action === 'revoke') return true;
  return statement.principals.every(({ name }) => {
    const users = databasePrincipals.find(place.principals, fold(name));
    const logins = serverPrincipals.find(server.principals, fold(name));
    return statement.permissions.every(
      ({ name: permission }) =>
        users.some(({ id }) => heldIn(place.permissions).has(`${permission} ${id}`)) ||
        logins.some(({ id }) => heldIn(server.permissions).has(`${permission} ${id}`)),
    );
  });
}

/** What somebody holds or is denied anywhere in a list. */
const heldIn = memo(
  (rows: Server['permissions']): ReadonlySet<string> =>
    new Set([...rows.values()].map(({ permission, grantee }: PermissionRow) => `${permission} ${grantee}`)),
);

function isMember(
  place: Pick<Database, 'members'> & { readonly principals: Database['principals'] | Server['principals'] },
  { name, change, scope }: StatementOf<'alter_role'>,
): boolean {
  if (change.kind !== 'add_member') return true;
  const find = (text: string): readonly { readonly id: Id }[] =>
    scope === 'server'
      ? serverPrincipals.find(place.principals as Server['principals'], fold(text))
      : databasePrincipals.find(place.principals as Database['principals'], fold(text));
  return find(name.name).some(({ id }) => find(change.member.name).some((one) => place.members.get(id)?.has(one.id)));
}
