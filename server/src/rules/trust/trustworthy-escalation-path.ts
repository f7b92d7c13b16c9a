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
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER ROLE db_owner ADD MEMBER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
ALTER ROLE db_owner ADD MEMBER ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
EXEC sp_addrolemember 'db_owner', 'ann';`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
GRANT IMPERSONATE ON USER::dbo TO ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
GRANT CONTROL TO ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
CREATE USER keeper WITHOUT LOGIN;
ALTER ROLE db_owner ADD MEMBER keeper;
GRANT IMPERSONATE ON USER::keeper TO ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER counter;
ALTER DATABASE sales SET TRUSTWORTHY ON;
ALTER ROLE counter ADD MEMBER ann;`,
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
  statements: ['alter_database', 'create_database', 'alter_authorization', 'alter_role', 'permission', 'execute'],
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
