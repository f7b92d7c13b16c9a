/** A trace as text for a terminal: who runs each statement, in which stack, what came of it and why. */
import { withNumber } from '../catalog/messages';
import type { Trace, TraceStatement } from './trace';

const marks: Readonly<Record<TraceStatement['outcome'], string>> = {
  ok: 'ok',
  error: 'ERROR',
  noop: 'does nothing',
  unreachable: 'not reached',
  unknown: 'unknown',
};

/** Some lines for each statement of the trace. */
export function explainText({ statements }: Trace, text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return statements.flatMap((one) => explainOne(one, lines));
}

function reasonOf({ outcome, error }: TraceStatement, reason: string): string {
  return error?.number ? withNumber(error.number, outcome === 'error' ? error.message : reason) : reason;
}

function explainOne(one: TraceStatement, lines: readonly string[]): string[] {
  const { before } = one;
  const indent = '  '.repeat(one.calls.length);
  const who = `${before.login ?? '?'} / ${before.user ?? '?'} @ ${before.database ?? '?'}${before.depth ? `, depth ${before.depth}` : ''}`;
  const called = one.calls.length > 0 ? ` (called from line ${one.calls.at(-1)})` : '';
  const found = [
    `${indent}${String(one.line).padStart(4)}  ${(lines[one.line - 1] ?? '').trim()}${called}`,
    `${indent}      as ${who}: ${marks[one.outcome]}`,
  ];
  if (one.permission) found.push(`${indent}      needs ${one.permission.name} on ${one.permission.on}`);
  if (one.reason) found.push(`${indent}      ${reasonOf(one, one.reason)}`);
  if (before.paths)
    found.push(
      `${indent}      paths: ${before.paths.map((path) => `${path.login ?? '?'} / ${path.user ?? '?'}`).join('; ')}`,
    );
  return found;
}
