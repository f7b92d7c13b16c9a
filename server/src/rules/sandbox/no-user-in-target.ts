import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const noUserInTarget = rule({
  id: 'no-user-in-target',
  severity: 'error',
  serverErrors: [916, 4060, 18456, 18470],
  summary: 'The login has no user in the database.',
  why: 'A login enters another database as its user there, or as guest where guest is enabled; otherwise it is refused.',
  advice: 'CREATE USER for the login in that database.',
  bad: [`EXECUTE AS LOGIN = 'amy'; USE model;`],
  good: [`EXECUTE AS LOGIN = 'amy'; USE warehouse; USE shop; REVERT;`],
  rulebook: ['TOK-10'],
  *path(path) {
    const hit = refused(path, 'no-user');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`'${hit.refusal.login}' has no user in ${hit.refusal.database}.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
