/** ADD and DROP [COUNTER] SIGNATURE (SIG-1, SIG-9, SIG-16); assemblies, which can be signed too. */
import type { Folded, Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { freeId } from '../../ids';
import { assemblies, objects } from '../../indexes';
import type { Assembly, Catalog, Id, Image, SignatureRow } from '../../model';
import { changing, editDatabase } from '../edit';
import { withoutRowsOn } from '../permissions/rows';

export interface Signed {
  readonly kind: 'module' | 'assembly';
  readonly id: Id;
}

/** `principal`: the digest's part that names the EXECUTE AS principal, see `signedPrincipal`. */
export function addSignature(
  catalog: Catalog,
  database: Folded,
  signed: Signed,
  signature: Omit<SignatureRow, 'certain'>,
): Catalog {
  return changing(catalog, 'addSignature', [database, signed, signature], () =>
    editSignatures(catalog, database, signed, (rows) =>
      sorted([...without(rows, signature), { ...signature, certain: true }]),
    ),
  );
}

export function dropSignature(
  catalog: Catalog,
  database: Folded,
  signed: Signed,
  signature: Pick<SignatureRow, 'key' | 'counter'>,
): Catalog {
  return changing(catalog, 'dropSignature', [database, signed, signature], () =>
    editSignatures(catalog, database, signed, (rows) => without(rows, signature)),
  );
}

function without(
  rows: readonly SignatureRow[],
  { key, counter }: Pick<SignatureRow, 'key' | 'counter'>,
): readonly SignatureRow[] {
  return rows.filter((row) => row.key !== key || row.counter !== counter);
}

/** Always in one order, so that equal sets of signatures are equal lists. */
export function sorted(rows: readonly SignatureRow[]): readonly SignatureRow[] {
  const text = (row: SignatureRow): string => `${row.key}|${row.counter}|${row.principal}`;
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b))));
}

function editSignatures(
  catalog: Catalog,
  database: Folded,
  { kind, id }: Signed,
  edit: (rows: readonly SignatureRow[]) => readonly SignatureRow[],
): Catalog {
  return editDatabase(catalog, database, (db) => {
    if (kind === 'assembly') {
      const old = db.assemblies.get(id);
      return old
        ? { ...db, assemblies: assemblies.set(db.assemblies, id, { ...old, signatures: edit(old.signatures) }) }
        : db;
    }
    const old = db.objects.get(id);
    return old?.kind === 'module'
      ? { ...db, objects: objects.set(db.objects, id, { ...old, signatures: edit(old.signatures) }) }
      : db;
  });
}

/** CREATE ASSEMBLY. */
export function createAssembly(
  catalog: Catalog,
  database: Folded,
  assembly: {
    readonly name: Name;
    readonly owner: Id;
    readonly permissionSet: Assembly['permissionSet'];
    readonly image: Image;
  },
): Catalog {
  return changing(catalog, 'createAssembly', [database, assembly], () =>
    editDatabase(catalog, database, (db) => {
      if (entriesNamed(db, assemblies, db.assemblies, assembly.name).length > 0) return db;
      const id = freeId('assembly', foldIn(db, assembly.name), (taken) => db.assemblies.has(taken));
      return {
        ...db,
        assemblies: assemblies.set(db.assemblies, id, { ...assembly, id, certain: true, signatures: [] }),
      };
    }),
  );
}

/** ALTER ASSEMBLY ... FROM, WITH PERMISSION_SET. */
export function alterAssembly(
  catalog: Catalog,
  database: Folded,
  id: Id,
  changes: Partial<Pick<Assembly, 'permissionSet' | 'image'>>,
): Catalog {
  return changing(catalog, 'alterAssembly', [database, id, changes], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.assemblies.get(id);
      return old ? { ...db, assemblies: assemblies.set(db.assemblies, id, { ...old, ...changes }) } : db;
    }),
  );
}
export function dropAssembly(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropAssembly', [database, id], () =>
    editDatabase(catalog, database, (db) => ({
      ...db,
      assemblies: assemblies.remove(db.assemblies, id),
      permissions: withoutRowsOn(db.permissions, { class: 'ASSEMBLY', id }),
    })),
  );
}
