/** What scripts of tests are analysed for, and a workspace that holds some. */
import type { Parser } from '../../server/src/syntax/parser';
import { type Stage, Workspace } from '../../server/src/workspace/workspace';

export const stage: Stage = {
  login: 'sa',
  database: 'master',
  version: '2025',
  knowledge: 'complete',
  guardDialect: false,
};

/** A workspace with some scripts, by name. */
export function workspaceWith(
  parser: Parser,
  texts: Readonly<Record<string, string>>,
  changes: Partial<Stage> = {},
): Workspace {
  const workspace = new Workspace(parser, { ...stage, ...changes });
  for (const [uri, text] of Object.entries(texts)) workspace.put(uri, text);
  return workspace;
}
