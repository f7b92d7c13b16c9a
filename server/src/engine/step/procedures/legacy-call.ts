/** What the legacy procedures are handed. */

import type { NamedAt, ObjectName } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import type { Context, Value, World } from '../../session/model';

/** A call of a legacy procedure with what its arguments mean. */
export interface LegacyCall {
  readonly context: Context;
  readonly world: World;
  readonly statement: StatementOf<'execute'>;
  readonly name: string;
  /** The text of an argument; undefined: it is left out, NULL or not known. */
  text(parameter: string, position: number): string | undefined;
  value(parameter: string, position: number): Value | undefined;
  at(name: string): NamedAt;
  object(name: string): ObjectName;
}
