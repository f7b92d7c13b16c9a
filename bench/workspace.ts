/**
 * What an edit costs in workspaces of many scripts, over the protocol on standard input and output: typing in the body of a
 * procedure, editing a header and a GRANT while another script is open, the first hover, and everything read. Makes its own
 * scripts, which refer to each other. `npx tsx bench/workspace.ts [scripts ...]`
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const command = path.resolve(__dirname, '../dist/cli.js');

/** A script with things of its own, and calls of those of others. */
function scriptOf(index: number, count: number): string {
  const other = (index * 7 + 3) % count;
  const steps = Array.from(
    { length: 12 },
    (_, line) => `  INSERT INTO sales.t${index} (id) SELECT id FROM sales.t${other} WHERE id = ${line};`,
  );
  const user = index % 50 === 1 ? `CREATE USER u${index} WITHOUT LOGIN;\nALTER ROLE till ADD MEMBER u${index};\n` : '';
  return `USE shop;
GO
CREATE TABLE sales.t${index} (id int);
${user}GO
CREATE PROCEDURE sales.p${index} AS
BEGIN
${steps.join('\n')}
  EXECUTE sales.p${other};
END
GO
GRANT EXECUTE ON sales.p${index} TO till;
GRANT SELECT ON sales.t${index} TO till;
`;
}
const base = 'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE ROLE till;\nGO\nCREATE SCHEMA sales;\n';

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-'));
  writeFileSync(path.join(folder, 'base.sql'), base);
  for (let index = 0; index < count; index++) {
    const place = path.join(folder, `d${index % 50}`);
    if (index < 50) mkdirSync(place);
    writeFileSync(path.join(place, `s${index}.sql`), scriptOf(index, count));
  }
  const child = spawn(process.execPath, [command, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const started = performance.now();
  const address = (index: number): string => pathToFileURL(path.join(folder, `d${index % 50}`, `s${index}.sql`)).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { window: { workDoneProgress: true } },
  });
  await connection.sendNotification('initialized', {});
  const texts = new Map([1, 2].map((index) => [address(index), scriptOf(index, count)]));
  for (const [uri, text] of texts)
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sql', version: 1, text },
    });
  const hover = (uri: string): Promise<unknown> =>
    connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 8, character: 4 } });
  await hover(address(1));
  const first = performance.now() - started;
  await connection.sendRequest('textDocument/codeLens', { textDocument: { uri: address(1) } });
  const read = performance.now() - started;
  for (const uri of texts.keys()) await hover(uri);
  let version = 1;
  const edit = async (from: string, to: string): Promise<{ readonly own: number; readonly other: number }> => {
    const [uri, other] = [address(1), address(2)];
    const text = texts.get(uri)!.replace(from, to);
    texts.set(uri, text);
    const at = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ text }],
    });
    await hover(uri);
    const own = performance.now() - at;
    await hover(other);
    return { own, other: performance.now() - at };
  };
  const typed: number[] = [];
  for (let key = 0; key < 60; key++) typed.push((await edit('WHERE id = 3', 'WHERE id = 33')).own);
  const headers: { own: number; other: number }[] = [];
  for (let key = 0; key < 15; key++) {
    headers.push(await edit('sales.p1 AS\n', 'sales.p1 WITH EXECUTE AS OWNER AS\n'));
    headers.push(await edit('sales.p1 WITH EXECUTE AS OWNER AS\n', 'sales.p1 AS\n'));
    headers.push(await edit('GRANT SELECT ON sales.t1 ', 'GRANT INSERT ON sales.t1 '));
    headers.push(await edit('GRANT INSERT ON sales.t1 ', 'GRANT SELECT ON sales.t1 '));
  }
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(
    [
      `${count} scripts`,
      `first hover ${ms(first)} (goal 1,000)`,
      `all read ${ms(read)}`,
      `typing p50 ${ms(percentile(typed, 0.5))} p95 ${ms(percentile(typed, 0.95))}`,
      `header or GRANT: own p95 ${ms(
        percentile(
          headers.map(({ own }) => own),
          0.95,
        ),
      )} (goal 50)`,
      `resident ${memoryOf(child.pid)}`,
      `other p95 ${ms(
        percentile(
          headers.map(({ other }) => other),
          0.95,
        ),
      )} (goal 250)`,
    ].join('; '),
  );
  connection.dispose();
  child.kill();
  rmSync(folder, { recursive: true });
}

/** Where the system says it. */
function memoryOf(process: number | undefined): string {
  const file = `/proc/${process}/status`;
  const [, kilobytes] = (existsSync(file) && /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return kilobytes === undefined ? 'not known' : `${(Number(kilobytes) / 1024).toFixed(0)} MB`;
}

async function main(): Promise<void> {
  const counts = process.argv.slice(2).map(Number);
  for (const count of counts.length > 0 ? counts : [30, 3000]) await measure(count);
}

void main();
