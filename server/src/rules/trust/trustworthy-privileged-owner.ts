import { rule } from '../rule';
import { causeIn, newClimbers, newPowerfulOwners } from './news';
import { isTakenBack } from './taken-back';

export const trustworthyPrivilegedOwner = rule({
  id: 'trustworthy-privileged-owner',
  severity: 'warning',
  serverErrors: [],
  summary: 'A trustworthy database belongs to somebody powerful.',
  why: 'The owner of a trustworthy database vouches for every token made in it, at the server too. Where the owner is a sysadmin, dbo of that database is one: whoever gets to be dbo there, today or later.',
  advice:
    'Give the database to a login without rights of its own (ALTER AUTHORIZATION ON DATABASE), or set TRUSTWORTHY OFF and sign the modules that leave it.',
  bad: [
    `CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
ALTER DATABASE sales SET TRUSTWORTHY ON;`,
    `--# session: login=sa db=master
CREATE DATABASE sales WITH TRUSTWORTHY ON;`,
    `CREATE LOGIN holder WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO holder;
ALTER DATABASE sales SET TRUSTWORTHY ON;
ALTER SERVER ROLE securityadmin ADD MEMBER holder;`,
    `CREATE LOGIN holder WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO holder;
ALTER DATABASE sales SET TRUSTWORTHY ON;
GO
USE sales;
EXEC sp_changedbowner 'sa';`,
  ],
  good: [
    "CREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON;",
    'ALTER DATABASE shop SET TRUSTWORTHY OFF;',
    'ALTER DATABASE msdb SET TRUSTWORTHY ON;',
    'ALTER DATABASE shop SET TRUSTWORTHY ON; ALTER DATABASE shop SET TRUSTWORTHY OFF;',
  ],
  rulebook: ['ESC-1', 'XDB-31', 'XDB-40'],
  statements: ['alter_database', 'create_database', 'alter_authorization', 'alter_role', 'permission', 'execute'],
  *path(path, { step: { statement } }) {
    const span = causeIn(path, statement);
    if (!span) return;
    const climbing = new Set(newClimbers(path).map(({ database }) => database.name));
    for (const { database, owner, power } of newPowerfulOwners(path))
      if (!climbing.has(database.name))
        yield {
          span,
          message: `${database.name} is TRUSTWORTHY and belongs to '${owner.name}', who ${power}: its dbo is as good as a sysadmin.`,
        };
  },
  stands: (_, { statement }, script, offset) => !isTakenBack(statement, script, offset),
});
