/** Quick fixes, one maker per rule. A fix is an edit of the script that holds the finding, nothing more. */

import { type Located, stepAt } from '../engine/run/steps';
import type { Finding } from '../rules/rule';
import type { Statement } from '../syntax/statement';
import { bracket } from '../text/name';
import type { Span } from '../text/span';
import type { Analysed } from '../workspace/workspace';

export interface Action {
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
  readonly preferred: boolean;
}

/** The fixes for findings. */
export function actions(analysed: Analysed, findings: readonly Finding[]): readonly Action[] {
  return findings.flatMap((finding) => {
    const located = stepAt(analysed.analysis, finding.span.start);
    const make = makers[finding.rule];
    return located && make ? make(analysed, located).map((fix) => ({ ...fix, finding })) : [];
  });
}

type Fix = Omit<Action, 'finding'>;

const makers: Readonly<Record<string, (analysed: Analysed, located: Located) => readonly Fix[]>> = {
  'unreverted-execute-as': (analysed) => [addRevert(analysed)],
  'revert-without-frame': (analysed, located) => [deletion(analysed, located, 'Delete the REVERT')],
  'revert-after-no-revert': (analysed, located) => [deletion(analysed, located, 'Delete the REVERT')],
  'revert-wrong-database': (analysed, located) => useFirst(analysed, located),
  'cookie-mismatch': (_analysed, located) => withCookie(located),
  'adhoc-only-option': (analysed, located) => withoutOption(analysed, located),
};

function addRevert({ script }: Analysed): Fix {
  const { text } = script;
  const end = text.trimEnd().length;
  const inOwnBatch = /(^|\n)\s*go\s*(\d+)?\s*$/i.test(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edit = {
    span: { start: end, end: text.length },
    text: `${newline}REVERT;${newline}${inOwnBatch ? `GO${newline}` : ''}`,
  };
  return { title: 'Add REVERT at the end of the script', edits: [edit], preferred: true };
}

function deletion({ script }: Analysed, { step, offset }: Located, title: string): Fix {
  const { text } = script;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let end = offset + step.statement.span.end;
  end += /^[ \t]*;/.exec(text.slice(end, end + 80))?.[0].length ?? 0;
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(text.slice(end, end + 80));
  const wholeLine = text.slice(lineStart, offset).trim() === '' && lineEnd !== null;
  const span = wholeLine ? { start: lineStart, end: end + lineEnd[0].length } : { start: offset, end };
  return { title, edits: [{ span, text: '' }], preferred: true };
}

function useFirst({ script }: Analysed, { step, offset }: Located): readonly Fix[] {
  const pushedIn = step.paths.flatMap(({ outcome }) =>
    outcome.kind === 'error' && outcome.refusal.kind === 'revert-wrong-database' ? [outcome.refusal.pushedIn] : [],
  )[0];
  if (pushedIn === undefined) return [];
  const lineStart = script.text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(script.text.slice(lineStart, offset))?.[0] ?? '';
  const newline = script.text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      title: `Go back to ${pushedIn} first`,
      edits: [{ span: { start: offset, end: offset }, text: `USE ${bracket(pushedIn)};${newline}${indent}` }],
      preferred: true,
    },
  ];
}

/** Names the cookie's variable where REVERT has none. */
function withCookie({ step, offset }: Located): readonly Fix[] {
  const { statement } = step;
  if (statement.kind !== 'revert' || statement.cookie) return [];
  const variable = step.paths
    .map((path) => cookieOf(path.before.stack.frame.guard.by))
    .find((name) => name !== undefined);
  if (variable === undefined) return [];
  const end = offset + statement.span.end;
  return [
    {
      title: `Hand over the cookie ${variable}`,
      edits: [{ span: { start: end, end }, text: ` WITH COOKIE = ${variable}` }],
      preferred: true,
    },
  ];
}

function cookieOf(statement: Statement | undefined): string | undefined {
  return statement?.kind === 'execute_as' && statement.revert.kind === 'cookie' ? statement.revert.variable : undefined;
}

function withoutOption({ script }: Analysed, { step, offset }: Located): readonly Fix[] {
  const { statement } = step;
  if (statement.kind !== 'execute_as' || statement.revert.kind === 'plain') return [];
  const start = offset + (statement.principal?.span.end ?? statement.revert.span.start);
  const end = offset + statement.span.end;
  const option = script.text.slice(start, end).trim();
  return [
    { title: `Remove ${option.replace(/\s+/g, ' ')}`, edits: [{ span: { start, end }, text: '' }], preferred: true },
  ];
}
