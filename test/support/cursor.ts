/** Scripts of tests in which ‸ marks where the cursor is. */
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { lineIndex } from '../../server/src/text/line-index';
import type { Span } from '../../server/src/text/span';
import type { Analysed, Stage, Workspace } from '../../server/src/workspace/workspace';
import { workspaceWith } from './stage';

export interface AtCursor {
  readonly workspace: Workspace;
  readonly analysed: Analysed;
  readonly offset: number;
}

/** A workspace with the scripts, and the place of the cursor in one of them. */
export function atCursor(
  parser: Parser,
  texts: Readonly<Record<string, string>>,
  changes: Partial<Stage> = {},
): AtCursor {
  const [uri, text] = Object.entries(texts).find(([, one]) => one.includes('‸'))!;
  const plain = Object.fromEntries(Object.entries(texts).map(([name, one]) => [name, one.replace('‸', '')]));
  const workspace = workspaceWith(parser, plain, changes);
  const analysed = finish(workspace.analyse(uri, { run: 'possible' }))!;
  return { workspace, analysed, offset: text.indexOf('‸') };
}

/** `a.sql:3 [bob]`: where something stands, and what stands there. */
export function shown({
  script,
  span,
}: {
  readonly script: { readonly uri: string; readonly text: string };
  readonly span: Span;
}): string {
  const { line } = lineIndex(script.text).at(span.start);
  return `${script.uri}:${line} ${script.text.slice(span.start, span.end)}`;
}
