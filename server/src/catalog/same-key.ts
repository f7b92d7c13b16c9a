/**
 * Whether two keys are one: certain where both are made here, or come from the same file or the same bytes; not known
 * where one comes from a file, for the same certificate may lie in many files (SIG-5, UNK-11).
 */
import type { Catalog, Database, DatabasePrincipal, ServerPrincipal, Thumbprint } from './model';
import { lacking } from './reason';

export const keysNotCompared = lacking(
  'remote',
  'whether keys that come from different files are the same one is not known',
);

/** `copied`: a file that no script wrote, where scripts write keys to files. `unread`: no script shows its bytes. */
type Origin = 'thumbprint' | 'file' | 'copied' | 'unread' | 'assembly' | 'binary' | 'made';

function originOf(key: Thumbprint): Origin {
  return (/^(thumbprint|file|copied|unread|assembly|binary):/.exec(key)?.[1] as Origin | undefined) ?? 'made';
}

/** Whether a script makes the key: nobody can have known it before. */
export function isMadeHere(key: Thumbprint): boolean {
  return originOf(key) === 'made';
}

/** Whether two thumbprints that differ may belong to the same key all the same. */
export function mayBeSame(a: Thumbprint, b: Thumbprint): boolean {
  if (a === b) return false;
  const [one, other] = [originOf(a), originOf(b)];
  return mayBe(one, other) || mayBe(other, one);
}

function mayBe(one: Origin, other: Origin): boolean {
  if (one === 'copied' || one === 'unread') return true;
  if (one === 'thumbprint') return other !== 'made' && other !== 'thumbprint';
  return (one === 'file' || one === 'assembly') && other !== 'made';
}

/** Users that may be mapped to one of these keys, and are certainly mapped to another. */
export function perhapsUsersOfKeys(database: Database, keys: readonly Thumbprint[]): readonly DatabasePrincipal[] {
  return keys.length === 0 ? [] : [...database.principals.values()].filter((one) => perhaps(one.key, keys));
}

/** The same for logins. */
export function perhapsLoginsOfKeys(catalog: Catalog, keys: readonly Thumbprint[]): readonly ServerPrincipal[] {
  return keys.length === 0 ? [] : [...catalog.server.principals.values()].filter((one) => perhaps(one.key, keys));
}

function perhaps(own: Thumbprint | undefined, keys: readonly Thumbprint[]): boolean {
  return own !== undefined && !keys.includes(own) && keys.some((key) => mayBeSame(own, key));
}
