/** The statements that change or call into another execution context. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression, NamedAt, ObjectName } from '../expression';
import type { StatementBase } from '../statement';
import type { Uses } from '../uses';

export type ContextStatement = ExecuteAs | Revert | SetUser | Use;

export type Revertible =
  | { readonly kind: 'plain' }
  | { readonly kind: 'no_revert'; readonly span: Span }
  | { readonly kind: 'cookie'; readonly span: Span; readonly variable: Name };

export interface ExecuteAs extends StatementBase {
  readonly kind: 'execute_as';
  readonly level: 'login' | 'user' | 'caller';
  /** A string or a variable; undefined for CALLER. Its span is the literal with its quotes. */
  readonly principal?: Expression;
  readonly revert: Revertible;
}
export interface Revert extends StatementBase {
  readonly kind: 'revert';
  readonly cookie?: Expression;
}
export interface SetUser extends StatementBase {
  readonly kind: 'setuser';
  readonly user?: Expression;
  readonly noReset: boolean;
}
export interface Use extends StatementBase {
  readonly kind: 'use';
  readonly database: NamedAt;
}

/** EXEC of a module. The bare first call of a batch is one too. */
export interface ExecuteStatement extends StatementBase {
  readonly kind: 'execute';
  readonly module:
    | { readonly kind: 'name'; readonly name: ObjectName }
    | { readonly kind: 'variable'; readonly span: Span; readonly name: Name };
  /** p;2 */
  readonly number?: number;
  readonly arguments: readonly Argument[];
  /** EXEC @rc = p */
  readonly returnVariable?: Name;
  readonly uses: Uses;
}
export interface Argument {
  readonly span: Span;
  readonly name?: Name; // with @
  readonly value: Expression;
  readonly output: boolean;
}
/** EXEC ('...' + @x) [AS { LOGIN | USER } = 'n'] [AT server]. */
export interface ExecuteString extends StatementBase {
  readonly kind: 'execute_string';
  readonly text: Expression;
  /** Values for the ? marks of EXEC (...) AT. */
  readonly arguments: readonly Expression[];
  readonly as?: { readonly span: Span; readonly level: 'login' | 'user'; readonly principal: Expression };
  readonly at?: NamedAt;
}
