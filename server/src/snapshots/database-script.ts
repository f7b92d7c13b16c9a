/** What a snapshot says of a database, as batches in it. */
import { bracket } from '../text/name';
import type { DatabasePart, ObjectPart, User } from './model';
import { isModule, moduleBatches, triggerBatches } from './module-script';
import { inBatches, keyStatement } from './server-script';
import { authorization, permissionStatement, quoted, twoPart } from './words';

/** `seesLogins`: whether each login of the server is known; a user of one that is not cannot be said. */
export function databaseBatches(database: DatabasePart, seesLogins: boolean): readonly string[] {
  const users = seesLogins ? database.users : database.users.filter((one) => !isLost(one));
  const { roles, objects, types, keys, schemas, permissions } = database;
  const statements = [
    ...users.map(userStatement),
    ...roles.map((one) => `CREATE ROLE ${bracket(one.name)}${authorization(one.owner)};`),
    ...database.applicationRoles.map(applicationRole),
    ...keys.map(keyStatement),
    ...schemas.map((one) => `CREATE SCHEMA ${bracket(one.name)}${authorization(one.owner)};\nGO`),
    ...types.map(
      (one) => `CREATE TYPE ${twoPart(one.schema, one.name)} ${one.table ? 'AS TABLE ([value] int)' : 'FROM int'};`,
    ),
    ...objects.flatMap(plainObject),
    ...database.services.map(
      (one) =>
        `CREATE SERVICE ${bracket(one.name)}${authorization(one.owner)} ON QUEUE ${one.queue ?? '[dbo].[queue]'};`,
    ),
  ];
  const after = [
    ...objects.filter(({ owner }) => owner !== undefined).map((one) => owned('OBJECT', one, one.owner)),
    ...types.filter(({ owner }) => owner !== undefined).map((one) => owned('TYPE', one, one.owner)),
    ...database.members
      .filter(({ member }) => member !== 'dbo')
      .map((one) => `ALTER ROLE ${bracket(one.role)} ADD MEMBER ${bracket(one.member)};`),
    ...permissions
      .filter(({ permission, to }) => permission !== 'CONNECT' || to !== 'dbo')
      .map((row) => permissionStatement(row, 'dbo')),
    ...(database.notSeen.length > 0 ? [] : users)
      .filter(({ name }) => !permissions.some(({ permission, to }) => permission === 'CONNECT' && to === name))
      .map(({ name }) => `REVOKE CONNECT FROM ${bracket(name)};`),
    ...objects.flatMap((one) => signatures(one, database)),
  ];
  return [
    ...inBatches(statements),
    ...objects.filter(isModule).flatMap(moduleBatches),
    ...database.triggers.flatMap((one) => triggerBatches(one, 'DATABASE')),
    ...inBatches([...after, ...disabled(database)]),
  ];
}

/** A user of a login that is not in the snapshot. */
export function isLost({ type, authentication, login }: User): boolean {
  return type === 'sql' && authentication === 'INSTANCE' && login === undefined;
}

function disabled({ objects, triggers }: DatabasePart): readonly string[] {
  const parentOf = ({ schema, parent = '' }: ObjectPart): string => twoPart(schema, parent);
  return [
    ...objects
      .filter((one) => one.disabled)
      .map((one) => `DISABLE TRIGGER ${twoPart(one.schema, one.name)} ON ${parentOf(one)};`),
    ...triggers.filter((one) => one.disabled).map(({ name }) => `DISABLE TRIGGER ${bracket(name)} ON DATABASE;`),
  ];
}

/** Objects of which the name alone counts: it cannot be given twice, and OBJECT_ID knows it. */
export function namesOnly({ objects }: DatabasePart): readonly (readonly [schema: string, name: string])[] {
  return objects.filter(({ type }) => nameAlone.has(type)).map(({ schema, name }) => [schema, name]);
}

const nameAlone: ReadonlySet<string> = new Set(['C', 'D', 'F', 'PK', 'UQ', 'EC', 'R']);

function userStatement(user: User): string {
  const schema = user.defaultSchema === undefined ? undefined : `DEFAULT_SCHEMA = ${bracket(user.defaultSchema)}`;
  return `CREATE USER ${bracket(user.name)} ${userSource(user, schema)};`;
}

function userSource({ name, type, login, sid, authentication, key = '' }: User, schema: string | undefined): string {
  const also = schema === undefined ? '' : ` WITH ${schema}`;
  switch (type) {
    case 'certificate':
      return `FROM CERTIFICATE ${bracket(key)}`;
    case 'asymmetric_key':
      return `FROM ASYMMETRIC KEY ${bracket(key)}`;
    case 'external':
    case 'external_group':
      return `FROM EXTERNAL PROVIDER${also}`;
    case 'windows':
    case 'windows_group':
      return `FOR LOGIN ${bracket(login ?? name)}${also}`;
    case 'sql':
      if (authentication === 'DATABASE') {
        const more = [`PASSWORD = N'$(password)'`, ...(sid ? [`SID = ${sid}`] : []), ...(schema ? [schema] : [])];
        return `WITH ${more.join(', ')}`;
      }
      return `${login === undefined || authentication === 'NONE' ? 'WITHOUT LOGIN' : `FOR LOGIN ${bracket(login)}`}${also}`;
  }
}

function applicationRole({ name, defaultSchema }: DatabasePart['applicationRoles'][number]): string {
  const schema = defaultSchema === undefined ? '' : `, DEFAULT_SCHEMA = ${bracket(defaultSchema)}`;
  return `CREATE APPLICATION ROLE ${bracket(name)} WITH PASSWORD = N'$(password)'${schema};`;
}

function plainObject(object: ObjectPart): readonly string[] {
  const name = twoPart(object.schema, object.name);
  switch (object.type) {
    case 'U':
      return [
        `CREATE TABLE ${name} (${(object.columns ?? ['value']).map((one) => columnOf(object, one)).join(', ')});`,
      ];
    case 'SN':
      return object.target === undefined ? [] : [`CREATE SYNONYM ${name} FOR ${object.target};`];
    case 'SO':
      return [`CREATE SEQUENCE ${name};`];
    case 'SQ':
      return [`CREATE QUEUE ${name}${activation(object)};`];
    default:
      return [];
  }
}

function columnOf({ defaults = [] }: ObjectPart, name: string): string {
  const own = defaults.filter(({ column }) => column === name);
  const calls = own.map(({ schema, name: called, sequence }) =>
    sequence ? `NEXT VALUE FOR ${twoPart(schema, called)}` : `${twoPart(schema, called)}()`,
  );
  return `${bracket(name)} int${calls.length === 0 ? '' : ` DEFAULT (${calls.join(' + ')})`}`;
}

function activation({ activation: own }: ObjectPart): string {
  if (!own) return '';
  const { procedure, enabled, runAs = 'caller' } = own;
  const who = runAs.startsWith('user:') ? quoted(runAs.slice('user:'.length)).slice(1) : 'OWNER';
  return ` WITH ACTIVATION (STATUS = ${enabled ? 'ON' : 'OFF'}, PROCEDURE_NAME = ${procedure}, MAX_QUEUE_READERS = 1, EXECUTE AS ${who})`;
}

function owned(
  kind: string,
  { schema, name }: { readonly schema: string; readonly name: string },
  owner: string | undefined,
): string {
  return `ALTER AUTHORIZATION ON ${kind}::${twoPart(schema, name)} TO ${bracket(owner ?? 'dbo')};`;
}

/** Signatures by keys that are in the database: others say nothing. */
function signatures({ schema, name, signatures: all = [] }: ObjectPart, { keys }: DatabasePart): readonly string[] {
  return all.flatMap(({ thumbprint, counter }) => {
    const key = keys.find((one) => one.thumbprint === thumbprint);
    if (!key) return [];
    const kind = key.type === 'certificate' ? 'CERTIFICATE' : 'ASYMMETRIC KEY';
    return [
      `ADD ${counter ? 'COUNTER ' : ''}SIGNATURE TO OBJECT::${twoPart(schema, name)} BY ${kind} ${bracket(key.name)} WITH SIGNATURE = 0x00;`,
    ];
  });
}
