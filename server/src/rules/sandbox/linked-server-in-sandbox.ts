import { rule } from '../rule';
import { missingAuthenticate, pushedBy, refusedUnless, showWho, withServerText } from '../words';

export const linkedServerInSandbox = rule({
  id: 'linked-server-in-sandbox',
  severity: 'error',
  serverErrors: [15274],
  summary: 'A linked server is used while a database user is impersonated.',
  why: 'A database-scoped frame that is not trusted at server level cannot go to another server.',
  advice: 'Impersonate the login, with a login mapping, or REVERT first.',
  bad: [`EXECUTE AS USER = 'clerk'; SELECT a FROM far.db.dbo.t;`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['LNK-1', 'XDB-13'],
  *refusal(path) {
    const hit = refusedUnless(path, 'linked-server-in-sandbox');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} cannot leave ${hit.refusal.from} for another server.${missingAuthenticate(path.before, 'server')}`,
        hit.outcome,
        hit.unless,
      ),
      related: pushedBy(path.before.stack.frame),
      ...(hit.severity && { severity: hit.severity }),
    };
  },
});
