import type { Refusal } from '../../engine/session/model';
import { isWithoutConnect } from '../impersonation/target-without-connect';
import { rule } from '../rule';
import { keyAbsentInTarget } from '../signing/certificate-absent-in-target';
import { pushedBy, refused, withServerText } from '../words';

export const noUserInTarget = rule({
  id: 'no-user-in-target',
  severity: 'error',
  serverErrors: [916, 4060, 18456, 18470],
  summary: 'The login has no user in the database, or one that may not connect.',
  why: 'A login enters another database as its user there, or as guest where guest is enabled; otherwise it is refused.',
  advice: 'CREATE USER for the login in that database.',
  bad: [
    `EXECUTE AS LOGIN = 'amy'; USE model;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE attic;
GO
USE attic; CREATE USER ann; DENY CONNECT TO ann; USE tempdb;
EXECUTE AS LOGIN = 'ann'; USE attic;`,
  ],
  good: [`EXECUTE AS LOGIN = 'amy'; USE warehouse; USE shop; REVERT;`],
  rulebook: ['TOK-10'],
  *refusal(path) {
    const hit = refused(path, 'no-user');
    if (!hit || isWithoutConnect(path) || keyAbsentInTarget(path)) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(words(hit.refusal), hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});

function words({ login, database, unconnected }: Extract<Refusal, { kind: 'no-user' }>): string {
  return unconnected === undefined
    ? `'${login}' has no user in ${database}.`
    : `User '${unconnected}', who '${login}' is in ${database}, may not connect to it.`;
}
