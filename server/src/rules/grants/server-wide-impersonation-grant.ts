import { powerOf } from '../../catalog/decide/power';
import { findServerRole } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import type { NamedAt } from '../../syntax/expression';
import { grantOn, listed, ordinaryLogins, permissionOf } from '../grants-made';
import { addedMember, isRole, type Membership } from '../memberships';
import { rule, type StepFinding } from '../rule';
import { wayThrough } from '../ways';

export const serverWideImpersonationGrant = rule({
  id: 'server-wide-impersonation-grant',
  severity: 'warning',
  serverErrors: [],
  summary: 'A right at the server that reaches every login.',
  why: 'sysadmin is bound by no DENY. CONTROL SERVER and IMPERSONATE ANY LOGIN lead there by EXECUTE AS LOGIN; ALTER ANY LOGIN, which securityadmin has, by a new password.',
  advice: 'IMPERSONATE on the one login that is needed, or a signed module.',
  bad: [
    'USE master; GRANT CONTROL SERVER TO amy;',
    'USE master; GRANT IMPERSONATE ANY LOGIN TO amy;',
    'USE master; GRANT ALTER ANY LOGIN TO amy;',
    'ALTER SERVER ROLE securityadmin ADD MEMBER amy;',
    'ALTER SERVER ROLE sysadmin ADD MEMBER amy;',
    "EXEC sp_addsrvrolemember 'amy', 'sysadmin';",
    "EXEC master..sp_addsrvrolemember @rolename = 'securityadmin', @loginame = 'amy';",
    'USE master; CREATE SERVER ROLE chiefs; GRANT CONTROL SERVER TO chiefs; ALTER SERVER ROLE chiefs ADD MEMBER amy;',
  ],
  good: [
    'USE master; GRANT VIEW SERVER STATE TO amy;',
    'ALTER SERVER ROLE dbcreator ADD MEMBER amy;',
    "EXEC sp_addsrvrolemember 'amy', 'processadmin';",
    "EXEC sp_dropsrvrolemember 'amy', 'sysadmin';",
    "USE master; CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's'; CREATE LOGIN c_login FROM CERTIFICATE c; GRANT CONTROL SERVER TO c_login;",
  ],
  rulebook: ['IMP-4', 'ESC-4', 'ESC-5', 'ESC-7'],
  statements: ['permission', 'alter_role', 'execute'],
  *step(step) {
    const { statement } = step;
    const way = wayThrough(step);
    if (!way) return;
    const { path } = way;
    const catalog = path?.before.catalog;
    const member = addedMember(path, statement);
    if (member?.scope === 'server') yield* joined(catalog, member);
    const grant = grantOn(path, statement);
    const permission = grant && permissionOf(grant, 'CONTROL SERVER', 'IMPERSONATE ANY LOGIN', 'ALTER ANY LOGIN');
    if (!permission) return;
    const who = names(catalog, grant.principals);
    if (who.length > 0)
      yield {
        span: permission.span,
        message: `${permission.name} reaches every login of the server; ${listed(who)} would hold it.`,
      };
  },
});

/** Those who are no administrators already; all of them, where it is not known who they are. */
function names(catalog: Catalog | undefined, grantees: readonly NamedAt[]): readonly string[] {
  return (catalog ? ordinaryLogins(catalog, grantees) : grantees).map(({ name }) => name);
}

function* joined(catalog: Catalog | undefined, { role, member, span }: Membership): Generator<StepFinding> {
  const found = catalog && findServerRole(catalog, role);
  const power = catalog && found?.kind === 'found' ? powerOf(catalog, found.entry) : undefined;
  const isHigh = power !== undefined || isRole(role, 'sysadmin', 'securityadmin');
  if (!isHigh || names(catalog, [{ name: member, span }]).length === 0) return;
  yield { span, message: saying(role, member, power) };
}

function saying(role: string, member: string, power = 'is one'): string {
  if (isRole(role, 'sysadmin')) return `'${member}' may do everything on the server.`;
  if (isRole(role, 'securityadmin'))
    return `securityadmin grants server permissions and resets the passwords of logins; '${member}' would do so.`;
  return `'${member}' is as good as a sysadmin in '${role}', which ${power}.`;
}
