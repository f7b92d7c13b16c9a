import { impersonationRows, isAdministrator, wayToSysadmin } from '../../catalog/decide/power';
import { findLogin } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import type { Path } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import { sameName } from '../../text/name';
import { grantOn, listed, ordinaryLogins, permissionOf } from '../grants-made';
import { addedMember } from '../memberships';
import { rule, type StepFinding } from '../rule';

export const impersonatePrivileged = rule({
  id: 'impersonate-privileged',
  severity: 'warning',
  serverErrors: [],
  summary: 'Somebody may impersonate a login that is, or can become, sysadmin.',
  why: 'Who can be a sysadmin by EXECUTE AS LOGIN is one, whatever is denied. It takes no more than a chain of logins each of which may impersonate the next.',
  advice: 'Sign a module that does what is needed.',
  bad: [
    `USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
ALTER SERVER ROLE sysadmin ADD MEMBER ben;
GRANT CONTROL ON LOGIN::ben TO ann;`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT CONTROL SERVER TO ben;
GRANT IMPERSONATE ON LOGIN::ben TO ann;`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT IMPERSONATE ON LOGIN::sa TO ben;
GRANT IMPERSONATE ON LOGIN::ben TO ann;`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT IMPERSONATE ON LOGIN::ben TO ann;
EXEC sp_addsrvrolemember 'ben', 'sysadmin';`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
USE msdb;
CREATE USER ben;
ALTER ROLE db_owner ADD MEMBER ben;
USE master;
GRANT IMPERSONATE ON LOGIN::ben TO ann;`,
  ],
  good: [
    'USE master; GRANT IMPERSONATE ON LOGIN::amy_login TO amy;',
    'USE master; DENY IMPERSONATE ON LOGIN::sa TO amy;',
    'USE master; ALTER SERVER ROLE sysadmin ADD MEMBER amy; GRANT IMPERSONATE ON LOGIN::sa TO amy;',
    'USE master; ALTER SERVER ROLE sysadmin ADD MEMBER amy_login; ALTER SERVER ROLE sysadmin DROP MEMBER amy_login; GRANT IMPERSONATE ON LOGIN::amy_login TO amy;',
    'USE master; GRANT IMPERSONATE ON LOGIN::amy_login TO amy; DENY IMPERSONATE ANY LOGIN TO amy_login; GRANT VIEW SERVER STATE TO amy_login;',
  ],
  rulebook: ['IMP-4', 'ESC-4', 'ESC-1'],
  statements: ['permission', 'alter_role', 'execute'],
  *path(path, { step: { statement } }) {
    const grant = grantOn(path, statement);
    if (grant) yield* granted(path, grant);
    const member = addedMember(path, statement);
    if (grant?.permissions[0]) yield* reached(path, grant.permissions[0].span);
    else if (member?.scope === 'server') yield* reached(path, member.span);
  },
});

/** The login that is granted leads to sysadmin. */
function* granted({ before }: Path, statement: StatementOf<'permission'>): Generator<StepFinding> {
  const { securable, principals } = statement;
  const permission = permissionOf(statement, 'IMPERSONATE', 'CONTROL');
  if (!permission || securable?.class !== 'LOGIN') return;
  const login = findLogin(before.catalog, securable.name.name);
  const way = login.kind === 'found' ? wayToSysadmin(before.catalog, login.entry) : undefined;
  if (login.kind !== 'found' || !way) return;
  const others = principals.filter(({ name }) => !sameName(name, login.entry.name));
  const who = ordinaryLogins(before.catalog, others).map(({ name }) => name);
  if (who.length === 0) return;
  yield {
    span: permission.span,
    message: `${permission.name} on ${login.entry.name} makes ${listed(who)} a sysadmin: '${login.entry.name}' ${way.join(', ')}.`,
  };
}

/** The statement makes somebody powerful whom others may impersonate. */
function* reached({ before, after }: Path, span: StepFinding['span']): Generator<StepFinding> {
  if (before.catalog === after.catalog) return;
  for (const { grantee, securable } of impersonationRows(after.catalog)) {
    const holder = after.catalog.server.principals.get(grantee);
    const login = after.catalog.server.principals.get(securable.id);
    if (!holder || !login || holder === login || holder.key !== undefined) continue;
    const way = becomesPowerful(before.catalog, after.catalog, login.id);
    if (!way || isAdministrator(after.catalog, holder) === true) continue;
    yield {
      span,
      message: `'${holder.name}' may impersonate '${login.name}' and so becomes a sysadmin, too: '${login.name}' ${way.join(', ')}.`,
    };
  }
}

function becomesPowerful(before: Catalog, after: Catalog, id: string): readonly string[] | undefined {
  const now = after.server.principals.find((one) => one.id === id);
  const then = before.server.principals.find((one) => one.id === id);
  return now && then && !wayToSysadmin(before, then) ? wayToSysadmin(after, now) : undefined;
}
