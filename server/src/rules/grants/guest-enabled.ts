import { sameName } from '../../text/name';
import { rule } from '../rule';

export const guestEnabled = rule({
  id: 'guest-enabled',
  severity: 'warning',
  serverErrors: [],
  summary: 'guest is enabled.',
  why: 'Every login that has no user here enters as guest, impersonated users of other databases too.',
  advice: 'Create users for the logins that need the database.',
  bad: ['GRANT CONNECT TO guest;'],
  good: ['GRANT CONNECT TO clerk;'],
  rulebook: ['PRN-25', 'XDB-2'],
  *step({ statement }) {
    if (
      statement.kind !== 'permission' ||
      statement.action !== 'grant' ||
      statement.securable ||
      !statement.permissions.some(({ name }) => name === 'CONNECT')
    )
      return;
    const guest = statement.principals.find(({ name }) => sameName(name, 'guest'));
    if (guest)
      yield { span: guest.span, message: 'guest with CONNECT lets every login of the server into the database.' };
  },
});
