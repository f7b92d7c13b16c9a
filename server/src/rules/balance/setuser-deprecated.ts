import { rule } from '../rule';

export const setuserDeprecated = rule({
  id: 'setuser-deprecated',
  severity: 'warning',
  serverErrors: [],
  summary: 'SETUSER is deprecated.',
  why: 'It needs sysadmin or the database owner, cannot be nested, pins the database, and REVERT does not leave it.',
  advice: 'EXECUTE AS USER with a matching REVERT.',
  bad: [`SETUSER 'clerk'; SETUSER;`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['SET-1', 'SET-7'],
  statements: ['setuser'],
  *step({ statement }) {
    if (statement.kind === 'setuser' && statement.user)
      yield { span: statement.span, message: 'SETUSER is deprecated: use EXECUTE AS USER and REVERT.' };
  },
});
