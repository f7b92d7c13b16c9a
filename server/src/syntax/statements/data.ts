/** Queries and changes of data. */
import type { Name } from '../../text/name';
import type { Placed } from '../../text/span';
import type { Expression, ObjectName, Query } from '../expression';
import type { Statement, StatementBase } from '../statement';
import type { Uses } from '../uses';

export type DataStatement = Select | Change | Truncate | BulkInsert;

export interface Select extends StatementBase {
  readonly kind: 'select';
  readonly uses: Uses;
  readonly into?: ObjectName;
  /** SELECT @x = expression. */
  readonly assignments: readonly { readonly variable: Name; readonly operator: string; readonly value: Expression }[];
  /** With assignments, and where inserted or deleted is read: where the values come from. */
  readonly query?: Query;
  /** Output columns, as far as they are plain expressions, for views and for SELECT @x. */
  readonly columns: readonly { readonly name?: Name; readonly value: Expression }[];
  /** Whether there is a FROM clause. */
  readonly hasSource: boolean;
}
export interface Change extends StatementBase {
  readonly kind: 'insert' | 'update' | 'delete' | 'merge';
  /**
   * The changed table or view; undefined for a table variable, a CTE that can't be traced to one table, OPENQUERY and
   * in broken text.
   */
  readonly target?: ObjectName;
  /** Which triggers it can fire. */
  readonly actions: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
  /** INSERT: the columns that get a value; 'all' without a list; none with DEFAULT VALUES. */
  readonly given?: readonly Name[] | 'all';
  /** INSERT into a temporary table: the rows of VALUES, or the columns of a query as one row. */
  readonly rows?: readonly (readonly Expression[])[];
  /** The query of those columns. */
  readonly query?: Query;
  readonly uses: Uses;
  /** The variables that INSERT, UPDATE and MERGE name. */
  readonly variables?: readonly Name[];
  /** INSERT ... EXEC: the call, an enclosed part that the reference parser does not count as a statement. */
  readonly call?: Placed<Statement>;
}
export interface Truncate extends StatementBase {
  readonly kind: 'truncate_table';
  readonly table: ObjectName;
}
export interface BulkInsert extends StatementBase {
  readonly kind: 'bulk_insert';
  readonly table: ObjectName;
  /** In upper case: 'CHECK_CONSTRAINTS', 'FIRE_TRIGGERS', 'KEEPIDENTITY' ... */
  readonly options: readonly string[];
}
