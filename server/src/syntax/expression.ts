/**
 * Expressions, as far as the engine evaluates them; everything else is `opaque` and its parts stand in the statement's
 * uses.
 */
import type { Name } from '../text/name';
import type { Span } from '../text/span';

export type Expression =
  | { readonly kind: 'string'; readonly span: Span; readonly value: string }
  | { readonly kind: 'number'; readonly span: Span; readonly value: number; readonly text: string }
  | { readonly kind: 'binary'; readonly span: Span; readonly text: string } // 0x...
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'default'; readonly span: Span }
  | { readonly kind: 'variable'; readonly span: Span; readonly name: Name } // with its @, as written
  | { readonly kind: 'column'; readonly span: Span; readonly parts: readonly Name[] }
  | { readonly kind: 'call'; readonly span: Span; readonly name: ObjectName; readonly args: readonly Expression[] } // CURRENT_USER and the like: no args
  | { readonly kind: 'unary'; readonly span: Span; readonly operator: string; readonly operand: Expression } // operator in upper case: 'NOT', '-', '+', '~', 'IS NULL', 'IS NOT NULL'
  | {
      readonly kind: 'operation';
      readonly span: Span;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      /** Of a comparison: COLLATE behind one of its sides. */
      readonly collation?: Name;
    } // '+', '=', '<>', 'AND', 'OR', 'LIKE' ...
  | {
      readonly kind: 'in';
      readonly span: Span;
      readonly operand: Expression;
      readonly negated: boolean;
      readonly values: readonly Expression[];
      readonly collation?: Name;
      readonly query?: Query;
    }
  | {
      readonly kind: 'case';
      readonly span: Span;
      /** CASE operand WHEN value: compared with each. */
      readonly operand?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly value: Expression }[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'exists'; readonly span: Span; readonly query: Query }
  | { readonly kind: 'subquery'; readonly span: Span; readonly query: Query }
  | {
      readonly kind: 'cast';
      readonly span: Span;
      readonly operand: Expression;
      readonly type: string;
      readonly style?: Expression;
    } // CAST, CONVERT, TRY_...
  | {
      readonly kind: 'opaque';
      readonly span: Span;
      /** A method of a value: @xml.value('(/a)[1]', 'sysname'). The name in lower case. */
      readonly method?: { readonly name: string; readonly of: Expression; readonly args: readonly Expression[] };
    };

/**
 * A query as far as conditions need it: `IF EXISTS (SELECT * FROM sys.database_principals WHERE name = N'x')`.
 * `simple` says that there is one source or none, no join, no grouping, no set operator. `arguments`: the source is a
 * function.
 */
export interface Query {
  readonly span: Span;
  readonly simple: boolean;
  readonly from?: ObjectName;
  readonly arguments?: readonly Expression[];
  /** In a trigger: the rows of the change that are read, each by its alias or its own name. */
  readonly changed?: readonly { readonly as: Name; readonly table: Name }[];
  readonly columns: readonly Expression[];
  readonly where?: Expression;
}

/** A one- to four-part name. `text` is as written; a part that is left out (`db..t`) is undefined. */
export interface ObjectName {
  readonly span: Span;
  readonly text: string;
  readonly server?: Name;
  readonly database?: Name;
  readonly schema?: Name;
  /** The schema is not written: an element of CREATE SCHEMA belongs to the new schema. */
  readonly schemaImplied?: true;
  readonly name: Name;
}

/** A name that stands somewhere, with where it stands. */
export interface NamedAt {
  readonly span: Span;
  readonly name: Name;
}
