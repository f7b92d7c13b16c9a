/**
 * What a statement touches: the objects that the permission check asks about, in the order in which they are written.
 */
import type { Name } from '../text/name';
import type { Span } from '../text/span';
import type { Expression, ObjectName } from './expression';

/** Everything a statement touches. Empty lists where nothing is touched (share `noUses`). */
export interface Uses {
  /**
   * Tables, views, table-valued functions, sequences. Never CTE names, table variables, or the pseudo-tables inserted
   * and deleted. Temporary tables (#t) are listed.
   */
  readonly accesses: readonly Access[];
  /** Calls of scalar functions with a schema part (dbo.f(1)): user functions. */
  readonly functions: readonly FunctionUse[];
  /** Calls of built-in functions and niladic ones: USER_NAME(), CURRENT_USER, OBJECT_ID('x'). */
  readonly builtins: readonly BuiltinUse[];
  /** OPENQUERY, OPENDATASOURCE, OPENROWSET, linked servers named otherwise than by a four-part name. */
  readonly remotes: readonly RemoteUse[];
}

export type AccessRight = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'REFERENCES' | 'NEXT VALUE FOR';

export interface Access {
  readonly span: Span;
  readonly name: ObjectName;
  readonly right: AccessRight;
  readonly columns: ColumnUse;
  /** Columns that say which rows there are: read in WHERE, ON and the like, not in a list of columns alone. */
  readonly filter?: readonly Name[];
  /** Written with parentheses, so a table-valued function. */
  readonly isFunction: boolean;
}

/**
 * The columns that an access reads or writes. `every`: SELECT *, or a whole-row operation (INSERT, DELETE);
 * `none`: no column named (COUNT(*), EXISTS (SELECT 1 ...)), which the server treats like every column (PERM-7);
 * `some`: `sure` belong to this source; `maybe` are unqualified names that belong to one of several sources in scope.
 */
export type ColumnUse =
  | { readonly kind: 'every' }
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly sure: readonly Name[]; readonly maybe: readonly Name[] };

export interface FunctionUse {
  readonly span: Span;
  readonly name: ObjectName;
  readonly args: readonly Expression[];
}

export interface BuiltinUse {
  readonly span: Span;
  /** Upper case, as in SUSER_SNAME. */
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface RemoteUse {
  readonly span: Span;
  readonly kind: 'openquery' | 'opendatasource' | 'openrowset' | 'openrowset_bulk';
  /** The linked server, for OPENQUERY. */
  readonly server?: Name;
}

export const noUses: Uses = { accesses: [], functions: [], builtins: [], remotes: [] };
