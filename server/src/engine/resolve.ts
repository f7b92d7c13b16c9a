/** From a name in a statement to the thing it means, in the world where the statement runs (UNK-7, PERM-9, XDB-5). */
import type { Subject } from '../catalog/decide';
import type { Database, Schema, SqlObject } from '../catalog/model';
import type { ObjectName } from '../syntax/expression';
import type { Folded, Name } from '../text/name';
import type { ErrorOutcome, World } from './model';

export type Resolved =
  | { readonly kind: 'object'; readonly database: Database; readonly key: Folded; readonly schema: Schema; readonly object: SqlObject; readonly subject: Subject; /** dbo.t */ readonly shown: string }
  /** The database was entered, but there is no such object in it; `subject` is who asked. */
  | { readonly kind: 'absent'; readonly database: Database; readonly key: Folded; readonly subject: Subject; readonly shown: string }
  /** A temporary table, a table in tempdb by #name: no securable for its session (PERM-14). */
  | { readonly kind: 'temporary' }
  /** A four-part name. */
  | { readonly kind: 'remote'; readonly server: Name }
  /** sys.*, INFORMATION_SCHEMA.*, system procedures. */
  | { readonly kind: 'system'; readonly database: Database; readonly subject: Subject; readonly schema: Folded; readonly name: Folded }
  | { readonly kind: 'refused'; readonly outcome: ErrorOutcome } // 916: the database can't be entered; 911
  | { readonly kind: 'unknown'; readonly because: string };

export type ResolveObject = (world: World, name: ObjectName) => Resolved;
