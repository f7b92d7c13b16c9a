/** Reads the `--?` comments of a fixture and holds them against a trace (trace contract, "Assertion comments"). */

import type { Trace, TraceStatement } from '../../server/src/features/trace';
import { readFields, readStage } from '../../server/src/syntax/stage';
import type { Body, Script } from '../../server/src/syntax/statement';
import { childrenOf } from '../../server/src/syntax/walk';
import { lineIndex } from '../../server/src/text/line-index';

export interface Assertion {
  readonly line: number; // 1-based, of the comment
  readonly text: string;
  /** The line of the next statement's first token. */
  readonly target: number;
}

/** The assertions of a script, each bound to the next line that holds a statement of the trace or of a module body. */
export function readAssertions(text: string, statementLines: ReadonlySet<number>): readonly Assertion[] {
  const lines = text.split(/\r\n|\r|\n/);
  const found: Assertion[] = [];
  lines.forEach((line, index) => {
    const match = /^\s*--\?\s*(.*)$/.exec(line);
    if (!match) return;
    let target = index + 2;
    while (target <= lines.length && !statementLines.has(target)) target++;
    found.push({ line: index + 1, text: match[1]!.trim(), target });
  });
  return found;
}

/**
 * What is wrong with an assertion under this trace; empty: it holds. `calls` collects `call=ID` for the ones that
 * follow.
 */
export function failures(
  assertion: Assertion,
  trace: Trace,
  calls: ReadonlyMap<string, readonly number[]>,
): readonly string[] {
  const fields = fieldsOf(assertion.text);
  const ids = fields.filter(([name]) => name === 'in').map(([, value]) => value);
  const rows = trace.statements.filter((row) => row.line === assertion.target);
  const problems: string[] = [];
  const chosen =
    ids.length === 0 ? rows.filter((row) => row.calls.length === 0) : ids.flatMap((id) => under(rows, calls.get(id)));
  if (ids.length === 0 && chosen.length === 0) return ['no statement of the trace stands there'];
  for (const id of ids) {
    if (!calls.has(id)) problems.push(`no call is named ${id}`);
    else if (under(rows, calls.get(id)).length === 0) problems.push(`the statement does not run under the call ${id}`);
  }
  // Of several statements on one line the first is meant: IF is, what stands behind its condition is not.
  const first = Math.min(...chosen.map((row) => row.column));
  const subjects = ids.length === 0 ? chosen.slice(0, 1) : chosen.filter((row) => row.column === first);
  for (const row of subjects) for (const [name, value] of fields) problems.push(...check(row, name, value, fields));
  return problems;
}

/** The calls named in a script: id -> the lines of the calls that lead into the body. */
export function namedCalls(assertions: readonly Assertion[]): Map<string, readonly number[]> {
  const calls = new Map<string, readonly number[]>();
  for (const { text, target } of assertions)
    for (const [name, value] of fieldsOf(text)) if (name === 'call') calls.set(value, [target]);
  return calls;
}

function under(rows: readonly TraceStatement[], call: readonly number[] | undefined): readonly TraceStatement[] {
  return call ? rows.filter((row) => row.calls.includes(call[0]!)) : [];
}

function fieldsOf(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  for (const piece of text.match(/[A-Za-z_]+[+-]?(?:=(?:'(?:[^']|'')*'|\S+))?/g) ?? []) {
    for (const [name, value] of readFields(piece)) found.push([name, value]);
  }
  return found;
}

const same = (a: string | null, b: string): boolean => a !== null && a.toLowerCase() === b.toLowerCase();

function check(
  row: TraceStatement,
  name: string,
  value: string,
  all: readonly (readonly [string, string])[],
): readonly string[] {
  const { before } = row;
  const names = (rows: readonly { readonly name: string }[] | null): readonly string[] =>
    (rows ?? []).map((entry) => entry.name.toLowerCase());
  const wrong = (what: string, is: unknown): string[] => [`${what}: expected ${value}, is ${JSON.stringify(is)}`];
  switch (name) {
    case 'login':
      return same(before.login, value) ? [] : wrong('login', before.login);
    case 'user':
      return same(before.user, value) ? [] : wrong('user', before.user);
    case 'db':
      return same(before.database, value) ? [] : wrong('db', before.database);
    case 'original':
      return same(before.originalLogin, value) ? [] : wrong('original', before.originalLogin);
    case 'depth':
      return before.depth === Number(value) ? [] : wrong('depth', before.depth);
    case 'ok':
      return row.outcome === 'ok' ? [] : [`expected ok, is ${shown(row)}`];
    case 'noop':
      return row.outcome === 'noop' ? [] : [`expected noop, is ${shown(row)}`];
    case 'denied':
      return row.outcome === 'error' ? [] : [`expected an error, is ${shown(row)}`];
    case 'error':
      return row.outcome === 'error' && row.error?.number === Number(value)
        ? []
        : [`expected error ${value}, is ${shown(row)}`];
    case 'permission':
      return same(row.permission?.name ?? null, value) ? [] : wrong('permission', row.permission);
    case 'object':
      return (row.permission?.on ?? '').toLowerCase().replace(/^.*::/, '') === value.toLowerCase()
        ? []
        : wrong('object', row.permission);
    case 'user_token+':
      return names(before.userToken).includes(value.toLowerCase())
        ? []
        : wrong('user token lacks it', names(before.userToken));
    case 'user_token-':
      return before.userToken && !names(before.userToken).includes(value.toLowerCase())
        ? []
        : wrong('user token has it', names(before.userToken));
    case 'login_token+':
      return names(before.loginToken).includes(value.toLowerCase())
        ? []
        : wrong('login token lacks it', names(before.loginToken));
    case 'login_token-':
      return before.loginToken && !names(before.loginToken).includes(value.toLowerCase())
        ? []
        : wrong('login token has it', names(before.loginToken));
    case 'authenticator+':
    case 'authenticator-': {
      const has = names((before.userToken ?? []).filter((entry) => entry.usage === 'AUTHENTICATOR')).includes(
        value.toLowerCase(),
      );
      return has === name.endsWith('+') && before.userToken ? [] : wrong(name, names(before.userToken));
    }
    case 'call':
    case 'in':
      return [];
    default:
      return [`an assertion that nobody knows: ${name} in ${all.map(([n]) => n).join(' ')}`];
  }
}

function shown(row: TraceStatement): string {
  return `${row.outcome}${row.error ? ` ${row.error.number}` : ''} (${row.reason ?? ''})`;
}

/** The lines on which a statement begins, in bodies too, and those of session marks. */
export function statementLines(script: Script): ReadonlySet<number> {
  const index = lineIndex(script.text);
  const lines = new Set<number>(readStage(script.text).sessions.map(({ span }) => index.at(span.start).line));
  const visit = (body: Body, offset: number): void => {
    for (const placed of body) {
      const at = offset + placed.offset;
      lines.add(index.at(at).line);
      visit(childrenOf(placed.node), at);
    }
  };
  for (const { offset, batch } of script.batches) visit(batch.statements, offset);
  return lines;
}
