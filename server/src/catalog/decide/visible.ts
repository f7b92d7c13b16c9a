/** Whether metadata of an object or a server principal is shown (PERM-16). Chains do not count. */
import { permissionsOf } from '../builtin';
import { permissions, securableText } from '../indexes';
import type { Catalog, Database, DatabasePrincipal, Key, ServerPrincipal, SqlObject } from '../model';
import { anyOf, disjunction } from '../requirement/formula';
import { decide, type Subject } from './decide';
import { fitsSecurable } from './grant-rules';
import { decideImpersonateLogin } from './impersonate';
import {
  keyQuestion,
  objectQuestion,
  onKey,
  onObject,
  onPrincipal,
  onServerPrincipal,
  principalQuestion,
  questionOn,
} from './question';
import type { Verdict } from './verdict';

/**
 * Any permission that the object's kind takes, on it, on one of its columns or on what holds it, reveals it: SELECT on
 * the schema shows its tables, not its procedures. A DENY of VIEW DEFINITION hides it whatever else is granted. A
 * trigger is seen with its table.
 */
export function decideVisible(catalog: Catalog, database: Database, subject: Subject, object: SqlObject): Verdict {
  const parent =
    object.kind === 'module' && object.parent !== undefined ? database.objects.get(object.parent) : undefined;
  if (parent) return decideVisible(catalog, database, subject, parent);
  const securable = onObject(object);
  const definition = decide(catalog, subject, objectQuestion(catalog, database, object, 'VIEW DEFINITION'));
  if (definition.kind === 'denied' && definition.proof.kind === 'row') return definition;
  const columns = [...permissions.find(database.permissions, securableText(securable))].filter(
    ({ securable: { column } }) => column !== undefined,
  );
  const whole = permissionsOf(catalog.version, securable.class)
    .filter((permission) => fitsSecurable(catalog, securable.class, permission, object) === 'fits')
    .map((permission) => ({ permission, securable }));
  return anyOf([...whole, ...columns], (one) =>
    decide(catalog, subject, questionOn(catalog, database, one.permission, one.securable)),
  );
}

/**
 * VIEW DEFINITION, ALTER or IMPERSONATE on a login reveals it, on it alone or on every one; a DENY of VIEW DEFINITION
 * hides it again.
 */
export function decideVisiblePrincipal(catalog: Catalog, subject: Subject, principal: ServerPrincipal): Verdict {
  const securable = onServerPrincipal(principal);
  const asked = (permission: string): Verdict =>
    decide(catalog, subject, questionOn(catalog, undefined, permission, securable));
  const definition = asked('VIEW DEFINITION');
  if (definition.kind === 'denied' && definition.proof.kind === 'row') return definition;
  const impersonate = principal.type === 'server_role' ? [] : [decideImpersonateLogin(catalog, subject, principal)];
  return disjunction([definition, asked('ALTER'), ...impersonate]);
}

/**
 * A user or role is shown to who owns it or holds any permission on it, alone or by one that reaches all of its kind
 * (ALTER ANY ROLE).
 */
export function decideVisibleUser(
  catalog: Catalog,
  database: Database,
  subject: Subject,
  principal: DatabasePrincipal,
): Verdict {
  const securable = onPrincipal(principal);
  return anyOf(permissionsOf(catalog.version, securable.class), (permission) =>
    decide(catalog, subject, principalQuestion(catalog, database, principal, permission)),
  );
}

/** A key or certificate is shown to who holds any permission on it; a DENY of VIEW DEFINITION hides it again. */
export function decideVisibleKey(catalog: Catalog, database: Database, subject: Subject, key: Key): Verdict {
  const asked = (permission: string): Verdict =>
    decide(catalog, subject, keyQuestion(catalog, database, key, permission));
  const definition = asked('VIEW DEFINITION');
  if (definition.kind === 'denied' && definition.proof.kind === 'row') return definition;
  return anyOf(permissionsOf(catalog.version, onKey(key).class), asked);
}
