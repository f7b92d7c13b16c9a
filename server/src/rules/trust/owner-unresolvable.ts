import { databaseKey } from '../../catalog/collation';
import type { Path } from '../../engine/session/model';
import { selected } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { type Name, sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { systemCall } from '../calls';
import { rule } from '../rule';
import { isTaken } from '../ways';

export const ownerUnresolvable = rule({
  id: 'owner-unresolvable',
  severity: 'information',
  serverErrors: [],
  summary: 'A database comes from elsewhere, its dbo may have no login here, and the script acts as dbo.',
  why: 'The file or backup brings the owner of the server where it was made. Where no login here has that sid, dbo is an orphan: modules WITH EXECUTE AS OWNER or as dbo fail (15517), and so does EXECUTE AS USER = dbo.',
  advice: 'ALTER AUTHORIZATION ON DATABASE::name TO a login, right behind it.',
  bad: [
    "RESTORE DATABASE archive FROM DISK = 'a.bak';\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;",
    "CREATE DATABASE archive ON (FILENAME = 'a.mdf') FOR ATTACH;\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS 'dbo' AS SELECT 1;",
    "EXEC sp_attach_db 'archive', 'a.mdf';\nGO\nUSE archive; EXECUTE AS USER = 'dbo'; REVERT;",
  ],
  good: [
    "RESTORE DATABASE archive FROM DISK = 'a.bak'; ALTER AUTHORIZATION ON DATABASE::archive TO sa;\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;",
    "RESTORE DATABASE archive FROM DISK = 'a.bak'; EXEC archive..sp_changedbowner 'sa';\nGO\nUSE archive; EXECUTE AS USER = 'dbo'; REVERT;",
    "RESTORE DATABASE archive FROM DISK = 'a.bak';\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p AS SELECT 1;",
    "RESTORE VERIFYONLY FROM DISK = 'a.bak';\nEXECUTE AS USER = 'dbo'; REVERT;",
    "CREATE DATABASE archive;\nGO\nUSE archive; EXECUTE AS USER = 'dbo'; REVERT;",
  ],
  rulebook: ['PRN-46', 'XDB-15'],
  statements: ['restore', 'create_database', 'execute'],
  *path(path, { step: { statement } }) {
    const brought = broughtBy(path, statement);
    const database = brought && path.after.catalog.databases.get(databaseKey(path.after.catalog, brought.name));
    if (database?.foreign && database.owner === undefined)
      yield {
        span: brought!.span,
        message: `Who owns ${brought!.name} comes with it: where that owner has no login here, modules that run as OWNER or dbo fail.`,
      };
  },
  stands: ({ span }, { statement }, script, offset) => {
    const name = namedIn(statement);
    if (name === undefined) return false;
    const from = offset + span.start;
    return actsAsOwner(script, from) && !isGivenAway(script, from, name);
  },
});

interface Brought {
  readonly name: Name;
  readonly span: Span;
}

/** The database whose contents a statement brings. */
function broughtBy(path: Path, statement: Statement): Brought | undefined {
  if (!isTaken(path)) return undefined;
  if (statement.kind === 'restore') return /^database\b/.test(statement.what) ? statement.database : undefined;
  if (statement.kind === 'create_database') return statement.from?.kind === 'files' ? statement.name : undefined;
  const call = systemCall(statement, path.before);
  const name = call && /^sp_attach_(single_file_)?db$/.test(call.name) ? call.text('@dbname', 0) : undefined;
  return name === undefined ? undefined : { name, span: call!.span('@dbname', 0) };
}

function namedIn(statement: Statement): Name | undefined {
  if (statement.kind === 'restore') return statement.database?.name;
  if (statement.kind === 'create_database') return statement.name.name;
  return systemCall(statement, undefined)?.text('@dbname', 0);
}

const enteringFrames = selected(({ kind }) => kind === 'create_module' || kind === 'execute_as');

const ownerChanges = selected(
  (one) => one.kind === 'alter_authorization' || systemCall(one, undefined)?.name === 'sp_changedbowner',
);

/** Whether a later statement of the script runs as dbo, or makes a module that does. */
function actsAsOwner(script: Script, offset: number): boolean {
  for (const { offset: later, node } of enteringFrames(script)) {
    if (later <= offset) continue;
    const clause = node.kind === 'create_module' ? node.executeAs : undefined;
    if (clause?.kind === 'owner' || (clause?.kind === 'named' && sameName(clause.name, 'dbo'))) return true;
    const who = node.kind === 'execute_as' && node.level === 'user' ? node.principal : undefined;
    if (who?.kind === 'string' && sameName(who.value, 'dbo')) return true;
  }
  return false;
}

/** Whether a later statement of the script gives the database to somebody. */
function isGivenAway(script: Script, offset: number, name: Name): boolean {
  for (const { offset: later, node } of ownerChanges(script)) {
    if (later <= offset) continue;
    if (node.kind === 'alter_authorization' && node.class === 'DATABASE' && sameName(node.name.name, name)) return true;
    // Without the name of a database it is about the one that is in use, which is taken to be this one.
    if (systemCall(node, undefined)?.name === 'sp_changedbowner') return true;
  }
  return false;
}
