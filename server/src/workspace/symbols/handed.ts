/** The texts that EXEC, sp_executesql and the steps of jobs hand over to be run. */
import type { Expression } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import { type Folded, fold, type Name } from '../../text/name';
import { argumentOf, calledName, stepDatabase } from './calls';
import { type Constants, type Literal, literalsOf } from './texts';

export interface Handed {
  /** Undefined: the text is not known before it is run. */
  readonly literals: readonly Literal[] | undefined;
  /** The database in which it is run; undefined: it is not known. */
  readonly database: Folded | 'here' | undefined;
  /** The job whose step it is. */
  readonly job?: Name | undefined;
}

/** The text that a statement hands over; undefined: it hands over none, or to another server. */
export function textHanded(
  statement: StatementOf<'execute' | 'execute_string'>,
  base: number,
  constants: Constants,
): Handed | undefined {
  if (statement.kind === 'execute_string')
    return statement.at ? undefined : { literals: literalsOf(statement.text, base, constants), database: 'here' };
  const found = handedTo(statement);
  return found && { literals: literalsOf(found.text, base, constants), database: found.database, job: found.job };
}

interface HandedText {
  readonly text: Expression;
  readonly database: Handed['database'];
  readonly job?: Name | undefined;
}

function handedTo(statement: StatementOf<'execute'>): HandedText | undefined {
  const name = calledName(statement);
  if (name === undefined || statement.module.kind !== 'name') return undefined;
  const { database } = statement.module.name;
  switch (name as string) {
    case 'sp_executesql': {
      const text = argumentOf(statement, '@stmt', 0) ?? argumentOf(statement, '@statement', 0);
      return text && { text, database: database === undefined ? 'here' : fold(database) };
    }
    case 'sp_msforeachdb': {
      const text = argumentOf(statement, '@command1', 0);
      return text && { text, database: undefined };
    }
    case 'sp_add_jobstep':
    case 'sp_update_jobstep': {
      const text = argumentOf(statement, '@command', 5);
      const subsystem = argumentOf(statement, '@subsystem', 4);
      const isSql = !subsystem || (subsystem.kind === 'string' && fold(subsystem.value) === fold('TSQL'));
      const where = stepDatabase(statement);
      if (!text || !isSql) return undefined;
      const of = argumentOf(statement, '@job_name', 1);
      const job = of?.kind === 'string' ? of.value : undefined;
      if (where !== undefined) return { text, database: fold(where), job };
      return { text, database: argumentOf(statement, '@database_name', 13) ? undefined : fold('master'), job };
    }
    default:
      return undefined;
  }
}
