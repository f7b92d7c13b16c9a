import { rule } from '../rule';
import { causeIn, newClimbers } from './news';
import { isTakenBack } from './taken-back';

export const trustworthyEscalationPath = rule({
  id: 'trustworthy-escalation-path',
  severity: 'warning',
  serverErrors: [],
  summary: 'Somebody who is no administrator can become sysadmin through a trustworthy database.',
  why: "EXECUTE AS USER = 'dbo' in a trustworthy database makes the owner's rights at the server one's own, and so does a module WITH EXECUTE AS OWNER. Members of db_owner can do that, and who may impersonate dbo.",
  advice: 'Give the database to a login without rights, set TRUSTWORTHY OFF, or take the user out of db_owner.',
  bad: [
    'ALTER ROLE db_owner ADD MEMBER amy; ALTER DATABASE shop SET TRUSTWORTHY ON;',
    'ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE db_owner ADD MEMBER amy;',
    "ALTER DATABASE shop SET TRUSTWORTHY ON; EXEC sp_addrolemember 'db_owner', 'amy';",
    'ALTER DATABASE shop SET TRUSTWORTHY ON; GRANT IMPERSONATE ON USER::dbo TO amy;',
    'ALTER DATABASE shop SET TRUSTWORTHY ON; GRANT CONTROL TO amy;',
    'ALTER ROLE db_owner ADD MEMBER idle; GRANT IMPERSONATE ON USER::idle TO amy; ALTER DATABASE shop SET TRUSTWORTHY ON;',
    'ALTER ROLE db_owner ADD MEMBER staff; ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE staff ADD MEMBER amy;',
  ],
  good: [
    'ALTER DATABASE shop SET TRUSTWORTHY ON;',
    'ALTER ROLE db_owner ADD MEMBER amy;',
    'ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE db_ddladmin ADD MEMBER amy;',
    "CREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE db_owner ADD MEMBER amy;",
    'ALTER SERVER ROLE sysadmin ADD MEMBER amy; ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE db_owner ADD MEMBER amy;',
    'ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER ROLE db_owner ADD MEMBER idle;',
  ],
  rulebook: ['ESC-1', 'XDB-31', 'MOD-6'],
  *path(path, { step: { statement } }) {
    const span = causeIn(path, statement);
    if (!span) return;
    for (const { database, owner, power, user, by } of newClimbers(path))
      yield {
        span,
        message: `'${user.name}' ${by} and so becomes as good as a sysadmin: ${database.name} is TRUSTWORTHY and belongs to '${owner.name}', who ${power}.`,
      };
  },
  stands: (_, { statement }, script, offset) => !isTakenBack(statement, script, offset),
});
