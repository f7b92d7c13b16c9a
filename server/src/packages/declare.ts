/** What an element of a package's model declares, as the statement that would make it. */
import { bracket } from '../text/name';
import type { XmlElement } from '../xml/read';
import { authorization, isTrue, partsOf, property, quoted, referred, related } from './element';
import { isModule, moduleOf } from './modules';
import { permissionOf } from './permission';

export type Declared =
  | { readonly kind: 'statement'; readonly text: string }
  /** It has no part in who may do what. */
  | { readonly kind: 'nothing' }
  /** It has, and cannot be said in a statement. */
  | { readonly kind: 'unsaid' };

/** The statement of an element. */
export function declaredBy(type: string, element: XmlElement): Declared {
  if (isModule(type)) return said(moduleOf(type, element));
  const make = makers.get(type);
  if (make) return said(make(quoted(element.attributes['Name']) ?? '', element));
  return unsaidTypes.has(type) ? { kind: 'unsaid' } : { kind: 'nothing' };
}

function said(text: string | undefined): Declared {
  return text === undefined ? { kind: 'unsaid' } : { kind: 'statement', text };
}

type Maker = (name: string, element: XmlElement) => string | undefined;

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['SqlSchema', (name, one) => named(name, `CREATE SCHEMA ${name}${authorization(one)}`)],
  ['SqlRole', (name, one) => named(name, `CREATE ROLE ${name}${authorization(one)};`)],
  ['SqlUser', userOf],
  ['SqlRoleMembership', membershipOf],
  ['SqlPermissionStatement', (_, one) => permissionOf(one)],
  ['SqlSynonym', synonymOf],
  ['SqlTable', (name, one) => named(name, `CREATE TABLE ${name} (${columnsOf(one)});`)],
  ['SqlTableType', (name, one) => named(name, `CREATE TYPE ${name} AS TABLE (${columnsOf(one)});`)],
  ['SqlUserDefinedDataType', (name) => named(name, `CREATE TYPE ${name} FROM int;`)],
  ['SqlSequence', (name) => named(name, `CREATE SEQUENCE ${name};`)],
  ['SqlQueue', queueOf],
  ['SqlService', serviceOf],
  ['SqlMessageType', (name, one) => named(name, `CREATE MESSAGE TYPE ${name}${authorization(one)};`)],
  ['SqlAssembly', assemblyOf],
]);

/** What holds objects or principals, or lets somebody do something, and for which there is no statement here. */
const unsaidTypes: ReadonlySet<string> = new Set([
  'SqlApplicationRole',
  'SqlCertificate',
  'SqlAsymmetricKey',
  'SqlSymmetricKey',
  'SqlSignature',
  'SqlAggregate',
  'SqlExternalTable',
  'SqlExternalStream',
  'SqlUserDefinedType',
  'SqlXmlSchemaCollection',
]);

function named(name: string, text: string): string | undefined {
  return name === '' ? undefined : text;
}

function userOf(name: string, element: XmlElement): string | undefined {
  const login = quoted(referred(element, 'Login'));
  const [schema] = partsOf(referred(element, 'DefaultSchema')) ?? [];
  const options = schema === undefined ? '' : ` WITH DEFAULT_SCHEMA = ${bracket(schema)}`;
  if (isTrue(element, 'IsWithoutLogin')) return named(name, `CREATE USER ${name} WITHOUT LOGIN${options};`);
  // which other way of authentication a number stands for is not known here
  return login === undefined ? undefined : named(name, `CREATE USER ${name} FOR LOGIN ${login}${options};`);
}

function membershipOf(_: string, element: XmlElement): string | undefined {
  const [role, member] = [quoted(referred(element, 'Role')), quoted(referred(element, 'Member'))];
  return role === undefined || member === undefined ? undefined : `ALTER ROLE ${role} ADD MEMBER ${member};`;
}

function synonymOf(name: string, element: XmlElement): string | undefined {
  const target = property(element, 'ForObjectScript')?.trim() ?? referred(element, 'ForObject');
  if (
    target === undefined ||
    !/^(?:(?:\[(?:[^\]]|\]\])*\]|[\w$#@]+|)\.){0,3}(?:\[(?:[^\]]|\]\])+\]|[\w$#@]+)$/.test(target)
  )
    return undefined;
  return named(name, `CREATE SYNONYM ${name} FOR ${target};`);
}

/** Only the names of columns count. */
function columnsOf(element: XmlElement): string {
  const names = related(element, 'Columns').flatMap(({ attributes }) => partsOf(attributes['Name'])?.at(-1) ?? []);
  return names.length === 0 ? '[column] int' : names.map((name) => `${bracket(name)} int`).join(', ');
}

function queueOf(name: string, element: XmlElement): string | undefined {
  const procedure = quoted(referred(element, 'ActivationProcedure'));
  const [user] = partsOf(referred(element, 'User')) ?? [];
  if (procedure === undefined) return named(name, `CREATE QUEUE ${name};`);
  const other = isTrue(element, 'IsOwner') ? 'OWNER' : undefined;
  const as = user === undefined ? other : `N'${user.replaceAll("'", "''")}'`;
  if (as === undefined) return undefined;
  const status = isTrue(element, 'IsActivationOn') ? 'ON' : 'OFF';
  const activation = `STATUS = ${status}, PROCEDURE_NAME = ${procedure}, MAX_QUEUE_READERS = 1, EXECUTE AS ${as}`;
  return named(name, `CREATE QUEUE ${name} WITH ACTIVATION (${activation});`);
}

function serviceOf(name: string, element: XmlElement): string | undefined {
  const queue = quoted(referred(element, 'Queue'));
  return queue && named(name, `CREATE SERVICE ${name}${authorization(element)} ON QUEUE ${queue};`);
}

function assemblyOf(name: string, element: XmlElement): string | undefined {
  const set = /^(SAFE|EXTERNAL_ACCESS|UNSAFE)$/i.exec(property(element, 'PermissionSet') ?? '')?.[1];
  return set && named(name, `CREATE ASSEMBLY ${name}${authorization(element)} FROM 0x WITH PERMISSION_SET = ${set};`);
}
