/**
 * A small standing catalog for unit tests: database shop with users, a role, two schemas, two tables and a procedure.
 */

import { defineModule } from '../../server/src/catalog/change/modules/modules';
import { createObject } from '../../server/src/catalog/change/objects/objects';
import { createSchema } from '../../server/src/catalog/change/objects/schemas';
import { deny, grant, type PermissionPlace } from '../../server/src/catalog/change/permissions/permissions';
import { createLogin } from '../../server/src/catalog/change/principals/logins';
import { createRole, createUser } from '../../server/src/catalog/change/principals/principals';
import { createDatabase } from '../../server/src/catalog/change/server/databases';
import { loginToken, userToken } from '../../server/src/catalog/closure';
import { decide, type Subject } from '../../server/src/catalog/decide/decide';
import { objectQuestion, onServer } from '../../server/src/catalog/decide/question';
import type { Verdict } from '../../server/src/catalog/decide/verdict';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import { dboId, dboSchemaId, saId, saSid } from '../../server/src/catalog/ids';
import { findObject, findPrincipal, findServerPrincipal } from '../../server/src/catalog/lookup';
import type {
  Catalog,
  Database,
  DatabasePrincipal,
  Id,
  Securable,
  ServerPrincipal,
  SqlObject,
} from '../../server/src/catalog/model';
import { fold } from '../../server/src/text/name';

export const shop = fold('shop');
export const inShop: PermissionPlace = { kind: 'database', database: shop };
export const atServer: PermissionPlace = { kind: 'server' };

/**
 * Logins amy and bob; in shop users amy, bob (by login), ghost (without), role staff, schema sales (amy's), tables
 * dbo.t(a, b) and sales.s, procedure dbo.p.
 */
export function stage(): Catalog {
  let catalog = freshCatalog('2022', { knowledge: 'complete' });
  for (const name of ['amy', 'bob']) catalog = createLogin(catalog, { name, type: 'sql_login' });
  catalog = createDatabase(catalog, 'shop', saSid);
  for (const name of ['amy', 'bob'])
    catalog = createUser(catalog, shop, {
      name,
      type: 'sql_user',
      authentication: 'login',
      sid: login(catalog, name).sid,
      defaultSchema: 'dbo',
    });
  catalog = createUser(catalog, shop, { name: 'ghost', type: 'sql_user', authentication: 'none' });
  catalog = createRole(catalog, shop, { name: 'staff', owner: dboId });
  catalog = createSchema(catalog, shop, { name: 'sales', owner: user(catalog, 'amy').id });
  catalog = createObject(catalog, shop, { kind: 'table', schema: dboSchemaId, name: 't', columns: ['a', 'b'] });
  catalog = createObject(catalog, shop, { kind: 'table', schema: 'schema:sales' as Id, name: 's', columns: ['a'] });
  return defineModule(catalog, shop, procedure('p'));
}

export function procedure(name: string, schema: Id = dboSchemaId) {
  return {
    kind: 'module',
    schema,
    name,
    type: 'procedure',
    body: undefined,
    runAs: { kind: 'caller' },
    external: false,
    schemaBinding: false,
    events: [],
  } as const;
}

export function database(catalog: Catalog, name = 'shop'): Database {
  return catalog.databases.get(fold(name))!;
}
export function login(catalog: Catalog, name: string): ServerPrincipal {
  return entryOf(findServerPrincipal(catalog, name));
}
export function user(catalog: Catalog, name: string, where = 'shop'): DatabasePrincipal {
  return entryOf(findPrincipal(database(catalog, where), name));
}
export function object(catalog: Catalog, schema: string, name: string, where = 'shop'): SqlObject {
  return entryOf(findObject(database(catalog, where), { schema, name }, undefined));
}

function entryOf<T extends object>(found: { readonly kind: string; readonly entry?: T | undefined }): T {
  if (found.entry === undefined) throw new Error(`${found.kind}: no entry`);
  return found.entry;
}

/** Somebody in shop by a user alone, as in EXECUTE AS USER. */
export function asUser(catalog: Catalog, name: string, where = 'shop'): Subject & { readonly database: Database } {
  return {
    database: database(catalog, where),
    userToken: userToken(database(catalog, where), user(catalog, name, where)),
  };
}
/** Somebody in shop with a login and a user of the same name. */
export function asLogin(catalog: Catalog, name: string): Subject & { readonly database: Database } {
  return { ...asUser(catalog, name), loginToken: loginToken(catalog, login(catalog, name)) };
}

export function granted(catalog: Catalog, permission: string, securable: Securable, grantee: string): Catalog {
  return grant(catalog, inShop, { permission, securable, grantee: user(catalog, grantee).id, grantor: dboId });
}
export function denied(catalog: Catalog, permission: string, securable: Securable, grantee: string): Catalog {
  return deny(catalog, inShop, { permission, securable, grantee: user(catalog, grantee).id, grantor: dboId });
}
export function grantedAtServer(
  catalog: Catalog,
  permission: string,
  grantee: string,
  securable: Securable = onServer,
): Catalog {
  return grant(catalog, atServer, { permission, securable, grantee: login(catalog, grantee).id, grantor: saId });
}
export function deniedAtServer(
  catalog: Catalog,
  permission: string,
  grantee: string,
  securable: Securable = onServer,
): Catalog {
  return deny(catalog, atServer, { permission, securable, grantee: login(catalog, grantee).id, grantor: saId });
}

/** The verdict on a permission on dbo.t. */
export function onTable(catalog: Catalog, subject: Subject, permission = 'SELECT', column?: string): Verdict {
  return decide(
    catalog,
    subject,
    objectQuestion(catalog, database(catalog), object(catalog, 'dbo', 't'), permission, column),
  );
}
