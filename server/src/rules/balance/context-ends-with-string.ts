import type { Step } from '../../engine/session/model';
import { rule } from '../rule';

export const contextEndsWithString = rule({
  id: 'context-ends-with-string',
  severity: 'warning',
  serverErrors: [],
  summary: 'The impersonation ends with the dynamic string.',
  why: 'A frame that dynamic SQL pushes is gone when the string ends, so EXECUTE AS as its last statement changes nothing.',
  advice: 'Write EXECUTE AS outside the string, or put the statements that need it into the string.',
  bad: [`EXEC ('EXECUTE AS USER = ''clerk''');`, `EXEC sp_executesql N'EXECUTE AS USER = ''clerk''';`],
  good: [`EXEC ('EXECUTE AS USER = ''clerk''; SELECT 1;');`, `EXEC ('SELECT 1');`],
  rulebook: ['DYN-3'],
  step: ({ calls, statement: { span } }) =>
    calls.some((call) => call.kind === 'dynamic' && endsInPush(call.run.steps.at(-1)?.step))
      ? [{ span, message: 'The string ends with EXECUTE AS: the impersonation ends there too.' }]
      : [],
});

function endsInPush(step: Step | undefined): boolean {
  return (
    step?.statement.kind === 'execute_as' &&
    step.paths.length > 0 &&
    step.paths.every(({ outcome }) => outcome.kind !== 'error')
  );
}
