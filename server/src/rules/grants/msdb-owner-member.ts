import { fold, sameName } from '../../text/name';
import { rule } from '../rule';

export const msdbOwnerMember = rule({
  id: 'msdb-owner-member',
  severity: 'warning',
  serverErrors: [],
  summary: 'A member is added to db_owner of msdb.',
  why: 'msdb is trustworthy as installed and belongs to sa: who is db_owner there can become sysadmin.',
  advice: 'Use the Agent roles of msdb, such as SQLAgentUserRole.',
  bad: ['USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;'],
  good: [
    'ALTER ROLE db_owner ADD MEMBER amy;',
    'USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE SQLAgentUserRole ADD MEMBER amy;',
  ],
  rulebook: ['ESC-2', 'XDB-15'],
  *path({ before, outcome }, { step: { statement } }) {
    if (outcome.kind === 'error' || before.database !== fold('msdb')) return;
    if (
      statement.kind !== 'alter_role' ||
      statement.scope !== 'database' ||
      statement.change.kind !== 'add_member' ||
      !sameName(statement.name.name, 'db_owner')
    )
      return;
    yield {
      span: statement.change.member.span,
      message: `${statement.change.member.name} as db_owner of msdb can become sysadmin.`,
    };
  },
});
