import { rule } from '../rule';

export const redundantCaller = rule({
  id: 'redundant-caller',
  severity: 'hint',
  serverErrors: [],
  summary: 'EXECUTE AS CALLER is the default.',
  why: 'Modules run as their caller without a clause; the clause says nothing new.',
  advice: 'Delete it.',
  bad: ['CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS SELECT 1;'],
  good: ['CREATE PROCEDURE dbo.p AS SELECT 1;'],
  yieldsTo: ['clause-not-allowed'],
  rulebook: ['MOD-1'],
  statements: ['create_module'],
  *step({ statement }) {
    if (statement.kind === 'create_module' && statement.executeAs?.kind === 'caller')
      yield { span: statement.executeAs.span, message: 'EXECUTE AS CALLER is what a module does without a clause.' };
  },
});
