import { followsRefusalIn } from '../consequences';
import { rule } from '../rule';

export const revertOutsideModuleFrame = rule({
  id: 'revert-outside-module-frame',
  severity: 'warning',
  serverErrors: [],
  summary: 'REVERT in a module that pushed nothing.',
  why: 'A REVERT inside a module never leaves the frame of its own EXECUTE AS clause, nor the frames of its caller: it does nothing.',
  advice: 'Delete it; to act as the caller for a while, write EXECUTE AS CALLER before and REVERT after.',
  bad: [`CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS REVERT;`],
  good: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;`,
    `CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'nobody'; SELECT 1; REVERT; END;`,
    `CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk' WITH NO REVERT; SELECT 1; REVERT; END;`,
  ],
  onEveryPath: true,
  remains: (step, run) => !followsRefusalIn(run, step),
  rulebook: ['REV-4'],
  *noted({ facts }, { step, inString }) {
    const fact = facts.find((one) => one.kind === 'nothing-to-revert');
    if (fact?.kind !== 'nothing-to-revert' || !fact.inModule || inString) return;
    yield {
      span: step.statement.span,
      message: fact.ownFrame
        ? "REVERT does not leave the frame of the module's own EXECUTE AS clause."
        : "REVERT does nothing here: it never leaves a frame that the module's caller pushed.",
    };
  },
});
