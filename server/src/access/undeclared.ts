/**
 * What scripts name and none of them makes: principals, roles, schemas and objects to which something is granted. A
 * deployment finds them there, so they are there on both sides, with nothing but what the scripts give them.
 */
import { isPermission } from '../catalog/builtin';
import { createObject } from '../catalog/change/objects/objects';
import { createSchema } from '../catalog/change/objects/schemas';
import { implyLogin, implyPrincipal } from '../catalog/change/principals/implied';
import { createRole } from '../catalog/change/principals/principals';
import { addOpenDatabase } from '../catalog/change/server/databases';
import { dboId } from '../catalog/ids';
import { findSchema } from '../catalog/lookup';
import type { Catalog } from '../catalog/model';
import { makes, thingOf } from '../engine/names/made';
import { declarationsOf } from '../engine/start/declarations';
import type { Expression } from '../syntax/expression';
import type { Statement } from '../syntax/statement';
import { fold, type Name } from '../text/name';
import type { Side } from './deploy';

export type Undeclared =
  | { readonly kind: 'login'; readonly name: Name }
  | { readonly kind: 'role' | 'schema' | 'principal'; readonly database: Name; readonly name: Name }
  | { readonly kind: 'object'; readonly database: Name; readonly schema: Name; readonly name: Name };

/** Of the scripts of all sides together. */
export function undeclaredIn(sides: readonly Side[]): readonly Undeclared[] {
  const made = new Set<string>();
  const named = new Map<string, Undeclared>();
  for (const { scripts, database: fallback, catalog } of sides)
    for (const script of scripts)
      for (const { statement, database = fallback } of declarationsOf(script)) {
        const key = makes(statement, database);
        if (key !== undefined) made.add(nameOf(thingOf(key)));
        for (const one of namedIn(statement, database, catalog)) {
          const before = named.get(nameOf(one));
          if (!before || rank(one) < rank(before)) named.set(nameOf(one), one);
        }
      }
  return [...named].flatMap(([key, one]) => {
    const isMadeBefore = 'database' in one && made.has(nameOf({ name: one.database }));
    return made.has(key) || isMadeBefore || sides.some(({ catalog }) => isThere(catalog, one)) ? [] : [one];
  });
}

/** The server before a deployment, with them. */
export function withUndeclared(fresh: Catalog, list: readonly Undeclared[]): Catalog {
  return list.toSorted((a, b) => rank(a) - rank(b)).reduce(withOne, fresh);
}

const order: readonly Undeclared['kind'][] = ['login', 'role', 'principal', 'schema', 'object'];

function rank({ kind }: Undeclared): number {
  return order.indexOf(kind);
}

/** Logins, and what stands in a database, by names that no two of one kind share. */
function nameOf(one: {
  readonly database?: Name | undefined;
  readonly schema?: Name | undefined;
  readonly name: Name;
}): string {
  const { database, schema, name } = one;
  return [database ?? '', schema ?? '', name].map(fold).join('\u0001');
}

function* namedIn(statement: Statement, database: Name, { version }: Catalog): Generator<Undeclared> {
  if (statement.kind === 'permission') {
    const { securable, principals, permissions } = statement;
    const atServer = securable
      ? serverClasses.has(securable.class)
      : permissions.some(
          ({ name }) => isPermission(version, 'SERVER', name) && !isPermission(version, 'DATABASE', name),
        );
    for (const { name } of principals) yield atServer ? { kind: 'login', name } : { kind: 'principal', database, name };
    if (securable?.class === 'SCHEMA') yield { kind: 'schema', database, name: securable.name.name };
    if (securable?.class !== 'OBJECT') return;
    const { schema = 'dbo', name } = securable.name;
    if (fold(schema) === 'sys' || securable.name.database !== undefined) return;
    yield { kind: 'schema', database, name: schema };
    yield { kind: 'object', database, schema, name };
  } else if (statement.kind === 'alter_role' && statement.change.kind !== 'rename') {
    const { scope, name, change } = statement;
    if (scope === 'server') yield { kind: 'login', name: change.member.name };
    else yield* membership(database, name.name, change.member.name);
  } else if (statement.kind === 'execute' && statement.module.kind === 'name') {
    if (fold(statement.module.name.name) !== 'sp_addrolemember') return;
    const [role, member] = statement.arguments.map(({ value }) => textIn(value));
    if (role !== undefined && member !== undefined) yield* membership(database, role, member);
  }
}

const serverClasses: ReadonlySet<string> = new Set(['SERVER', 'LOGIN', 'SERVER ROLE', 'ENDPOINT']);

function* membership(database: Name, role: Name, member: Name): Generator<Undeclared> {
  yield { kind: 'role', database, name: role };
  yield { kind: 'principal', database, name: member };
}

function textIn(value: Expression): string | undefined {
  return value.kind === 'string' ? value.value : undefined;
}

function isThere(catalog: Catalog, one: Undeclared): boolean {
  const same = ({ name, implied }: { readonly name: Name; readonly implied?: true }): boolean =>
    !implied && fold(name) === fold(one.name);
  if (one.kind === 'login') return catalog.server.principals.some(same);
  const database = catalog.databases.get(fold(one.database));
  if (!database) return false;
  if (one.kind === 'schema') return database.schemas.some(same);
  if (one.kind === 'object') return database.objects.some(same);
  return database.principals.some(same);
}

function withOne(before: Catalog, one: Undeclared): Catalog {
  if (one.kind === 'login') return implyLogin(before, one.name);
  const catalog = addOpenDatabase(before, one.database);
  const key = fold(one.database);
  const database = catalog.databases.get(key)!;
  switch (one.kind) {
    case 'role':
      return createRole(catalog, key, { name: one.name, owner: dboId });
    case 'principal':
      return implyPrincipal(catalog, key, one.name, 'user');
    case 'schema':
      return createSchema(catalog, key, { name: one.name, owner: dboId });
    case 'object': {
      const schema = findSchema(database, one.schema);
      if (schema.kind !== 'found') return catalog;
      return createObject(catalog, key, { kind: 'other', schema: schema.entry.id, name: one.name });
    }
  }
}
