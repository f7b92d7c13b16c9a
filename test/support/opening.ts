/**
 * Opens and closes many scripts of a workspace, one after the other, as the server does, and prints how much of the heap is used
 * after a tenth of them and after all. Runs in a process of its own: node --expose-gc --require tsx/cjs opening.ts
 */

import { Analyses } from '../../server/src/lsp/analyses';
import { find } from '../../server/src/rules/index';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from './parser';
import { stage } from './stage';

const count = 1000;

/** Longer than what is kept at hand, all together. */
function scriptOf(index: number): string {
  const other = index >> 1;
  const lines = Array.from(
    { length: 20 },
    (_, line) => `  INSERT INTO dbo.t${index} SELECT id FROM dbo.t${other} WHERE id = ${line};`,
  );
  return [
    `CREATE TABLE dbo.t${index} (id int);`,
    'GO',
    `CREATE PROCEDURE dbo.p${index} AS\nBEGIN\n${lines.join('\n')}\n  EXECUTE dbo.p${other};\nEND`,
    'GO',
    `GRANT EXECUTE ON dbo.p${index} TO public;`,
  ].join('\n');
}

async function main(): Promise<void> {
  const texts = new Map(Array.from({ length: count }, (_, index) => [`file:///s${index}.sql`, scriptOf(index)]));
  const outside = { has: () => true, textOf: (uri: string) => texts.get(uri), atHand: 100_000 };
  const workspace = new Workspace(await testParser(), stage, outside);
  const analyses = new Analyses(workspace, (subject) => find(subject, '2027-01-31'));
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  for (const one of texts) {
    for (const _ of workspace.load([one]));
    await settle();
  }
  const used: number[] = [];
  let done = 0;
  for (const [uri, text] of texts) {
    workspace.put(uri, text);
    analyses.changed(uri);
    await analyses.judged(uri);
    analyses.closed(uri, []);
    workspace.putAway(uri, text);
    await settle();
    if (++done === count / 10 || done === count) {
      globalThis.gc?.();
      await settle();
      globalThis.gc?.();
      used.push(process.memoryUsage().heapUsed);
    }
  }
  console.log(JSON.stringify(used));
}

void main();
