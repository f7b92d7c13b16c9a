/** Calls of the system's procedures: what their arguments say. */
import { databaseKey } from '../catalog/collation';
import type { Value, World } from '../engine/session/model';
import type { Expression } from '../syntax/expression';
import type { Statement, StatementOf } from '../syntax/statement';
import { type Folded, fold, type Name, sameName } from '../text/name';
import type { Span } from '../text/span';

/** A call of a system procedure. */
export interface SystemCall {
  readonly statement: StatementOf<'execute'>;
  readonly name: Folded;
  /** Where it runs. */
  readonly database: Folded | undefined;
  /** A text among the arguments; undefined: left out, or not known. */
  text(parameter: Name, position: number): string | undefined;
  number(parameter: Name, position: number): number | undefined;
  /** Where an argument stands; the whole statement where it is left out. */
  span(parameter: Name, position: number): Span;
}

function keyIn(world: World | undefined, database: Name): Folded {
  return world ? databaseKey(world.catalog, database) : fold(database);
}

/**
 * The statement as a call of a system procedure; undefined: it is none. Without a world the values of variables are not
 * known.
 */
export function systemCall(statement: Statement, world: World | undefined): SystemCall | undefined {
  if (statement.kind !== 'execute' || statement.module.kind !== 'name') return undefined;
  const { server, database, schema, name } = statement.module.name;
  if (server !== undefined || !/^(sp|xp)_/i.test(name)) return undefined;
  if (schema !== undefined && !['sys', 'dbo', ''].includes(fold(schema))) return undefined;
  const at = (parameter: Name, position: number): Expression | undefined => {
    const named = statement.arguments.find((one) => one.name !== undefined && sameName(one.name, parameter));
    const byPlace = statement.arguments[position];
    return (named ?? (byPlace?.name === undefined ? byPlace : undefined))?.value;
  };
  const value = (parameter: Name, position: number): Value | undefined => valueOf(world, at(parameter, position));
  return {
    statement,
    name: fold(name),
    database: database === undefined ? world?.database : keyIn(world, database),
    text(parameter, position) {
      const one = value(parameter, position);
      return one?.kind === 'string' ? one.value : undefined;
    },
    number(parameter, position) {
      const one = value(parameter, position);
      if (one?.kind === 'number') return one.value;
      return one?.kind === 'string' && /^\s*\d+\s*$/.test(one.value) ? Number(one.value) : undefined;
    },
    span: (parameter, position) => at(parameter, position)?.span ?? statement.span,
  };
}

/** Constants, bare words, and variables whose value is known. */
function valueOf(world: World | undefined, value: Expression | undefined): Value | undefined {
  switch (value?.kind) {
    case 'string':
    case 'number':
      return value;
    case 'column':
      return value.parts.length === 1 ? { kind: 'string', value: value.parts[0]! } : undefined;
    case 'variable':
      return world?.variables.get(fold(value.name));
    default:
      return undefined;
  }
}
