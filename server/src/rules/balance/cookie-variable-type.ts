import { sameName } from '../../text/name';
import { stepsIn } from '../routine';
import { rule } from '../rule';
import { refused, withServerText } from '../words';

export const cookieVariableType = rule({
  id: 'cookie-variable-type',
  severity: 'error',
  serverErrors: [15533],
  summary: 'A cookie in a variable of the wrong type, or too short for it.',
  why: 'A cookie is up to 100 bytes of varbinary. With another type the batch does not even compile; in a shorter variable it is cut off, and REVERT never knows it again.',
  advice: 'DECLARE @cookie varbinary(8000), for EXECUTE AS and for REVERT.',
  bad: [
    `DECLARE @c int; EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`,
    `DECLARE @c varbinary(100), @d varchar(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;`,
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = 0x01;`,
    `DECLARE @c varbinary(50); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`,
  ],
  good: [
    `DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`,
    `DECLARE @c varbinary(8000); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`,
    `DECLARE @c varbinary(max); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;`,
  ],
  rulebook: ['CTX-13', 'REV-9'],
  *refusal(path) {
    const hit = refused(path, 'cookie-type');
    if (!hit) return;
    const { variable } = hit.refusal;
    const what = variable === undefined ? 'This is no variable' : `${variable} is no varbinary`;
    yield { span: hit.outcome.span, message: withServerText(`${what}, so it holds no cookie.`, hit.outcome) };
  },
  concerns: (_, { kind }) => kind === 'execute_as',
  *path(path, { step: { statement } }) {
    if (path.outcome.kind === 'error' || statement.kind !== 'execute_as' || statement.revert.kind !== 'cookie') return;
    yield {
      span: statement.revert.span,
      message: `${statement.revert.variable} is too short: it cuts the cookie off, and no REVERT takes what is left of it.`,
      severity: 'warning',
    };
  },
  remains({ statement, paths }, run) {
    if (paths.some(({ outcome }) => outcome.kind === 'error')) return true;
    if (statement.kind !== 'execute_as' || statement.revert.kind !== 'cookie') return true;
    const { variable } = statement.revert;
    for (const { step } of stepsIn(run.steps)) {
      if (step.statement.kind !== 'declare') continue;
      const declared = step.statement.variables.find(({ name }) => sameName(name, variable));
      if (declared) return lengthOf(declared.type) < bytesOfCookie;
    }
    return false;
  },
});

const bytesOfCookie = 100;

/** varbinary alone has a length of 1. */
function lengthOf(type: string): number {
  const [, length] = /^varbinary\s*\(\s*(\d+|max)\s*\)$/.exec(type) ?? [];
  if (length === 'max') return Number.MAX_SAFE_INTEGER;
  return length === undefined ? 1 : Number(length);
}
