/** Ids and sids as values: numbers where they are always the same (PRN-4, PRN-20), else just what they identify. */
import { saId, saSid } from '../../catalog/ids';
import type { Database, DatabasePrincipal, Id, Schema, ServerPrincipal, Sid } from '../../catalog/model';
import { fold } from '../../text/name';
import type { Value } from '../session/model';

const fixedServerIds = [
  'sa',
  'public',
  'sysadmin',
  'securityadmin',
  'serveradmin',
  'setupadmin',
  'processadmin',
  'diskadmin',
  'dbcreator',
  'bulkadmin',
];
const fixedDatabaseIds = new Map<string, number>([
  ['public', 0],
  ['dbo', 1],
  ['guest', 2],
  ['information_schema', 3],
  ['sys', 4],
  ['db_owner', 16384],
  ['db_accessadmin', 16385],
  ['db_securityadmin', 16386],
  ['db_ddladmin', 16387],
  ['db_backupoperator', 16389],
  ['db_datareader', 16390],
  ['db_datawriter', 16391],
  ['db_denydatareader', 16392],
  ['db_denydatawriter', 16393],
]);
const fixedSchemaIds = new Map<string, number>([
  ['dbo', 1],
  ['guest', 2],
  ['information_schema', 3],
  ['sys', 4],
]);

export function serverPrincipalId(principal: ServerPrincipal): Value {
  if (principal.id === saId) return { kind: 'number', value: 1 };
  const place = principal.type === 'server_role' ? fixedServerIds.indexOf(fold(principal.name)) : -1;
  return place < 0 ? { kind: 'id', of: `server ${principal.id}` } : { kind: 'number', value: place + 1 };
}

export function databasePrincipalId(database: Database, principal: DatabasePrincipal): Value {
  const number = principal.fixed ? fixedDatabaseIds.get(fold(principal.name)) : undefined;
  return number === undefined
    ? { kind: 'id', of: `database ${database.id} ${principal.id}` }
    : { kind: 'number', value: number };
}

export function schemaIdValue(database: Database, schema: Schema): Value {
  const number = fixedSchemaIds.get(fold(schema.name));
  return number === undefined
    ? { kind: 'id', of: `schema ${database.id} ${schema.id}` }
    : { kind: 'number', value: number };
}

export function databaseIdValue(database: Database): Value {
  const place = ['master', 'tempdb', 'model', 'msdb'].indexOf(fold(database.name));
  return place < 0 ? { kind: 'id', of: `database ${database.id}` } : { kind: 'number', value: place + 1 };
}

export function objectIdValue(database: Database, id: Id): Value {
  return { kind: 'id', of: `object ${database.id} ${id}` };
}

export function sidValue(sid: Sid | undefined): Value {
  if (sid === undefined) return { kind: 'null' };
  return /^0x/i.test(sid) ? { kind: 'binary', text: sid === saSid ? '0x01' : sid } : { kind: 'id', of: `sid ${sid}` };
}

/** Whether the number belongs to something that is there from the start, so that no other thing of this kind has it. */
export function isTaken(of: string, number: number): boolean {
  if (of.startsWith('server ')) return number <= 10;
  return number <= 4 || (!of.startsWith('object ') && number >= 16_384 && number <= 16_393);
}

/** Whether a value is this id or sid; undefined: that can't be told. */
export function isId(value: Value, id: Value): boolean | undefined {
  if (value.kind === 'number' && id.kind === 'number') return value.value === id.value;
  if (value.kind === 'binary' && id.kind === 'binary') return value.text.toLowerCase() === id.text.toLowerCase();
  if (value.kind === 'id' && id.kind === 'id') return value.of === id.of;
  if (value.kind === 'number' && id.kind === 'id') return isTaken(id.of, value.value) ? false : undefined;
  return value.kind === 'id' || value.kind === 'binary' ? false : undefined;
}
