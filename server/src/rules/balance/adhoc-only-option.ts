import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const adhocOnlyOption = rule({
  id: 'adhoc-only-option',
  severity: 'error',
  serverErrors: [15590],
  summary: 'An option that works only at the ad hoc level.',
  why: 'NO REVERT and COOKIE are refused inside modules and dynamic SQL, whatever the permissions.',
  advice: 'Move it to the batch that the application sends.',
  bad: [
    `CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk' WITH NO REVERT;`,
    `EXEC ('EXECUTE AS USER = ''clerk'' WITH NO REVERT');`,
  ],
  good: [`EXECUTE AS USER = 'clerk' WITH NO REVERT;`],
  rulebook: ['CTX-12'],
  *refusal(path) {
    const hit = refused(path, 'ad-hoc-only');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${hit.refusal.what} can be used only at the ad hoc level, not in a module or in dynamic SQL.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
