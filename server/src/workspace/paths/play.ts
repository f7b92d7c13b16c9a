/** A path as a script that `trace` runs behind the scripts that the path was found in. */
import { bracket } from '../../text/name';
import type { LastMove, Move, Node } from './model';
import { serviceAccount, sysadmin } from './nodes';
import type { Start } from './starts';

export function playOf({ login, stage, position }: Start, trail: readonly (Move | LastMove)[], goal: Node): string {
  const end = trail.at(-1);
  const last = end && 'reaches' in end ? "PRINT N'the end of the path';" : proofOf(goal, login);
  const statements = trail.reduceRight((rest, { write }) => write(rest), last);
  const database = position.world.catalog.databases.get(position.world.database)?.name ?? 'master';
  const staged = stage === '' ? [] : ['--# session: login=sa db=master', stage.trimEnd(), 'GO'];
  return [...staged, `--# session: login=${quoted(login)} db=${quoted(database)}`, statements, 'GO', ''].join('\n');
}

/** A statement that only those may run who are what the path leads to. */
function proofOf(goal: Node, login: string): string {
  if (goal === sysadmin || goal === serviceAccount) return `ALTER SERVER ROLE [sysadmin] ADD MEMBER ${bracket(login)};`;
  const user = bracket('end of the path');
  return `CREATE USER ${user} WITHOUT LOGIN;\nALTER ROLE [db_owner] ADD MEMBER ${user};`;
}

function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
