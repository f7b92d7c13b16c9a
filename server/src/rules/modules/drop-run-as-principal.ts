import { rule } from '../rule';
import { withServerText } from '../words';

export const dropRunAsPrincipal = rule({
  id: 'drop-run-as-principal',
  severity: 'error',
  serverErrors: [15136, 15186],
  summary: 'The principal that a module runs as is dropped.',
  why: 'The server refuses as long as a module, trigger or queue names it in its EXECUTE AS clause.',
  advice: 'Alter the modules first.',
  bad: ['DROP USER clerk;'],
  good: ['DROP USER idle;'],
  rulebook: ['MOD-9'],
  *refusal({ outcome }) {
    if (outcome.kind === 'error' && (outcome.number === 15136 || outcome.number === 15186))
      yield {
        span: outcome.span,
        message: withServerText('A module, trigger or queue runs as this principal.', outcome),
      };
  },
});
