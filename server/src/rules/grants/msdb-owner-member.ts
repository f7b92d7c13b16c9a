import { isOwner } from '../../catalog/decide/owner-in-effect';
import { findPrincipal } from '../../catalog/lookup';
import { grantOn, listed, ordinaryUsers, permissionOf } from '../grants-made';
import { addedMember } from '../memberships';
import { rule } from '../rule';

export const msdbOwnerMember = rule({
  id: 'msdb-owner-member',
  severity: 'warning',
  serverErrors: [],
  summary: 'A member is added to db_owner of msdb.',
  why: 'msdb is trustworthy as installed and belongs to sa: who is db_owner there can become sysadmin. CONTROL on it is as good.',
  advice: 'Use the Agent roles of msdb, such as SQLAgentUserRole.',
  bad: [
    'USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;',
    "USE msdb; CREATE USER amy FOR LOGIN amy; EXEC sp_addrolemember 'db_owner', 'amy';",
    "USE msdb; CREATE USER amy FOR LOGIN amy; USE shop; EXEC msdb.dbo.sp_addrolemember N'db_owner', N'amy';",
    'USE msdb; CREATE USER amy FOR LOGIN amy; CREATE ROLE dev; ALTER ROLE db_owner ADD MEMBER dev; ALTER ROLE dev ADD MEMBER amy;',
    'USE msdb; CREATE USER amy FOR LOGIN amy; GRANT CONTROL TO amy;',
  ],
  good: [
    'ALTER ROLE db_owner ADD MEMBER amy;',
    "EXEC sp_addrolemember 'db_owner', 'amy';",
    'USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE SQLAgentUserRole ADD MEMBER amy;',
    'USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner DROP MEMBER amy;',
    'ALTER SERVER ROLE sysadmin ADD MEMBER amy; USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;',
  ],
  rulebook: ['ESC-2', 'XDB-15'],
  statements: ['permission', 'alter_role', 'execute'],
  *path(path, { step: { statement } }) {
    const { catalog, database: key } = path.before;
    const msdb = [...catalog.databases.values()].find(({ name }) => name === 'msdb');
    const member = addedMember(path, statement);
    if (!msdb) return;
    if (member?.scope === 'database' && member.database === 'msdb') {
      const role = findPrincipal(msdb, member.role);
      const isHigh = role.kind === 'found' && isOwner(catalog, msdb, role.entry);
      if (isHigh && ordinaryUsers(catalog, msdb, [{ name: member.member, span: member.span }]).length > 0)
        yield { span: member.span, message: `${member.member} as ${member.role} of msdb can become sysadmin.` };
    }
    const grant = key === 'msdb' ? grantOn(path, statement) : undefined;
    const permission = grant && permissionOf(grant, 'CONTROL');
    if (!permission || (grant.securable && grant.securable.class !== 'DATABASE')) return;
    const who = ordinaryUsers(catalog, msdb, grant.principals).map(({ name }) => name);
    if (who.length > 0)
      yield { span: permission.span, message: `CONTROL on msdb lets ${listed(who)} become sysadmin.` };
  },
});
