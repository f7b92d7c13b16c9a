import type { Path } from '../../engine/session/model';
import { rule } from '../rule';
import { pushedBy, refused, showWho, withServerText } from '../words';

export const loginInSandbox = rule({
  id: 'login-in-sandbox',
  severity: 'error',
  serverErrors: [15406],
  summary: 'EXECUTE AS LOGIN while a database user is in effect.',
  why: 'Impersonating a login is asked at the server, and a frame of a database user, also that of a module with an EXECUTE AS clause and also that of dbo, holds no permission there.',
  advice:
    'Impersonate the login before the user, run the module as its caller, or sign it with a certificate whose login may impersonate this one.',
  bad: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;`,
    `EXECUTE AS USER = 'dbo'; EXECUTE AS LOGIN = 'amy';`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;`,
    `EXECUTE AS LOGIN = 'amy'; EXECUTE AS USER = 'amy'; REVERT; REVERT;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; REVERT; END;`,
  ],
  rulebook: ['CTX-21', 'XDB-30'],
  *refusal(path) {
    const hit = refused(path, 'impersonate-missing');
    if (!hit || !isLoginInSandbox(path)) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} may impersonate no login: the frame counts only in its database.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});

/** Whether a login is impersonated from a frame that holds nothing at the server. */
export function isLoginInSandbox(path: Path): boolean {
  const hit = refused(path, 'impersonate-missing');
  return hit?.refusal.level === 'login' && path.before.stack.frame.scope === 'database';
}
