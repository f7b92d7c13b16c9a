import { sameName } from '../../text/name';
import { rule } from '../rule';

export const impersonateDbo = rule({
  id: 'impersonate-dbo',
  severity: 'warning',
  serverErrors: [],
  summary: 'IMPERSONATE on dbo is granted.',
  why: 'Who can be dbo is bound by no DENY, and in a trustworthy database owned by a sysadmin becomes sysadmin.',
  advice: 'Grant the permissions that are needed, or sign a module.',
  bad: ['GRANT IMPERSONATE ON USER::dbo TO clerk;'],
  good: ['GRANT IMPERSONATE ON USER::idle TO clerk;'],
  rulebook: ['IMP-3', 'CTX-26', 'ESC-1'],
  *step({ statement }) {
    if (
      statement.kind !== 'permission' ||
      statement.action !== 'grant' ||
      statement.securable?.class !== 'USER' ||
      !sameName(statement.securable.name.name, 'dbo')
    )
      return;
    const permission = statement.permissions.find(({ name }) => name === 'IMPERSONATE' || name === 'CONTROL');
    if (permission)
      yield { span: permission.span, message: `${permission.name} on dbo gives the whole database away.` };
  },
});
