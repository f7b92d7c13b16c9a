import { databaseKey, sameNameIn } from '../../catalog/collation';
import type { DatabasePrincipal } from '../../catalog/model';
import { effectiveOwner, isOwnerCertain } from '../../catalog/securable';
import type { World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const ownerNotSingle = rule({
  id: 'owner-not-single',
  severity: 'error',
  serverErrors: [15517],
  summary: 'The module runs as an owner that nobody can be.',
  why: 'EXECUTE AS OWNER is resolved when the module runs; a role, a group or an application role cannot be impersonated.',
  advice: 'ALTER AUTHORIZATION to a user, or name a user in the clause.',
  bad: [
    'CREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;',
    `CREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC staffonly.p;`,
  ],
  good: [
    'CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC dbo.p;',
    'CREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON staffonly.p TO clerk;',
    'CREATE PROCEDURE staffonly.p AS SELECT 1;',
  ],
  rulebook: ['MOD-5'],
  stands: (found, step, _script, _offset, { exit }) =>
    found.severity === undefined ||
    (exit.kind === 'worlds' &&
      exit.worlds.every(({ catalog }) =>
        step.paths.some(({ before: { database } }) => groupsThatOwn({ catalog, database }, step.statement).length > 0),
      )),
  concerns: (_, { kind }) => kind === 'create_module',
  *path(path, { step: { statement } }) {
    const [group] = path.outcome.kind === 'error' ? [] : groupsThatOwn(path.after, statement);
    if (group && statement.kind === 'create_module' && statement.executeAs)
      yield {
        span: statement.executeAs.span,
        message: `The owner is '${group.name}', ${kindOf[group.type]}: the module can be created, but each call is refused (15517).`,
        severity: 'warning',
      };
  },
  *refusal(path, where) {
    const hit = refused(path, 'owner-not-single');
    if (!hit) return;
    yield {
      span: hit.outcome.span.end > 0 ? hit.outcome.span : where.step.statement.span,
      message: withServerText(`The module cannot run as '${hit.refusal.owner}'.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});

/** The roles and groups that own what a statement made with EXECUTE AS OWNER. */
function groupsThatOwn(
  { catalog, database: key }: Pick<World, 'catalog' | 'database'>,
  statement: Statement,
): readonly DatabasePrincipal[] {
  if (statement.kind !== 'create_module' || statement.executeAs?.kind !== 'owner') return [];
  const { name } = statement;
  const database = catalog.databases.get(name.database === undefined ? key : databaseKey(catalog, name.database));
  if (!database) return [];
  return [...database.objects.values()].flatMap((object) => {
    if (object.kind !== 'module' || object.runAs.kind !== 'owner' || !sameNameIn(database, object.name, name.name))
      return [];
    const schema = database.schemas.get(object.schema)?.name;
    if (name.schema !== undefined && (schema === undefined || !sameNameIn(database, schema, name.schema))) return [];
    const owner = isOwnerCertain(database, object)
      ? database.principals.get(effectiveOwner(database, object))
      : undefined;
    return owner && kindOf[owner.type] !== undefined ? [owner] : [];
  });
}

const kindOf: Readonly<Partial<Record<DatabasePrincipal['type'], string>>> = {
  role: 'a role',
  application_role: 'an application role',
  windows_group: 'a group of Windows',
};
