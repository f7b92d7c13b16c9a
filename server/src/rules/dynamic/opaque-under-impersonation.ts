import type { Frame } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { sameName } from '../../text/name';
import { rule } from '../rule';
import { pushedBy, showWho } from '../words';

export const opaqueUnderImpersonation = rule({
  id: 'opaque-under-impersonation',
  severity: 'information',
  review: true,
  serverErrors: [],
  summary: 'Dynamic SQL whose text is not known runs as somebody else.',
  why: 'What the text does cannot be looked at before it runs: whether the impersonated principal may do it, and whether it should.',
  advice: 'Build the text from constants and parameters of sp_executesql, or look at everything that can reach it.',
  bad: [
    `CREATE PROCEDURE dbo.p @what nvarchar(max) WITH EXECUTE AS 'clerk' AS EXEC (@what);`,
    `CREATE PROCEDURE dbo.p @what nvarchar(max) AS BEGIN EXECUTE AS USER = 'clerk'; EXEC sp_executesql @what; REVERT; END;`,
    `CREATE PROCEDURE dbo.p @what nvarchar(max) AS EXEC (@what) AS USER = 'clerk';`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p @what nvarchar(max) AS EXEC (@what);`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS EXEC ('SELECT total FROM dbo.Orders');`,
    `CREATE PROCEDURE dbo.p @id int WITH EXECUTE AS 'clerk' AS EXEC sp_executesql N'SELECT total FROM dbo.Orders WHERE total = @id', N'@id int', @id;`,
    `CREATE PROCEDURE dbo.p @what nvarchar(max) WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS CALLER; EXEC (@what); REVERT; END;`,
  ],
  rulebook: ['DYN-1', 'DYN-9', 'UNK-2'],
  onEveryPath: true,
  concerns: ({ outcome }, statement) => outcome.kind === 'unknown' && runsText(statement),
  *path({ before, outcome }, { step: { statement } }) {
    if (outcome.kind !== 'unknown' || outcome.because.lack !== 'value') return;
    const as = statement.kind === 'execute_string' ? statement.as : undefined;
    if (!as && !isImpersonated(before.stack.frame)) return;
    const named = as?.principal.kind === 'string' ? `'${as.principal.value}'` : 'somebody else';
    const who = as ? named : showWho(before);
    yield {
      span: { start: 0, end: statement.span.end },
      message: `What this text does as ${who} is not known before it is run.`,
      related: as ? [] : pushedBy(before.stack.frame),
    };
  },
});

function runsText(statement: Statement): boolean {
  if (statement.kind === 'execute_string') return statement.at === undefined;
  if (statement.kind !== 'execute' || statement.module.kind !== 'name') return false;
  return sameName(statement.module.name.name, 'sp_executesql');
}

const kinds: ReadonlySet<Frame['origin']> = new Set(['login', 'user', 'module', 'activation', 'setuser', 'app_role']);

function isImpersonated({ origin }: Frame): boolean {
  return kinds.has(origin);
}
