import type { Refusal } from '../../engine/session/model';
import { systemCall } from '../calls';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const approleNotAdhoc = rule({
  id: 'approle-not-adhoc',
  severity: 'error',
  serverErrors: [15422, 15002, 2762],
  summary: 'An application role is activated where that is refused.',
  why: 'sp_setapprole works only in the batch that the application sends: not in a module or in dynamic SQL, not in a transaction, and not while another application role is in effect.',
  advice:
    'Call sp_setapprole on its own, first thing on the connection; end one application role with its cookie before the next.',
  bad: [
    `CREATE PROCEDURE dbo.p AS EXEC sp_setapprole 'till', 'secret';`,
    `EXEC ('EXEC sp_setapprole ''till'', ''secret''');`,
    `EXEC ('EXEC sp_setapprole ''till'', ''$(Password)''');`,
    `BEGIN TRANSACTION; EXEC sp_setapprole 'till', 'secret'; COMMIT;`,
    `EXEC sp_setapprole 'till', 'secret'; EXEC sp_setapprole 'till', 'secret';`,
  ],
  good: [
    `EXEC sp_setapprole 'till', 'secret';`,
    `BEGIN TRANSACTION; COMMIT; EXEC sp_setapprole 'till', 'secret';`,
    `DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c; EXEC sp_setapprole 'till', 'secret';`,
  ],
  rulebook: ['APP-2'],
  /** In a text of which only pieces are known: as far as it gets there. */
  step: ({ statement, paths }, { inString }) =>
    inString && paths.length === 0 && systemCall(statement, undefined)?.name === 'sp_setapprole'
      ? [{ span: statement.span, message: words.scope, severity: 'warning' }]
      : [],
  *refusal(path) {
    const hit = refused(path, 'approle-not-adhoc');
    if (!hit) return;
    const { because } = hit.refusal;
    yield {
      span: hit.outcome.span,
      message: withServerText(words[because], hit.outcome),
      related: because === 'twice' ? pushedBy(path.before.stack.frame) : [],
    };
  },
});

const words: Readonly<Record<Extract<Refusal, { kind: 'approle-not-adhoc' }>['because'], string>> = {
  scope: 'An application role cannot be activated in a module or in dynamic SQL.',
  transaction: 'An application role cannot be activated inside a transaction.',
  twice: 'An application role is in effect already: it has to be ended before another one.',
};
