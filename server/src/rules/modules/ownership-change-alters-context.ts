import type { Database, Id, Module } from '../../catalog/model';
import { effectiveOwner, isOwnerCertain } from '../../catalog/securable';
import { rule } from '../rule';

export const ownershipChangeAltersContext = rule({
  id: 'ownership-change-alters-context',
  severity: 'warning',
  serverErrors: [],
  summary: 'Another owner makes a module run as somebody else.',
  why: 'EXECUTE AS OWNER is looked up at each call: with a new owner, of the module, of its schema, or by a move into another schema, it runs with other rights. A signature covers who the module runs as, so it does not count any more, and a move also drops the grants on the module.',
  advice: 'Check what the new owner may do; sign again and grant EXECUTE again.',
  bad: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON dbo.p TO clerk;`,
    `CREATE SCHEMA other AUTHORIZATION clerk;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER SCHEMA other TRANSFER dbo.p;`,
    `CREATE SCHEMA other;\nGO\nCREATE PROCEDURE other.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON SCHEMA::other TO clerk;`,
  ],
  good: [
    `ALTER AUTHORIZATION ON dbo.AsClerk TO idle;`,
    `CREATE SCHEMA other;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER SCHEMA other TRANSFER dbo.p;`,
    `CREATE SCHEMA other;\nGO\nCREATE PROCEDURE other.p WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nALTER AUTHORIZATION ON SCHEMA::other TO clerk;`,
    `ALTER AUTHORIZATION ON dbo.Orders TO clerk;`,
  ],
  rulebook: ['MOD-4', 'MOD-20', 'SIG-12'],
  onEveryPath: true,
  statements: ['alter_authorization', 'alter_schema'],
  *path({ before, after, outcome, facts }, { step: { statement } }) {
    if (outcome.kind === 'error' || before.catalog === after.catalog) return;
    if (statement.kind !== 'alter_authorization' && statement.kind !== 'alter_schema') return;
    const was = before.catalog.databases.get(before.database);
    const is = after.catalog.databases.get(after.database);
    const [first, ...more] = was && is ? changed(was, is) : [];
    if (!first) return;
    const others = more.length > 0 ? ` So do ${more.length} more.` : '';
    const signed = first.module.signatures.length > 0 ? ' Its signature does not count any more.' : '';
    const grants = facts.some(({ kind }) => kind === 'grants-dropped') ? ' The grants on it are gone.' : '';
    yield {
      span: statement.span,
      message: `${first.module.name} ran as '${first.was}' and runs as '${first.is}' from now on.${others}${signed}${grants}`,
    };
  },
});

interface Changed {
  readonly module: Module;
  readonly was: string;
  readonly is: string;
}

/** The modules with EXECUTE AS OWNER whose owner is another one. */
function changed(was: Database, is: Database): readonly Changed[] {
  return [...is.objects.values()].flatMap((module): readonly Changed[] => {
    if (module.kind !== 'module' || module.runAs.kind !== 'owner' || !isOwnerCertain(is, module)) return [];
    const old = was.objects.get(module.id);
    if (!old || !isOwnerCertain(was, old)) return [];
    const owners: readonly Id[] = [effectiveOwner(was, old), effectiveOwner(is, module)];
    if (owners[0] === owners[1]) return [];
    return [{ module, was: nameOf(was, owners[0]!), is: nameOf(is, owners[1]!) }];
  });
}

function nameOf(database: Database, id: Id): string {
  return database.principals.get(id)?.name ?? '?';
}
