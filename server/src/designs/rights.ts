/** GRANT statements for what a question asks, with every name in brackets. */
import type { Question } from '../catalog/decide/verdict';
import type { Catalog, Database, PermissionRow, Securable } from '../catalog/model';
import { isObjectClass, showSecurable } from '../catalog/show';
import { bracket } from '../text/name';

/** `GRANT SELECT ON [dbo].[t] TO [clerk];` */
export function grantOf(
  { permission, securable }: Pick<Question, 'permission' | 'securable'>,
  to: string,
  catalog: Catalog,
  database: Database | undefined,
): string {
  const columns = securable.column === undefined ? '' : ` (${bracket(securable.column)})`;
  return `GRANT ${permission}${columns}${onClause(catalog, database, securable)} TO ${bracket(to)};`;
}

function onClause(catalog: Catalog, database: Database | undefined, securable: Securable): string {
  const { class: kind, id } = securable;
  if (kind === 'SERVER' || kind === 'DATABASE') return '';
  const object = isObjectClass(kind) ? database?.objects.get(id) : undefined;
  if (object) {
    const schema = database?.schemas.get(object.schema)?.name ?? 'dbo';
    return ` ON ${kind}::${bracket(schema)}.${bracket(object.name)}`;
  }
  const { column: _, ...whole } = securable;
  return ` ON ${kind}::${bracket(showSecurable(catalog, database, whole).slice(kind.length + 2))}`;
}

/** The rights on an object, as statements: a new owner takes them away. */
export function grantsOn(catalog: Catalog, database: Database, id: string): readonly string[] {
  return database.permissions
    .valueSeq()
    .toArray()
    .filter(({ securable }: PermissionRow) => securable.class === 'OBJECT' && securable.id === id)
    .flatMap(({ state, permission, securable, grantee }) => {
      const to = database.principals.get(grantee)?.name;
      if (to === undefined) return [];
      const grant = grantOf({ permission, securable }, to, catalog, database);
      if (state === 'deny') return [grant.replace(/^GRANT/, 'DENY')];
      return [state === 'grant' ? grant : grant.replace(/;$/, ' WITH GRANT OPTION;')];
    });
}
