/** Certificates and keys. The same public key has the same thumbprint wherever it was copied to (SIG-5). */
import { type Folded, fold, type Name } from '../../../text/name';
import { entriesNamed, foldIn, sameNameIn } from '../../collation';
import { onKey } from '../../decide/question';
import { binaryThumbprint, firstFree, freeId } from '../../ids';
import { keys } from '../../indexes';
import { loginsOfKey, usersOfKey } from '../../lookup';
import type { Catalog, Database, Id, Key, Thumbprint } from '../../model';
import { changing, editDatabase, editServer } from '../edit';
import { withoutRowsOn } from '../permissions/rows';

export type KeySource =
  | { readonly kind: 'generated' | 'other' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'binary'; readonly text?: string }
  | { readonly kind: 'assembly'; readonly name: Name };

export interface NewKey {
  readonly name: Name;
  readonly type: Key['type'];
  readonly owner: Id;
  readonly privateKey: boolean;
  readonly source: KeySource;
}

/** CREATE CERTIFICATE, ASYMMETRIC KEY, SYMMETRIC KEY. */
export function createKey(catalog: Catalog, database: Folded, key: NewKey): Catalog {
  return changing(catalog, 'createKey', [database, key], () =>
    editDatabase(catalog, database, (db) => {
      if (entriesNamed(db, keys, db.keys, key.name, `${key.type}|${fold(key.name)}`).length > 0) return db;
      const id = freeId('key', foldIn(db, `${key.type}:${key.name}`), (taken) => db.keys.has(taken));
      const { source, ...rest } = key;
      return {
        ...db,
        keys: keys.set(db.keys, id, { ...rest, id, certain: true, thumbprint: thumbprintOf(catalog, db, key) }),
      };
    }),
  );
}

/** Equal files and equal bytes give equal keys; a generated key is like no other. What else may be the same: same-key.ts. */
function thumbprintOf(catalog: Catalog, db: Database, { source, type, name }: NewKey): Thumbprint {
  const unlike = (origin: string): Thumbprint =>
    firstFree(`${origin}:${fold(db.name)}.${foldIn(db, name)}`, (text) =>
      isThumbprintUsed(catalog, text as Thumbprint),
    ) as Thumbprint;
  switch (source.kind) {
    case 'file':
      return thumbprintOfFile(catalog, source.path);
    case 'assembly':
      return thumbprintOfAssembly(db, source.name);
    case 'binary':
      return source.text === undefined ? unlike('unread') : binaryThumbprint(source.text);
    case 'other':
      return unlike(type === 'symmetric_key' ? type : 'unread');
    case 'generated':
      return unlike(type);
  }
}

/**
 * The key in a file: what BACKUP CERTIFICATE wrote to a file of this name; else a key of the file's own, also of an
 * assembly's file.
 */
export function thumbprintOfFile(catalog: Catalog, path: string): Thumbprint {
  if (/^thumbprint:[0-9a-f]+$/i.test(path)) return path.toLowerCase() as Thumbprint; // of a snapshot
  const files = catalog.server.keyFiles;
  const name = fileName(path);
  return (
    files.get(fold(path)) ??
    files.findEntry((_, written) => fileName(written) === name)?.[1] ??
    (`${files.isEmpty() ? 'file' : 'copied'}:${name}` as Thumbprint)
  );
}

/** The key with which an assembly of the database is signed, as CREATE ASYMMETRIC KEY ... FROM ASSEMBLY takes it. */
export function thumbprintOfAssembly(db: Database, name: Name): Thumbprint {
  const assembly = db.assemblies.find((one) => sameNameIn(db, one.name, name));
  return assembly?.image.key ?? (`assembly:${fold(db.name)}.${foldIn(db, name)}` as Thumbprint);
}

/** The key of an assembly whose bytes are written: the same bytes have the same key. */
export function imageThumbprint(text: string): Thumbprint {
  return binaryThumbprint(`image:${text}`);
}

function fileName(path: string): string {
  return fold(path).split(/[\\/]/).at(-1) ?? '';
}

function isThumbprintUsed(catalog: Catalog, key: Thumbprint): boolean {
  return (
    catalog.server.keyFiles.includes(key) ||
    loginsOfKey(catalog, key).length > 0 ||
    catalog.databases.some((db) => db.keys.some((one) => one.thumbprint === key) || usersOfKey(db, key).length > 0)
  );
}

/** BACKUP CERTIFICATE ... TO FILE. */
export function writeKeyFile(catalog: Catalog, path: string, key: Thumbprint): Catalog {
  return changing(catalog, 'writeKeyFile', [path, key], () =>
    editServer(catalog, (server) => ({ ...server, keyFiles: server.keyFiles.set(fold(path), key) })),
  );
}

/** ALTER CERTIFICATE ... REMOVE PRIVATE KEY, WITH PRIVATE KEY. */
export function setPrivateKey(catalog: Catalog, database: Folded, id: Id, privateKey: boolean): Catalog {
  return changing(catalog, 'setPrivateKey', [database, id, privateKey], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.keys.get(id);
      return old ? { ...db, keys: keys.set(db.keys, id, { ...old, privateKey }) } : db;
    }),
  );
}

/** CREATE and DROP MASTER KEY. */
export function setMasterKey(catalog: Catalog, database: Folded, masterKey: boolean): Catalog {
  return changing(catalog, 'setMasterKey', [database, masterKey], () =>
    editDatabase(catalog, database, (db) => ({ ...db, masterKey })),
  );
}

/**
 * DROP CERTIFICATE, ASYMMETRIC KEY, SYMMETRIC KEY: signatures made with it stay valid (SIG-17 says when it is refused).
 */
export function dropKey(catalog: Catalog, database: Folded, id: Id): Catalog {
  return changing(catalog, 'dropKey', [database, id], () =>
    editDatabase(catalog, database, (db) => {
      const old = db.keys.get(id);
      return old
        ? { ...db, keys: keys.remove(db.keys, id), permissions: withoutRowsOn(db.permissions, onKey(old)) }
        : db;
    }),
  );
}
