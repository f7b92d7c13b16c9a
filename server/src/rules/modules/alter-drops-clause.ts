import { rule } from '../rule';

export const alterDropsClause = rule({
  id: 'alter-drops-clause',
  severity: 'warning',
  serverErrors: [],
  summary: 'ALTER drops the EXECUTE AS clause.',
  why: 'A clause that is not written again is gone: the module runs as its caller from now on.',
  advice: 'Write the clause again, or EXECUTE AS CALLER if the change is meant.',
  bad: ['ALTER PROCEDURE dbo.AsClerk AS SELECT 1;'],
  good: [`ALTER PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;`],
  rulebook: ['MOD-17', 'MOD-19'],
  *noted({ facts }, { step }) {
    const fact = facts.find((one) => one.kind === 'clause-dropped');
    if (fact?.kind !== 'clause-dropped' || step.statement.kind !== 'create_module' || step.statement.executeAs) return;
    yield {
      span: step.statement.name.span,
      message: `${fact.module} ran as ${fact.was}; without the clause it runs as its caller.`,
    };
  },
});
