import { serverClosure } from '../../catalog/closure';
import { findLogin, findServerRole } from '../../catalog/lookup';
import { rule } from '../rule';

export const impersonatePrivileged = rule({
  id: 'impersonate-privileged',
  severity: 'warning',
  serverErrors: [],
  summary: 'IMPERSONATE on a member of sysadmin is granted.',
  why: 'Who can be a sysadmin by EXECUTE AS LOGIN is one, whatever is denied.',
  advice: 'Sign a module that does what is needed.',
  bad: [
    'USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;',
    'USE master; ALTER SERVER ROLE sysadmin ADD MEMBER amy_login; GRANT CONTROL ON LOGIN::amy_login TO amy;',
  ],
  good: [
    'USE master; GRANT IMPERSONATE ON LOGIN::amy_login TO amy;',
    'USE master; DENY IMPERSONATE ON LOGIN::sa TO amy;',
  ],
  rulebook: ['IMP-4', 'ESC-4'],
  *path({ before, outcome }, { step: { statement } }) {
    if (
      outcome.kind === 'error' ||
      statement.kind !== 'permission' ||
      statement.action !== 'grant' ||
      statement.securable?.class !== 'LOGIN'
    )
      return;
    const permission = statement.permissions.find(({ name }) => name === 'IMPERSONATE' || name === 'CONTROL');
    const login = findLogin(before.catalog, statement.securable.name.name);
    const sysadmin = findServerRole(before.catalog, 'sysadmin');
    if (!permission || login.kind !== 'found' || sysadmin.kind !== 'found') return;
    if (serverClosure(before.catalog.server, [login.entry.id]).get(sysadmin.entry.id) !== true) return;
    yield { span: permission.span, message: `${permission.name} on ${login.entry.name} makes its holder a sysadmin.` };
  },
});
