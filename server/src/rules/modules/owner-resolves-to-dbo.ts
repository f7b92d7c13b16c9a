import { dboId, guestId, publicId } from '../../catalog/ids';
import type { Database, Id, Module, PermissionRow } from '../../catalog/model';
import { effectiveOwner, isOwnerCertain } from '../../catalog/securable';
import type { World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { fold, sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export const ownerResolvesToDbo = rule({
  id: 'owner-resolves-to-dbo',
  severity: 'information',
  serverErrors: [],
  summary: 'Everybody may execute a module that runs as dbo.',
  why: 'EXECUTE AS OWNER is dbo where dbo owns the module. With EXECUTE for public or guest, a mistake in its text is one that everybody can use with all rights in the database.',
  advice: 'Run it as a user that holds just what it needs, sign it, or grant EXECUTE to a role.',
  bad: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nGRANT EXECUTE ON dbo.p TO public;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nGRANT EXECUTE ON SCHEMA::dbo TO public;`,
    `GRANT EXECUTE ON SCHEMA::dbo TO guest;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nGRANT EXECUTE ON dbo.p TO clerk;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nGRANT EXECUTE ON dbo.p TO public;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON dbo.p TO clerk;\nGO\nGRANT EXECUTE ON dbo.p TO public;`,
    `CREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nGRANT EXECUTE ON dbo.p TO public;`,
  ],
  rulebook: ['MOD-4', 'ESC-3'],
  onEveryPath: true,
  concerns: ({ before, after, outcome }) => outcome.kind !== 'error' && before.catalog !== after.catalog,
  *path({ before, after }, { step: { statement } }) {
    const database = after.catalog.databases.get(after.database);
    const was = before.catalog.databases.get(after.database);
    const span = spanOf(statement);
    if (!database || !was || !span) return;
    const open = openModules(database).filter(
      (module) => statement.kind === 'permission' || isNamed(module, statement),
    );
    const [first] = open.filter((module) => statement.kind !== 'permission' || !isOpen(was, module));
    if (!first) return;
    const who = `${database.schemas.get(first.schema)?.name ?? 'dbo'}.${first.name}`;
    yield { span, message: `${who} runs as dbo, and ${nameOf(after, first)} may execute it.` };
  },
});

function spanOf(statement: Statement): Span | undefined {
  if (statement.kind === 'create_module') return statement.executeAs?.span;
  if (statement.kind !== 'permission' || statement.action !== 'grant') return undefined;
  return statement.principals.find(({ name }) => sameName(name, 'public') || sameName(name, 'guest'))?.span;
}

function isNamed({ name }: Module, statement: Statement): boolean {
  return statement.kind === 'create_module' && fold(statement.name.name) === fold(name);
}

/** The modules that run as dbo, for everybody. */
function openModules(database: Database): readonly Module[] {
  const grants = [...database.permissions.values()].filter(isForEverybody);
  if (grants.length === 0) return [];
  return [...database.objects.values()].filter(
    (object): object is Module =>
      object.kind === 'module' &&
      object.runAs.kind === 'owner' &&
      effectiveOwner(database, object) === dboId &&
      isOwnerCertain(database, object) &&
      grants.some((row) => covers(row, object)),
  );
}

function isOpen(database: Database, module: Module): boolean {
  return openModules(database).some(({ id }) => id === module.id);
}

const everybody: ReadonlySet<Id> = new Set([publicId, guestId]);

function isForEverybody({ state, permission, grantee, certain }: PermissionRow): boolean {
  return (
    state !== 'deny' && certain && everybody.has(grantee) && (permission === 'EXECUTE' || permission === 'CONTROL')
  );
}

function covers({ securable: { class: kind, id } }: PermissionRow, module: Module): boolean {
  if (module.type !== 'procedure' && module.returns !== 'scalar') return false;
  return kind === 'DATABASE' || (kind === 'SCHEMA' && id === module.schema) || (kind === 'OBJECT' && id === module.id);
}

function nameOf({ catalog, database }: World, module: Module): string {
  const rows = [...(catalog.databases.get(database)?.permissions.values() ?? [])];
  const guest = rows.every((row) => !isForEverybody(row) || !covers(row, module) || row.grantee === guestId);
  return guest ? 'guest' : 'everybody';
}
