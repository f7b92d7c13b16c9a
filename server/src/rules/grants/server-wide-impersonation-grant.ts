import { sameName } from '../../text/name';
import { rule } from '../rule';

export const serverWideImpersonationGrant = rule({
  id: 'server-wide-impersonation-grant',
  severity: 'warning',
  serverErrors: [],
  summary: 'A server permission that reaches every login.',
  why: 'CONTROL SERVER and IMPERSONATE ANY LOGIN lead to sysadmin by EXECUTE AS LOGIN; ALTER ANY LOGIN, which securityadmin has, by a new password.',
  advice: 'IMPERSONATE on the one login that is needed, or a signed module.',
  bad: ['USE master; GRANT CONTROL SERVER TO amy;', 'ALTER SERVER ROLE securityadmin ADD MEMBER amy;'],
  good: ['USE master; GRANT VIEW SERVER STATE TO amy;'],
  rulebook: ['IMP-4', 'ESC-4', 'ESC-5', 'ESC-7'],
  *step({ statement }) {
    if (
      statement.kind === 'alter_role' &&
      statement.scope === 'server' &&
      statement.change.kind === 'add_member' &&
      sameName(statement.name.name, 'securityadmin')
    ) {
      yield {
        span: statement.change.member.span,
        message: 'securityadmin grants server permissions and resets the passwords of logins.',
      };
    }
    if (statement.kind !== 'permission' || statement.action !== 'grant') return;
    const permission = statement.permissions.find(({ name }) =>
      ['CONTROL SERVER', 'IMPERSONATE ANY LOGIN', 'ALTER ANY LOGIN'].includes(name),
    );
    if (permission) yield { span: permission.span, message: `${permission.name} reaches every login of the server.` };
  },
});
