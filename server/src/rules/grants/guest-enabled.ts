import type { Path } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { type Folded, fold, sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { systemCall } from '../calls';
import { grantOn, permissionOf } from '../grants-made';
import { addedMember } from '../memberships';
import { rule } from '../rule';
import { wayThrough } from '../ways';

/** Whether guest may connect there as installed. In which database a script starts is no more than assumed. */
function isInstalled(database: Folded | undefined, path: Path | undefined): boolean {
  if (database === undefined || !['master', 'tempdb', 'msdb'].includes(database)) return false;
  return !path?.before.session.assumed?.places.some((one) => one.database === database && one.by === 'start');
}

export const guestEnabled = rule({
  id: 'guest-enabled',
  severity: 'warning',
  serverErrors: [],
  summary: 'guest is enabled, or gets a role.',
  why: 'Every login that has no user here enters as guest, impersonated users of other databases too.',
  advice: 'Create users for the logins that need the database.',
  bad: [
    'GRANT CONNECT TO guest;',
    'GRANT SELECT, CONNECT TO guest;',
    'ALTER ROLE staff ADD MEMBER guest;',
    "EXEC sp_addrolemember 'db_datareader', 'guest';",
    "EXEC sp_adduser 'guest';",
  ],
  good: [
    'GRANT CONNECT TO clerk;',
    'DENY CONNECT TO guest;',
    'USE msdb; GRANT CONNECT TO guest;',
    'USE master; GRANT CONNECT TO guest;',
    'USE tempdb; GRANT CONNECT TO guest;',
    'ALTER ROLE staff ADD MEMBER clerk;',
    'ALTER ROLE staff DROP MEMBER guest;',
  ],
  rulebook: ['PRN-25', 'XDB-2'],
  statements: ['permission', 'alter_role', 'execute'],
  *step(step) {
    const { statement } = step;
    const way = wayThrough(step);
    if (!way) return;
    const { path } = way;
    const member = addedMember(path, statement);
    if (member?.scope === 'database' && sameName(member.member, 'guest') && !isInstalled(member.database, path))
      yield {
        span: member.span,
        message: `guest in '${member.role}' gives what the role holds to everybody who enters as guest.`,
      };
    const enabled = enabledGuest(path, statement);
    if (enabled && !isInstalled(enabled.database, path))
      yield { span: enabled.span, message: 'guest with CONNECT lets every login of the server into the database.' };
  },
});

interface Enabled {
  readonly span: Span;
  readonly database: Folded | undefined;
}

/** Where guest gets CONNECT. */
function enabledGuest(path: Path | undefined, statement: Statement): Enabled | undefined {
  const database = path?.before.database;
  const grant = grantOn(path, statement);
  if (grant && permissionOf(grant, 'CONNECT')) {
    const onDatabase = !grant.securable || grant.securable.class === 'DATABASE';
    const guest = grant.principals.find(({ name }) => sameName(name, 'guest'));
    return onDatabase && guest ? { span: guest.span, database } : undefined;
  }
  const call = systemCall(statement, path?.before);
  if (!(call?.name === 'sp_adduser' || call?.name === 'sp_grantdbaccess')) return undefined;
  return fold(call.text('@loginame', 0) ?? '') === 'guest'
    ? { span: call.span('@loginame', 0), database: call.database }
    : undefined;
}
