import { findPrincipal } from '../../catalog/lookup';
import { addedMember, isRole } from '../memberships';
import { rule } from '../rule';

export const rolesInFixedRoles = rule({
  id: 'roles-in-fixed-roles',
  severity: 'information',
  serverErrors: [],
  summary: 'A role is put into a powerful fixed role.',
  why: 'Who is a member of the inner role is one of the fixed role, too, and whoever may change the inner role decides who that is. Lists of the members of the fixed role do not show them.',
  advice: 'Grant the role what it needs, or add the users themselves.',
  bad: [
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER counter;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_securityadmin ADD MEMBER counter;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
EXEC sp_addrolemember 'db_ddladmin', 'counter';`,
    `CREATE ROLE doors; ALTER ROLE db_accessadmin ADD MEMBER doors;`,
  ],
  good: [
    'ALTER ROLE db_owner ADD MEMBER amy;',
    'ALTER ROLE db_datareader ADD MEMBER staff;',
    'ALTER ROLE db_owner DROP MEMBER staff;',
    'CREATE ROLE inner_role; ALTER ROLE staff ADD MEMBER inner_role;',
  ],
  rulebook: ['PRN-2', 'ESC-6', 'ESC-8'],
  statements: ['alter_role', 'execute'],
  *path(path, { step: { statement } }) {
    const member = addedMember(path, statement);
    if (member?.scope !== 'database') return;
    if (!isRole(member.role, 'db_owner', 'db_securityadmin', 'db_ddladmin', 'db_accessadmin')) return;
    const database = member.database && path.before.catalog.databases.get(member.database);
    const inner = database && findPrincipal(database, member.member);
    if (inner?.kind === 'found' && inner.entry.type === 'role')
      yield {
        span: member.span,
        message: `Whoever is added to '${inner.entry.name}' is a member of ${member.role}, too.`,
      };
  },
});
