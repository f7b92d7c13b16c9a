/** Whether metadata of an object is shown (PERM-16): any permission on it, or on one of its columns, reveals it. Chains do not count. */
import { permissionsOf } from './builtin';
import { checkOn, onObject } from './check';
import { decide, type Subject } from './decide';
import { disjunction } from './formula';
import type { Catalog, Database, SqlObject } from './model';
import type { Verdict } from './verdict';

export function decideVisible(catalog: Catalog, database: Database, subject: Subject, object: SqlObject): Verdict {
  const securable = onObject(object);
  const columns = [...database.permissions.values()].flatMap((row) =>
    row.securable.column !== undefined && row.securable.id === securable.id ? [{ permission: row.permission, securable: row.securable }] : [],
  );
  const whole = permissionsOf(catalog.version, securable.class).map((permission) => ({ permission, securable }));
  return disjunction([...whole, ...columns].map((one) => decide(catalog, subject, checkOn(catalog, database, one.permission, one.securable))));
}
