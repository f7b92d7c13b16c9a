/** From a name in a statement to the thing that it means, with the catalog in which the thing is told of. */
import { isPermission } from '../../catalog/builtin';
import {
  type Found,
  findDatabase,
  findKey,
  findObject,
  findPrincipal,
  findSchema,
  findServerPrincipal,
} from '../../catalog/lookup';
import type {
  Catalog,
  Database,
  DatabasePrincipal,
  Entry,
  Key,
  Schema,
  ServerPrincipal,
  SqlObject,
} from '../../catalog/model';
import type { Located } from '../../engine/run/steps';
import { defaultSchema } from '../../engine/session/identity';
import type { State, World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import type { Name } from '../../text/name';
import type { Analysed } from '../../workspace/workspace';
import type { Thing } from './named';

export type FoundThing = { readonly catalog: Catalog } & (
  | { readonly kind: 'login'; readonly login: ServerPrincipal }
  | { readonly kind: 'user'; readonly database: Database; readonly user: DatabasePrincipal }
  | { readonly kind: 'key'; readonly database: Database; readonly key: Key }
  | { readonly kind: 'database'; readonly database: Database }
  | { readonly kind: 'schema'; readonly database: Database; readonly schema: Schema }
  | { readonly kind: 'object'; readonly database: Database; readonly object: SqlObject }
);

/**
 * What a name means behind the statement, or before it where the statement takes it away. It is told of as it is in the
 * end, if it is there then.
 */
export function findThing({ analysis }: Analysed, { step }: Located, thing: Thing): FoundThing | undefined {
  const worlds = [...worldsOf(step.after), ...worldsOf(step.before)];
  for (const world of worlds) {
    const found = findIn(world, step.statement, thing);
    if (!found) continue;
    const end = analysis.end();
    return (end && asInTheEnd(end, found)) ?? found;
  }
  return undefined;
}

function worldsOf(state: State): readonly World[] {
  return state.kind === 'worlds' ? state.worlds.slice(0, 1) : [];
}

function findIn(world: World, statement: Statement, thing: Thing): FoundThing | undefined {
  const { catalog } = world;
  const own = catalog.databases.get(world.database);
  switch (thing.kind) {
    case 'database': {
      const database = entryOf(findDatabase(catalog, thing.name));
      return database && { kind: 'database', catalog, database };
    }
    case 'principal':
      return principalIn(catalog, own, { ...thing, level: levelOf(catalog, statement, thing.level) });
    case 'key': {
      const key = own && entryOf(findKey(own, thing.type, thing.name));
      return key && { kind: 'key', catalog, database: own, key };
    }
    case 'schema': {
      const schema = own && entryOf(findSchema(own, thing.name));
      return schema && { kind: 'schema', catalog, database: own, schema };
    }
    case 'object': {
      const { name } = thing;
      if (name.server !== undefined) return undefined;
      const database = name.database === undefined ? own : entryOf(findDatabase(catalog, name.database));
      const object =
        database && entryOf(findObject(database, name, name.database === undefined ? defaultSchema(world) : undefined));
      return object && { kind: 'object', catalog, database, object };
    }
  }
}

function entryOf<T extends Entry>(found: Found<T>): T | undefined {
  return found.kind === 'absent' ? undefined : found.entry;
}

type Level = (Thing & { readonly kind: 'principal' })['level'];

/** Permissions of the server are granted to logins and server roles. */
function levelOf({ version }: Catalog, statement: Statement, level: Level): Level {
  if (level !== 'either' || statement.kind !== 'permission') return level;
  const { securable, permissions } = statement;
  if (securable) return ['LOGIN', 'SERVER ROLE', 'ENDPOINT', 'SERVER'].includes(securable.class) ? 'login' : 'user';
  return permissions.length > 0 && permissions.every(({ name }) => !isPermission(version, 'DATABASE', name))
    ? 'login'
    : 'user';
}

function principalIn(
  catalog: Catalog,
  database: Database | undefined,
  { name, level }: { readonly name: Name; readonly level: Level },
): FoundThing | undefined {
  const login = entryOf(findServerPrincipal(catalog, name));
  const user = database && entryOf(findPrincipal(database, name));
  const asLogin: FoundThing | undefined = login && { kind: 'login', catalog, login };
  const asUser: FoundThing | undefined = user && { kind: 'user', catalog, database, user };
  return level === 'login' ? asLogin : (asUser ?? asLogin);
}

/** The same thing in another catalog; undefined: it is not there. */
function asInTheEnd(catalog: Catalog, found: FoundThing): FoundThing | undefined {
  if (found.kind === 'login') {
    const login = catalog.server.principals.get(found.login.id);
    return login && { kind: 'login', catalog, login };
  }
  const database = databaseOf(catalog, found.database);
  if (!database) return undefined;
  switch (found.kind) {
    case 'database':
      return { kind: 'database', catalog, database };
    case 'user': {
      const user = database.principals.get(found.user.id);
      return user && { kind: 'user', catalog, database, user };
    }
    case 'key': {
      const key = database.keys.get(found.key.id);
      return key && { kind: 'key', catalog, database, key };
    }
    case 'schema': {
      const schema = database.schemas.get(found.schema.id);
      return schema && { kind: 'schema', catalog, database, schema };
    }
    case 'object': {
      const object = database.objects.get(found.object.id);
      return object && { kind: 'object', catalog, database, object };
    }
  }
}

function databaseOf(catalog: Catalog, { id, name }: Database): Database | undefined {
  const same = entryOf(findDatabase(catalog, name));
  return same?.id === id ? same : undefined;
}
