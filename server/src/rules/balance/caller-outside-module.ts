import { rule } from '../rule';

export const callerOutsideModule = rule({
  id: 'caller-outside-module',
  severity: 'information',
  serverErrors: [],
  summary: 'EXECUTE AS CALLER outside a module.',
  why: 'There is no caller at the ad hoc level: the statement does nothing and pushes nothing.',
  advice: 'Delete it, with the REVERT that was meant for it.',
  bad: ['EXECUTE AS CALLER;'],
  good: [`CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;`],
  rulebook: ['CTX-9'],
  *path({ outcome }, { step }) {
    const { statement } = step;
    if (statement.kind === 'execute_as' && statement.level === 'caller' && outcome.kind === 'noop')
      yield { span: statement.span, message: 'EXECUTE AS CALLER does nothing outside a module.' };
  },
});
