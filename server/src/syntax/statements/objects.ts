/** Tables and the other objects of a schema, schemas, and DROP of anything. */
import type { Name } from '../../text/name';
import type { Placed, Span } from '../../text/span';
import type { NamedAt, ObjectName } from '../expression';
import type { Body, Statement, StatementBase } from '../statement';
import type { Uses } from '../uses';

export type ObjectStatement =
  | CreateTable
  | AlterTable
  | CreateIndex
  | CreateType
  | CreateSynonym
  | CreateSequence
  | CreateSchema
  | AlterSchema
  | Drop
  | TriggerSwitch;

export interface CreateTable extends StatementBase {
  readonly kind: 'create_table';
  readonly name: ObjectName;
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly defaults: readonly ColumnDefault[];
  /** Functions called in defaults, checks and computed columns. */
  readonly uses: Uses;
  readonly query?: Placed<Statement>; // CREATE TABLE AS SELECT
}

export interface Column {
  readonly span: Span;
  readonly name: Name;
  readonly type?: string;
}

/** What the DEFAULT of a column calls: user functions, sequences. */
export interface ColumnDefault {
  readonly column: Name;
  readonly functions: readonly ObjectName[];
  readonly sequences: readonly ObjectName[];
}

export interface ForeignKey {
  readonly span: Span;
  readonly table: ObjectName;
  readonly columns: readonly Name[];
}

export interface AlterTable extends StatementBase {
  readonly kind: 'alter_table';
  readonly name: ObjectName;
  readonly action: 'add' | 'alter_column' | 'drop' | 'switch' | 'trigger' | 'other';
  readonly columns: readonly Column[]; // added
  readonly dropped: readonly Name[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly defaults: readonly ColumnDefault[]; // added
  readonly switchTo?: ObjectName;
  /** ENABLE TRIGGER, DISABLE TRIGGER. */
  readonly triggers?: { readonly enabled: boolean; readonly names: readonly ObjectName[] | 'all' };
  /** ADD or DROP MASKED. */
  readonly masked: boolean;
  readonly uses: Uses;
}

/** CREATE, ALTER of any kind of index, and of statistics. DROP INDEX is a `drop`. */
export interface CreateIndex extends StatementBase {
  readonly kind: 'create_index';
  readonly name?: Name;
  readonly table: ObjectName;
  /** 'CREATE FULLTEXT INDEX' and the like, where the words tell what is refused how. */
  readonly form?: string;
  /** The full-text catalog that the index goes to. */
  readonly catalog?: NamedAt;
}

export interface CreateType extends StatementBase {
  readonly kind: 'create_type';
  readonly name: ObjectName;
  readonly table: boolean;
  readonly external: boolean;
}

export interface CreateSynonym extends StatementBase {
  readonly kind: 'create_synonym';
  readonly name: ObjectName;
  readonly target: ObjectName;
}

export interface CreateSequence extends StatementBase {
  readonly kind: 'create_sequence';
  readonly action: 'create' | 'alter';
  readonly name: ObjectName;
}

export interface CreateSchema extends StatementBase {
  readonly kind: 'create_schema';
  readonly name?: NamedAt; // undefined with AUTHORIZATION alone: the name is the owner's
  readonly owner?: NamedAt;
  readonly elements: Body;
}

/** ALTER SCHEMA s TRANSFER [class::]o. Class in upper case, 'OBJECT' by default. */
export interface AlterSchema extends StatementBase {
  readonly kind: 'alter_schema';
  readonly schema: NamedAt;
  readonly class: string;
  readonly object: ObjectName;
}

/** DROP of anything. `class` in upper case: 'USER', 'LOGIN', 'PROCEDURE', 'SERVER ROLE', 'CERTIFICATE' ... */
export interface Drop extends StatementBase {
  readonly kind: 'drop';
  readonly class: string;
  readonly ifExists: boolean;
  readonly names: readonly ObjectName[];
  /** DROP TRIGGER ... ON DATABASE | ALL SERVER; DROP INDEX i ON t; DROP EVENT NOTIFICATION. */
  readonly on?:
    | { readonly kind: 'database' }
    | { readonly kind: 'server' }
    | { readonly kind: 'object'; readonly name: ObjectName };
}

/** ENABLE | DISABLE TRIGGER, also as ALTER TABLE ... ENABLE TRIGGER. */
export interface TriggerSwitch extends StatementBase {
  readonly kind: 'enable_trigger' | 'disable_trigger';
  readonly names: readonly ObjectName[] | 'all';
  readonly on:
    | { readonly kind: 'database' }
    | { readonly kind: 'server' }
    | { readonly kind: 'object'; readonly name: ObjectName };
}
