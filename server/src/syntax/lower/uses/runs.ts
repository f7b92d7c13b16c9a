/** What the flat runs of a table's definition touch: functions in defaults, checks and computed columns. */
import { fold } from '../../../text/name';
import { fromParts, isNamePart, nameOf, upper } from '../names';
import type { Syntax } from '../syntax';
import { addDraft, type Collector } from './collect';

const niladic = new Set(['CURRENT_USER', 'SESSION_USER', 'SYSTEM_USER', 'USER']);
const identity = new Set([
  'SUSER_SNAME',
  'SUSER_NAME',
  'SUSER_ID',
  'SUSER_SID',
  'USER_NAME',
  'USER_ID',
  'DATABASE_PRINCIPAL_ID',
  'ORIGINAL_LOGIN',
  'IS_MEMBER',
  'IS_ROLEMEMBER',
  'IS_SRVROLEMEMBER',
  'HAS_PERMS_BY_NAME',
  'OBJECT_ID',
  'DB_NAME',
  'DB_ID',
]);
/** Words before parentheses that follow a dotted name without being a function's. */
const notFunctions = new Set(['references', 'on']);

export function walkRun(c: Collector, node: Syntax): void {
  const run = node.children;
  for (let at = 0; at < run.length; at++) {
    const one = run[at]!;
    if (one.children.length > 0 && one.type !== 'foreign_key' && one.type !== 'object_name') walkRun(c, one);
    if (one.type === 'run_parens') noteCall(c, run, at);
    else if (
      one.type === 'identifier' &&
      niladic.has(upper(one)) &&
      run[at + 1]?.type !== 'run_parens' &&
      one.field !== 'name'
    ) {
      c.builtins.push({ span: { start: one.start, end: one.end }, name: upper(one), args: [] });
    } else if (one.type === 'identifier' && upper(one) === 'NEXT' && run[at + 1] && upper(run[at + 1]!) === 'VALUE')
      noteSequence(c, run, at + 3);
  }
}

/** The name that stands before parentheses. */
function noteCall(c: Collector, run: readonly Syntax[], parens: number): void {
  let from = parens;
  while (from >= 2 && isNamePart(run[from - 1]!) && run[from - 2]!.type === '.') from -= 2;
  const last = run[parens - 1];
  const first = run[from - 1];
  if (!last || !isNamePart(last)) return;
  const span = { start: (from === parens ? last : first!).start, end: run[parens]!.end };
  if (from === parens) {
    if (identity.has(upper(last))) c.builtins.push({ span, name: upper(last), args: [] });
    return;
  }
  if (!first || !isNamePart(first)) return;
  const before = run[from - 2];
  const isType = before?.field === 'name' || from - 1 === 0;
  if (isType || (before && notFunctions.has(fold(nameOf(before))))) return;
  const parts = run.slice(from - 1, parens).filter(isNamePart);
  c.functions.push({ span, name: fromParts(parts.map(nameOf), { ...first, end: last.end }), args: [] });
}

function noteSequence(c: Collector, run: readonly Syntax[], at: number): void {
  const parts: Syntax[] = [];
  for (let next = at; run[next] && isNamePart(run[next]!); next += 2) {
    parts.push(run[next]!);
    if (run[next + 1]?.type !== '.') break;
  }
  const first = parts[0];
  if (!first) return;
  const place = { ...first, end: parts.at(-1)!.end };
  addDraft(c, place, fromParts(parts.map(nameOf), place), 'NEXT VALUE FOR');
}
