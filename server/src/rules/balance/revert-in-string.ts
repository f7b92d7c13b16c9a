import { followsRefusalIn } from '../consequences';
import { rule } from '../rule';

export const revertInString = rule({
  id: 'revert-in-string',
  severity: 'warning',
  serverErrors: [],
  summary: 'REVERT in dynamic SQL that pushed nothing.',
  why: 'A string has frames of its own: REVERT in it never ends an impersonation that was made outside, and nobody says so.',
  advice: 'Write REVERT outside the string.',
  bad: [`EXECUTE AS USER = 'clerk'; EXEC ('REVERT');`, `EXEC sp_executesql N'SELECT 1; REVERT';`],
  good: [
    `EXEC ('EXECUTE AS USER = ''clerk''; SELECT 1; REVERT;');`,
    `EXEC ('EXECUTE AS USER = ''nobody''; SELECT 1; REVERT;');`,
  ],
  rulebook: ['DYN-4', 'REV-4'],
  remains: (step, run) => !followsRefusalIn(run, step),
  *noted({ facts, before: { stack } }, { inString }) {
    if (!inString || !facts.some(({ kind }) => kind === 'nothing-to-revert')) return;
    const outside =
      stack.depth > 0 ? 'it never leaves a frame that was pushed outside the string' : 'nothing is pushed';
    yield { span: { start: 0, end: 'REVERT'.length }, message: `REVERT does nothing here: ${outside}.` };
  },
});
