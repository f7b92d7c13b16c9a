import { wayToOwner } from '../../catalog/decide/owner-in-effect';
import { wayToSysadmin } from '../../catalog/decide/power';
import { findLogin, findPrincipal } from '../../catalog/lookup';
import type { Catalog, Database } from '../../catalog/model';
import type { StatementOf } from '../../syntax/statement';
import { grantOn, listed, ordinaryLogins, ordinaryUsers, permissionOf } from '../grants-made';
import { rule } from '../rule';

export const controlImpliesImpersonate = rule({
  id: 'control-implies-impersonate',
  severity: 'warning',
  serverErrors: [],
  summary: 'CONTROL on a user or login is granted.',
  why: 'CONTROL holds every permission on it, IMPERSONATE too: its holder can act as that user or login, and change its password.',
  advice: 'Grant what is needed: ALTER to change it, VIEW DEFINITION to see it, IMPERSONATE to act as it.',
  bad: ['GRANT CONTROL ON USER::idle TO clerk;', 'USE master; GRANT CONTROL ON LOGIN::amy_login TO amy;'],
  good: [
    'GRANT IMPERSONATE ON USER::idle TO clerk;',
    'GRANT ALTER ON USER::idle TO clerk;',
    'GRANT CONTROL ON ROLE::staff TO clerk;',
    'GRANT CONTROL ON dbo.Orders TO clerk;',
    'ALTER ROLE db_owner ADD MEMBER clerk; GRANT CONTROL ON USER::idle TO clerk;',
  ],
  rulebook: ['IMP-1', 'IMP-4'],
  statements: ['permission'],
  *path(path, { step: { statement } }) {
    const { catalog, database: key } = path.before;
    const grant = grantOn(path, statement);
    const permission = grant && permissionOf(grant, 'CONTROL');
    if (!permission) return;
    const who = holders(catalog, catalog.databases.get(key), grant);
    if (who.length > 0)
      yield {
        span: permission.span,
        message: `CONTROL on ${grant.securable!.name.name} holds IMPERSONATE, too: ${listed(who)} can act as '${grant.securable!.name.name}'.`,
      };
  },
});

/** Who gets it, where it is nothing worse, of which other rules speak. */
function holders(
  catalog: Catalog,
  database: Database | undefined,
  { securable, principals }: StatementOf<'permission'>,
): readonly string[] {
  const name = securable?.name.name ?? '';
  const names = (list: typeof principals): readonly string[] => list.map((one) => one.name);
  if (securable?.class === 'LOGIN') {
    const login = findLogin(catalog, name);
    const worse = login.kind === 'found' && wayToSysadmin(catalog, login.entry);
    return worse ? [] : names(ordinaryLogins(catalog, principals));
  }
  if (securable?.class !== 'USER' || !database) return [];
  const user = findPrincipal(database, name);
  const worse = user.kind === 'found' && wayToOwner(catalog, database, user.entry);
  return worse ? [] : names(ordinaryUsers(catalog, database, principals));
}
