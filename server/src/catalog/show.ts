/** One-line names of securables, the way GRANT writes them: `OBJECT::dbo.t`, `DATABASE::shop`, `SERVER`. */
import type { Question } from './decide/verdict';
import type { Catalog, Database, Id, Securable, SqlObject } from './model';

export function showObject(database: Database, object: SqlObject): string {
  const schema = database.schemas.get(object.schema);
  return schema ? `${schema.name}.${object.name}` : object.name;
}

export function showSecurable(catalog: Catalog, database: Database | undefined, securable: Securable): string {
  const { class: kind, id, column } = securable;
  if (kind === 'SERVER') return 'SERVER';
  if (kind === 'DATABASE') return database ? `DATABASE::${database.name}` : 'DATABASE';
  const object = isObjectClass(kind) ? database?.objects.get(id) : undefined;
  const name = object && database ? showObject(database, object) : nameOf(catalog, database, kind, id);
  return `${kind}::${name}${column === undefined ? '' : `(${column})`}`;
}

/** Classes whose things live in a schema. */
export function isObjectClass(kind: string): boolean {
  return kind === 'OBJECT' || kind === 'TYPE' || kind === 'XML SCHEMA COLLECTION';
}

function nameOf(catalog: Catalog, database: Database | undefined, kind: string, id: Id): string {
  switch (kind) {
    case 'LOGIN':
    case 'SERVER ROLE':
      return catalog.server.principals.get(id)?.name ?? id;
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return database?.principals.get(id)?.name ?? id;
    case 'SCHEMA':
      return database?.schemas.get(id)?.name ?? id;
    case 'ASSEMBLY':
      return database?.assemblies.get(id)?.name ?? id;
    case 'SERVICE':
      return database?.services.get(id)?.name ?? id;
    case 'CERTIFICATE':
    case 'ASYMMETRIC KEY':
    case 'SYMMETRIC KEY':
      return database?.keys.get(id)?.name ?? id;
    default:
      return database?.others.get(id)?.name ?? id.replace(/^[^:]*:/, '');
  }
}

/** What a check asks for: 'SELECT on OBJECT::dbo.t', 'membership of sysadmin'. */
export function showNeed({ permission, on, standing }: Question): string {
  return standing ?? `${permission} on ${on}`;
}
