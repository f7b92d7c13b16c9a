import type { Path } from '../../engine/session/model';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const targetWithoutConnect = rule({
  id: 'target-without-connect',
  severity: 'error',
  serverErrors: [916],
  summary: 'The impersonated user may not connect to the database.',
  why: 'EXECUTE AS USER needs CONNECT of the user in the current database, which a DENY or REVOKE takes away; the message then speaks of the login, as if there were no user.',
  advice: 'GRANT CONNECT TO the user, or take the DENY back.',
  bad: [
    `DENY CONNECT TO clerk; EXECUTE AS USER = 'clerk';`,
    `REVOKE CONNECT FROM clerk; EXECUTE AS USER = 'clerk';`,
    `EXECUTE AS USER = 'guest';`,
  ],
  good: [
    `EXECUTE AS USER = 'clerk'; REVERT;`,
    `DENY CONNECT TO clerk; GRANT CONNECT TO clerk; EXECUTE AS USER = 'clerk'; REVERT;`,
  ],
  rulebook: ['CTX-2', 'TOK-11'],
  *refusal(path) {
    const hit = refused(path, 'no-user');
    if (!hit || !isWithoutConnect(path)) return;
    const { unconnected, database } = hit.refusal;
    yield {
      span: hit.outcome.span,
      message: withServerText(`User '${unconnected}' may not connect to ${database}.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});

/** Whether a user is impersonated who may not connect to the current database. */
export function isWithoutConnect({ before, outcome }: Path): boolean {
  if (outcome.kind !== 'error' || outcome.refusal.kind !== 'no-user') return false;
  const { unconnected, database } = outcome.refusal;
  return unconnected !== undefined && before.catalog.databases.get(before.database)?.name === database;
}
