/** Control flow, variables, cursors, transactions. */
import type { Name } from '../../text/name';
import type { Placed, Span } from '../../text/span';
import type { Expression, ObjectName } from '../expression';
import type { Body, Statement, StatementBase } from '../statement';
import type { Uses } from '../uses';

export type ControlStatement =
  | Block
  | If
  | While
  | TryCatch
  | Leave
  | Return
  | Goto
  | Label
  | Throw
  | RaiseError
  | Print
  | WaitFor
  | Declare
  | SetVariable
  | SetOption
  | Transaction
  | Cursor;

export interface Block extends StatementBase {
  readonly kind: 'block';
  readonly body: Body;
}
export interface If extends StatementBase {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly uses: Uses;
  readonly then: Placed<Statement> | undefined; // undefined in broken text
  readonly otherwise?: Placed<Statement>;
}
export interface While extends StatementBase {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly uses: Uses;
  readonly body: Placed<Statement> | undefined;
}
export interface TryCatch extends StatementBase {
  readonly kind: 'try_catch';
  readonly try: Body;
  readonly catch: Body;
}
export interface Leave extends StatementBase {
  readonly kind: 'break' | 'continue';
}
export interface Return extends StatementBase {
  readonly kind: 'return';
  readonly value?: Expression;
  readonly uses: Uses;
}
export interface Goto extends StatementBase {
  readonly kind: 'goto';
  readonly label: Name;
}
export interface Label extends StatementBase {
  readonly kind: 'label';
  readonly name: Name;
}
/** Without arguments it rethrows. */
export interface Throw extends StatementBase {
  readonly kind: 'throw';
  readonly number?: Expression;
  readonly message?: Expression;
}
export interface RaiseError extends StatementBase {
  readonly kind: 'raiserror';
  /** A text (message 50000) or the number of a message. */
  readonly message?: Expression;
  readonly severity?: Expression;
  readonly options: readonly string[]; // 'LOG', 'NOWAIT', 'SETERROR'
  readonly uses: Uses;
}
export interface Print extends StatementBase {
  readonly kind: 'print';
  readonly value: Expression;
  readonly uses: Uses;
}
export interface WaitFor extends StatementBase {
  readonly kind: 'waitfor';
  readonly inner?: Placed<Statement>;
}

export interface Declare extends StatementBase {
  readonly kind: 'declare';
  readonly variables: readonly DeclaredVariable[];
  readonly uses: Uses;
}
export interface DeclaredVariable {
  readonly span: Span;
  readonly name: Name; // with @
  /** In lower case with its length: 'varbinary(8000)', 'sysname', 'table', 'cursor', 'dbo.sometype'. */
  readonly type: string;
  readonly initial?: Expression;
}
export interface SetVariable extends StatementBase {
  readonly kind: 'set_variable';
  readonly variable: Name;
  /** '=', '+=', ... */
  readonly operator: string;
  readonly value: Expression;
  readonly uses: Uses;
}
/** SET NOCOUNT ON; SET IDENTITY_INSERT t ON. Options in upper case. */
export interface SetOption extends StatementBase {
  readonly kind: 'set_option';
  readonly options: readonly string[];
  /** 'ON', 'OFF' or the text of the value. */
  readonly value: string;
  readonly table?: ObjectName;
}
export interface Transaction extends StatementBase {
  readonly kind: 'begin_transaction' | 'commit' | 'rollback' | 'save_transaction';
  /** Of the transaction or the savepoint; undefined where it is a variable. */
  readonly name?: Name;
}
export interface Cursor extends StatementBase {
  readonly kind: 'declare_cursor' | 'open_cursor' | 'close_cursor' | 'fetch' | 'deallocate';
  readonly name?: Name;
  readonly query?: Placed<Statement>;
  /** FETCH ... INTO. */
  readonly into?: readonly Name[];
}
