/**
 * Identities that never change: of what every instance and every database has from the start, and how others are made.
 * An id is made of the kind and the first name, so two runs of the same script give equal ids.
 */
import { type Folded, fold, type Name } from '../text/name';
import type { Id, Sid, Thumbprint } from './model';

export const saSid = '0x01' as Sid;
export const saId = 'login:sa' as Id;
export const publicServerRoleId = 'server_role:public' as Id;
export const sysadminId = 'server_role:sysadmin' as Id;

export const publicId = 'role:public' as Id;
export const dboId = 'user:dbo' as Id;
export const guestId = 'user:guest' as Id;
export const sysId = 'user:sys' as Id;
export const informationSchemaId = 'user:information_schema' as Id;
export const dbOwnerId = 'role:db_owner' as Id;
export const dboSchemaId = 'schema:dbo' as Id;

/** The id that stands for the whole database, and the whole server, in a `Securable`. */
export const databaseId = 'database' as Id;
export const serverId = 'server' as Id;

export type IdKind =
  | 'login'
  | 'server_role'
  | 'user'
  | 'role'
  | 'app_role'
  | 'schema'
  | 'object'
  | 'type'
  | 'xml'
  | 'trigger'
  | 'key'
  | 'assembly'
  | 'service'
  | 'database'
  | 'linked'
  | 'credential'
  | 'endpoint'
  | 'other';

/** The first free id for a new thing: `user:amy`, or `user:amy#2` where a renamed user still has that one. */
export function freeId(kind: IdKind, name: Folded, taken: (id: Id) => boolean): Id {
  return firstFree(`${kind}:${name}`, taken as (text: string) => boolean) as Id;
}

/** `text`, or `text#2`, `text#3` ... where it is taken. */
export function firstFree(text: string, taken: (text: string) => boolean): string {
  if (!taken(text)) return text;
  let n = 2;
  while (taken(`${text}#${n}`)) n++;
  return `${text}#${n}`;
}

export function fixedServerRoleId(name: Name): Id {
  return `server_role:${fold(name)}` as Id;
}
export function roleId(name: Name): Id {
  return `role:${fold(name)}` as Id;
}
export function schemaId(name: Name): Id {
  return `schema:${fold(name)}` as Id;
}

/** A procedure or view of the system, which stands in no list of objects: permissions on it are kept in master. */
export function systemObjectId(name: Name): Id {
  return `system:sys.${fold(name)}` as Id;
}

/**
 * The sid of a user WITHOUT LOGIN, as SUSER_SNAME() shows it (PRN-22). The numbers are made of the names: equal in
 * every run.
 */
export function loginlessSid(database: Name, user: Folded): Sid {
  const seed = `${fold(database)}/${user}`;
  return `S-1-9-3-${[1, 2, 3, 4].map((n) => hash(`${n}${seed}`)).join('-')}` as Sid;
}

/**
 * The sid of a Windows account: the same whenever a login or a user is made for it, and the owner of a database without
 * either.
 */
export function windowsSid(name: Name): Sid {
  return `windows:${fold(name)}` as Sid;
}

/**
 * A GUID that stands for the one that NEWID() would give at a place: which it is is of no interest, it is one that
 * nothing else has.
 */
export function someGuid(place: string): string {
  const digits = [1, 2, 3, 4].map((n) => hash(`${n}${place}`).toString(16).toUpperCase().padStart(8, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** FNV-1a: spreads names over 32 bits; nothing depends on its strength. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Thumbprint of a key that is known by the text of its public key only (CREATE CERTIFICATE ... FROM BINARY). */
export function binaryThumbprint(text: string): Thumbprint {
  const folded = text.toLowerCase();
  const digits = folded.startsWith(publicKeyMark) ? folded.slice(publicKeyMark.length) : '';
  const own = (digits.match(/.{4}/g) ?? []).map((digit) => String.fromCharCode(Number.parseInt(digit, 16))).join('');
  return (own === '' ? `binary:${folded}` : own) as Thumbprint;
}

/**
 * What CERTENCODED() gives for a key: bytes that no real certificate has, and from which `binaryThumbprint` finds the
 * key again.
 */
export function publicKeyText(thumbprint: Thumbprint): string {
  if (thumbprint.startsWith('binary:')) return thumbprint.slice('binary:'.length);
  return `${publicKeyMark}${thumbprint.replace(/[\s\S]/g, (sign) => sign.charCodeAt(0).toString(16).padStart(4, '0'))}`;
}
const publicKeyMark = '0x30820000';
