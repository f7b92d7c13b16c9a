/**
 * Whether two keys are one: certain where both are made here, or come from the same file or the same bytes; not known
 * where one comes from a file, for the same certificate may lie in many files (SIG-5, UNK-11).
 */
import type { Map as Immutable } from 'immutable';
import type { IndexBy } from './index-by';
import { databaseIdentities, elsewhereText, serverIdentities } from './indexes';
import { isMadeHere, type Origin, originOf } from './key-origin';
import type { Catalog, Database, DatabasePrincipal, Id, ServerPrincipal, Thumbprint } from './model';
import { lacking } from './reason';

export const keysNotCompared = lacking(
  'remote',
  'whether keys that come from different files are the same one is not known',
);

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
  return perhapsOf(database.principals, databaseIdentities, keys);
}

/** The same for logins. */
export function perhapsLoginsOfKeys(catalog: Catalog, keys: readonly Thumbprint[]): readonly ServerPrincipal[] {
  return perhapsOf(catalog.server.principals, serverIdentities, keys);
}

/** A key that is made here can only be one whose bytes nobody has seen. */
function perhapsOf<P extends Pick<DatabasePrincipal, 'key'>>(
  all: Immutable<Id, P>,
  identities: IndexBy<Id, P>,
  keys: readonly Thumbprint[],
): readonly P[] {
  if (keys.length === 0) return [];
  const isAmongOthers = keys.every(isMadeHere);
  if (isAmongOthers && identities.find(all, elsewhereText).length === 0) return [];
  return [...all.values()].filter((one) => perhaps(one.key, keys));
}

function perhaps(own: Thumbprint | undefined, keys: readonly Thumbprint[]): boolean {
  return own !== undefined && !keys.includes(own) && keys.some((key) => mayBeSame(own, key));
}
