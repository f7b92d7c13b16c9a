/** TRUSTWORTHY for the run of a script alone: the same script turns it off again, or drops the database. */
import { selected } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { sameName } from '../../text/name';

const databaseChanges = selected(({ kind }) => kind === 'alter_database' || kind === 'drop');

/** Whether a later statement of the script ends what the statement at this offset did to a database. */
export function isTakenBack(statement: Statement, script: Script, offset: number): boolean {
  if (statement.kind !== 'alter_database' && statement.kind !== 'create_database') return false;
  const name = statement.name?.name;
  if (name === undefined) return false;
  for (const { offset: later, node } of databaseChanges(script))
    if (later > offset && (turnsOff(node, name) || drops(node, name))) return true;
  return false;
}

function turnsOff(statement: Statement, name: string): boolean {
  return (
    statement.kind === 'alter_database' &&
    statement.name !== undefined &&
    sameName(statement.name.name, name) &&
    statement.options.some((one) => one.name === 'TRUSTWORTHY' && one.value?.toUpperCase() === 'OFF')
  );
}

function drops(statement: Statement, name: string): boolean {
  return (
    statement.kind === 'drop' &&
    statement.class === 'DATABASE' &&
    statement.names.some((one) => sameName(one.name, name))
  );
}
