/** Databases, schemas and objects by name and by id, as the frame in effect sees them (TOK-23, TOK-24). */

import { databaseKey } from '../../catalog/collation';
import { decide } from '../../catalog/decide/decide';
import { serverQuestion } from '../../catalog/decide/question';
import { decideVisible } from '../../catalog/decide/visible';
import { findDatabase, findObject, findSchema } from '../../catalog/lookup';
import type { Database } from '../../catalog/model';
import { databaseNotKnown, lacking, type Reason } from '../../catalog/reason';
import { databaseTrust, enterDatabase } from '../names/access';
import { splitName } from '../names/split-name';
import { currentLoginId, defaultSchema, subject } from '../session/identity';
import { userIn } from '../session/mapping';
import type { Value, World } from '../session/model';
import { isNoSuchDatabase } from '../session/table-messages';
import { databaseIdValue, isId, objectIdValue, schemaIdValue } from './ids';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const string = (value: string): Value => ({ kind: 'string', value });
const nothing: Value = { kind: 'null' };
const nowhere = { start: 0, end: 0 };

/**
 * A frame that is not trusted outside its home sees master, tempdb and the home alone (TOK-23); a login those, what it
 * owns, and with VIEW ANY DATABASE, which public holds until it is denied or revoked, all.
 */
export function seesDatabase(world: World, database: Database): boolean | undefined {
  const { frame } = world.stack;
  const name = databaseKey(world.catalog, database.name);
  if (name === 'master' || name === 'tempdb' || name === world.database || name === frame.home) return true;
  if (frame.scope !== 'server') {
    const trust = databaseTrust(world);
    return trust === 'unknown' ? undefined : trust === 'trusted';
  }
  const login = currentLoginId(world);
  if (
    login !== undefined &&
    database.owner !== undefined &&
    world.catalog.server.principals.get(login)?.sid === database.owner
  )
    return true;
  const any = decide(world.catalog, subject(world, world.database), serverQuestion(world.catalog, 'VIEW ANY DATABASE'));
  return any.kind === 'unknown' ? undefined : any.kind === 'allowed';
}

/** DB_ID(['name']). */
export function databaseIdOf(world: World, value: Value | undefined): Value {
  const name = value ?? string(world.database);
  if (name.kind !== 'string') return name.kind === 'unknown' ? name : nothing;
  const found = findDatabase(world.catalog, name.value);
  if (found.kind === 'unknown') return unknown(lacking('declaration', `whether '${name.value}' exists is not known`));
  if (found.kind === 'absent') return nothing;
  return ifSeen(world, found.entry, databaseIdValue(found.entry));
}

function ifSeen(world: World, database: Database, value: Value): Value {
  const seen = seesDatabase(world, database);
  if (seen === undefined) return unknown(lacking('declaration', 'whether the database is visible is not known'));
  return seen ? value : nothing;
}

/** DB_NAME(id). */
export function databaseNameOf(world: World, value: Value): Value {
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  const found = [...world.catalog.databases.values()].find((database) => isId(value, databaseIdValue(database)));
  if (!found) return unknown(lacking('declaration', 'the database of this id is not known'));
  return ifSeen(world, found, string(found.name));
}

/** HAS_DBACCESS('name'): 1, 0, NULL for what is no database. */
export function hasAccess(world: World, value: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  const entered = enterDatabase(world, value.value, nowhere);
  if (entered.kind === 'unknown') return unknown(entered.because);
  if (entered.kind === 'entered') return { kind: 'number', value: 1 };
  return isNoSuchDatabase(entered.outcome) ? nothing : { kind: 'number', value: 0 };
}

/** SCHEMA_ID(['name']). */
export function schemaIdOf(world: World, value: Value | undefined): Value {
  const name = value ?? schemaNameOf(world, undefined);
  if (name.kind !== 'string') return name.kind === 'unknown' ? name : nothing;
  const database = world.catalog.databases.get(world.database);
  if (!database) return unknown(databaseNotKnown);
  const found = findSchema(database, name.value);
  if (found.kind === 'unknown') return unknown(lacking('declaration', `whether '${name.value}' exists is not known`));
  return found.kind === 'found' ? schemaIdValue(database, found.entry) : nothing;
}

/** SCHEMA_NAME([id]): without an id the default schema of the user. */
export function schemaNameOf(world: World, value: Value | undefined): Value {
  const database = world.catalog.databases.get(world.database);
  if (!database) return unknown(databaseNotKnown);
  if (value === undefined) return defaultSchemaName(world);
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  const found = [...database.schemas.values()].find((schema) => isId(value, schemaIdValue(database, schema)));
  return found ? string(found.name) : unknown(lacking('declaration', 'the schema of this id is not known'));
}

function defaultSchemaName(world: World): Value {
  const user = userIn(world, world.database);
  if (user.kind === 'user') return string(user.principal.defaultSchema ?? 'dbo');
  return user.kind === 'pseudo' ? string('dbo') : unknown(lacking('caller', 'the user is not known'));
}

/**
 * OBJECT_ID('[d.]s.o'): NULL for what is not there (TOK-24) or not shown (PERM-16). The refusal of a database that is
 * out of reach is the statement's.
 */
export function objectId(world: World, value: Value | undefined): Value {
  if (value?.kind !== 'string') return value?.kind === 'unknown' ? value : nothing;
  if (/tempdb|#/i.test(value.value)) return unknown(lacking('value', 'temporary objects are not followed'));
  const [name, schema, database, more] = splitName(value.value)?.toReversed() ?? [];
  if (name === undefined || more !== undefined) return nothing;
  const entered = enterDatabase(world, database === undefined || database === '' ? world.database : database, nowhere);
  if (entered.kind !== 'entered') return entered.kind === 'unknown' ? unknown(entered.because) : nothing;
  const found = findObject(
    entered.database,
    { name, schema: schema === '' ? undefined : schema },
    defaultSchema(world),
  );
  if (found.kind === 'unknown') return unknown(lacking('declaration', `whether '${value.value}' exists is not known`));
  if (found.kind === 'absent') return nothing;
  const shown = decideVisible(world.catalog, entered.database, entered.subject, found.entry);
  if (shown.kind === 'unknown') return unknown(shown.because);
  return shown.kind === 'allowed' ? objectIdValue(entered.database, found.entry.id) : nothing;
}
