import { rule } from '../rule';
import { missingAuthenticate, pushedBy, refusedUnless, showWho, withServerText } from '../words';

export const serverOpInSandbox = rule({
  id: 'server-op-in-sandbox',
  severity: 'error',
  serverErrors: [300, 297, 15247, 262, 5011],
  summary: 'A server permission is needed while a database user is impersonated.',
  why: 'No server permission and no server role counts in a database-scoped frame, not even for dbo in a session of sysadmin.',
  advice: 'Sign the module with a certificate whose login holds the permission, or REVERT first.',
  bad: [`EXECUTE AS USER = 'clerk'; CREATE LOGIN zoe WITH PASSWORD = 'x';`],
  good: [`CREATE LOGIN zoe WITH PASSWORD = 'x';`],
  rulebook: ['TOK-21', 'XDB-13', 'XDB-30'],
  *refusal(path) {
    const hit = refusedUnless(path, 'server-permission-in-sandbox');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} holds no server permission: the frame counts only in ${hit.refusal.from}.${missingAuthenticate(path.before, 'server')}`,
        hit.outcome,
        hit.unless,
      ),
      related: pushedBy(path.before.stack.frame),
      ...(hit.severity && { severity: hit.severity }),
    };
  },
});
