/**
 * Whether a module's signatures still hold (SIG-11 to SIG-13, SIG-21), and which of them count in a call (SIG-3,
 * SIG-9).
 */

import { memo } from '../text/memo';
import type { Database, Id, Module, SignatureRow, Thumbprint } from './model';
import { lacking, type Reason } from './reason';
import { effectiveOwner } from './securable';

/**
 * The part of the signed digest that names the EXECUTE AS principal: its sid; '' for CALLER. ALTER USER and a new owner
 * change it.
 */
export function signedPrincipal(database: Database, module: Module): string {
  switch (module.runAs.kind) {
    case 'caller':
      return '';
    case 'owner':
      return sidText(database, effectiveOwner(database, module));
    case 'user':
      return sidText(database, module.runAs.id);
    case 'login':
      return module.runAs.id;
    case 'unknown':
      return '?';
  }
}

function sidText(database: Database, id: string): string {
  const principal = database.principals.get(id as Id);
  return principal?.sid ?? id;
}

/** An invalid signature is ignored silently (SIG-13). */
export function isValid(database: Database, module: Module, signature: SignatureRow): boolean {
  return signature.principal === signedPrincipal(database, module);
}

export interface ActiveKeys {
  readonly keys: readonly Thumbprint[];
  /** There may be more or fewer. */
  readonly doubt?: Reason;
}

/**
 * The keys that are active while the module runs: those that signed it, and those that countersigned it and were active
 * at the call (SIG-9, SIG-10). A module without signatures leaves nothing (SIG-7).
 */
export function activeKeys(database: Database, module: Module, atCall: readonly Thumbprint[]): ActiveKeys {
  if (module.signatures.length === 0) return none;
  const counting = module.signatures.filter(
    (row) => (!row.counter || atCall.includes(row.key)) && isValid(database, module, row),
  );
  const keys = [...new Set(counting.filter((row) => row.certain).map((row) => row.key))];
  const doubtful = counting.some((row) => !row.certain) || module.runAs.kind === 'unknown';
  return doubtful
    ? { keys, doubt: lacking('path', 'whether the module is signed depends on the path taken') }
    : { keys };
}

const none: ActiveKeys = { keys: [] };

/** Modules of a database that are signed with a key: dropping the key is refused (SIG-17). */
export function isSignedWith(database: Database, key: Thumbprint): boolean {
  return (
    signingKeys(database.objects).has(key) ||
    database.assemblies.some((assembly) => assembly.signatures.some((row) => row.key === key))
  );
}

const signingKeys = memo(
  (objects: Database['objects']): ReadonlySet<Thumbprint> =>
    new Set(
      [...objects.values()].flatMap((object) =>
        object.kind === 'module' ? object.signatures.map((row) => row.key) : [],
      ),
    ),
);
