import { rule } from '../rule';
import { withServerText } from '../words';

export const notSignable = rule({
  id: 'not-signable',
  severity: 'error',
  serverErrors: [15560],
  summary: 'This kind of object cannot be signed.',
  why: 'Only procedures, functions with a body, DML triggers and assemblies carry signatures.',
  advice: 'Sign the module that uses it.',
  bad: [`CREATE VIEW dbo.v AS SELECT 1 AS a;\nGO\nADD SIGNATURE TO dbo.v BY CERTIFICATE SignCert WITH PASSWORD = 'x';`],
  good: [`ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`],
  rulebook: ['SIG-2'],
  *refusal({ outcome }) {
    if (outcome.kind === 'error' && outcome.number === 15560)
      yield {
        span: outcome.span,
        message: withServerText(
          'Only procedures, functions with a body, DML triggers and assemblies can be signed.',
          outcome,
        ),
      };
  },
});
