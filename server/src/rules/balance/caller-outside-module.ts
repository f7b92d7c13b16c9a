import type { World } from '../../engine/session/model';
import { rule } from '../rule';

export const callerOutsideModule = rule({
  id: 'caller-outside-module',
  severity: 'information',
  serverErrors: [],
  summary: 'EXECUTE AS CALLER where the caller is in effect already.',
  why: 'There is no caller at the ad hoc level: the statement does nothing and pushes nothing. In a module that runs as its caller it pushes a frame that is no different.',
  advice: 'Delete it, with the REVERT that was meant for it.',
  bad: [
    'EXECUTE AS CALLER;',
    'CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;',
    'CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;',
  ],
  good: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;`,
    `CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; EXECUTE AS CALLER; SELECT 1; REVERT; REVERT; END;`,
  ],
  rulebook: ['CTX-9', 'CTX-10'],
  onEveryPath: true,
  statements: ['execute_as'],
  *path({ before, outcome }, { step }) {
    const { statement } = step;
    if (statement.kind !== 'execute_as' || statement.level !== 'caller') return;
    if (outcome.kind === 'noop')
      yield { span: statement.span, message: 'EXECUTE AS CALLER does nothing outside a module.' };
    else if (isCallerAlready(before))
      yield { span: statement.span, message: 'This module runs as its caller: EXECUTE AS CALLER changes nothing.' };
  },
});

/** The frame of a module without a clause, and nothing pushed in it. */
function isCallerAlready({ scope, stack }: World): boolean {
  return scope.kind === 'module' && !scope.ownFrame && stack.depth === scope.floor;
}
