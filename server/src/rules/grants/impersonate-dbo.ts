import { isOwner } from '../../catalog/decide/power';
import { dboId } from '../../catalog/ids';
import { findPrincipal } from '../../catalog/lookup';
import { grantOn, listed, ordinaryUsers, permissionOf } from '../grants-made';
import { rule } from '../rule';
import { newClimbers } from '../trust/news';

export const impersonateDbo = rule({
  id: 'impersonate-dbo',
  severity: 'warning',
  serverErrors: [],
  summary: 'IMPERSONATE on dbo, or on a member of db_owner, is granted.',
  why: 'Who can be dbo is bound by no DENY, and in a trustworthy database owned by a sysadmin becomes sysadmin. Who can be a member of db_owner can give himself the same.',
  advice: 'Grant the permissions that are needed, or sign a module.',
  bad: [
    'GRANT IMPERSONATE ON USER::dbo TO clerk;',
    'GRANT CONTROL ON USER::dbo TO clerk;',
    'ALTER ROLE db_owner ADD MEMBER idle; GRANT IMPERSONATE ON USER::idle TO clerk;',
    "EXEC sp_addrolemember 'db_owner', 'idle'; GRANT IMPERSONATE ON USER::idle TO clerk;",
    'GRANT CONTROL TO idle; GRANT IMPERSONATE ON USER::idle TO clerk;',
  ],
  good: [
    'GRANT IMPERSONATE ON USER::idle TO clerk;',
    'DENY IMPERSONATE ON USER::dbo TO clerk;',
    'ALTER ROLE db_owner ADD MEMBER clerk; GRANT IMPERSONATE ON USER::dbo TO clerk;',
    'ALTER ROLE db_datareader ADD MEMBER idle; GRANT IMPERSONATE ON USER::idle TO clerk;',
  ],
  rulebook: ['IMP-3', 'CTX-26', 'ESC-1'],
  *path(path, { step: { statement } }) {
    const { catalog, database: key } = path.before;
    const grant = grantOn(path, statement);
    const permission = grant && permissionOf(grant, 'IMPERSONATE', 'CONTROL');
    const database = catalog.databases.get(key);
    if (!permission || !database || grant.securable?.class !== 'USER') return;
    const target = findPrincipal(database, grant.securable.name.name);
    if (target.kind !== 'found' || !isOwner(catalog, database, target.entry)) return;
    const who = ordinaryUsers(catalog, database, grant.principals).map(({ name }) => name);
    if (who.length === 0 || newClimbers(path).length > 0) return;
    const { name, id } = target.entry;
    const through = id === dboId ? '' : `, for '${name}' owns it in effect`;
    yield {
      span: permission.span,
      message: `${permission.name} on ${name} gives the whole database away to ${listed(who)}${through}.`,
    };
  },
});
