import { rule } from '../rule';
import { framesToRevert } from './stacks';

export const frameLeftToModuleEnd = rule({
  id: 'frame-left-to-module-end',
  severity: 'hint',
  serverErrors: [],
  summary: 'A module leaves its impersonation to its own end.',
  why: 'The server takes the frames of a module away when it ends. That is no mistake, but who adds a statement at the end of the module does not see as whom it runs.',
  advice: 'Write REVERT behind the last statement that needs the other identity.',
  bad: [`CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; END;`],
  good: [`CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; REVERT; END;`],
  yieldsTo: ['caller-outside-module'],
  rulebook: ['CTX-14', 'REV-4'],
  *bodyEnd(world) {
    for (const at of framesToRevert(world))
      yield {
        at,
        span: at.span,
        message: 'This impersonation is still in effect at the end of the module, which ends it.',
      };
  },
});
