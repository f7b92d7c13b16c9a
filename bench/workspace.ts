/**
 * What an edit costs in workspaces of many scripts, over the protocol on standard input and output: typing in the body of a
 * procedure, editing a header and a GRANT while another script is open, the first hover, and everything read. Makes its own
 * scripts, which refer to each other. `npx tsx bench/workspace.ts [scripts ...]`
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { makeWorkspace } from './made';

const command = path.resolve(__dirname, '../dist/cli.js');

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}

async function measure(count: number): Promise<{ readonly count: number; readonly processor: number }> {
  const made = makeWorkspace(count);
  const { folder } = made;
  const child = spawn(process.execPath, [command, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const started = performance.now();
  const address = (index: number): string => pathToFileURL(made.placeOf(index)).href;
  let progress = '';
  connection.onNotification('$/progress', ({ value }: { value: { kind: string; message?: string } }) => {
    if (value.message?.endsWith('scripts')) progress = value.message;
  });
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { window: { workDoneProgress: true } },
  });
  await connection.sendNotification('initialized', {});
  const texts = new Map([1, 2].map((index) => [address(index), made.textOf(index)]));
  for (const [uri, text] of texts)
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sql', version: 1, text },
    });
  const hover = (uri: string): Promise<unknown> =>
    connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 8, character: 4 } });
  await hover(address(1));
  const first = performance.now() - started;
  const patience = count > 1000 ? 600_000 : 60_000;
  while (performance.now() - started < patience && JSON.stringify(await hover(address(1))).includes('still being read'))
    await new Promise((resolve) => setTimeout(resolve, 100));
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
  const before = processorOf(child.pid);
  for (let key = 0; key < keys; key++) typed.push((await edit('WHERE o.id = 3', 'WHERE o.id = 33')).own);
  const processor = (processorOf(child.pid) - before) / keys;
  const headers: { own: number; other: number }[] = [];
  for (let key = 0; key < 15; key++) {
    headers.push(await edit('sales.p1 @n int AS\n', 'sales.p1 @n int WITH EXECUTE AS OWNER AS\n'));
    headers.push(await edit('sales.p1 @n int WITH EXECUTE AS OWNER AS\n', 'sales.p1 @n int AS\n'));
    headers.push(await edit('GRANT SELECT ON sales.t1 ', 'GRANT INSERT ON sales.t1 '));
    headers.push(await edit('GRANT INSERT ON sales.t1 ', 'GRANT SELECT ON sales.t1 '));
  }
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(
    [
      `${count} scripts (${(made.bytes / 1e6).toFixed(0)} MB)`,
      `first hover ${ms(first)} (goal 1,000)`,
      `all read ${ms(read)} (goal ${goalOf(count)}${progress ? `; progress said ${progress}` : ''})`,
      `typing p50 ${ms(percentile(typed, 0.5))} p95 ${ms(percentile(typed, 0.95))}, ${ms(processor)} of processor time a keystroke (goal: 1.25 times that at 30 scripts)`,
      `header or GRANT: own p95 ${ms(
        percentile(
          headers.map(({ own }) => own),
          0.95,
        ),
      )} (goal 50)`,
      `resident ${memoryOf(child.pid)} (goal 700 MB)`,
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
  made.remove();
  return { count, processor };
}

const keys = 100;

function goalOf(count: number): string {
  return count < 2000 ? '10,000 ms' : '60,000 ms';
}

/** The processor time of another process so far, where the system says it; in milliseconds. */
function processorOf(process: number | undefined): number {
  const file = `/proc/${process}/stat`;
  const fields = existsSync(file) ? readFileSync(file, 'utf8').split(') ')[1]!.split(' ') : [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** Where the system says it. */
function memoryOf(process: number | undefined): string {
  const file = `/proc/${process}/status`;
  const [, kilobytes] = (existsSync(file) && /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return kilobytes === undefined ? 'not known' : `${(Number(kilobytes) / 1024).toFixed(0)} MB`;
}

async function main(): Promise<void> {
  const counts = process.argv.slice(2).map(Number);
  const found: Awaited<ReturnType<typeof measure>>[] = [];
  for (const count of counts.length > 0 ? counts : [30, 3000, 10_000]) found.push(await measure(count));
  const [first, ...others] = found;
  for (const { count, processor } of others)
    console.log(
      `typing, ${count} scripts beside ${first!.count}: ${(processor / first!.processor).toFixed(2)} times (goal 1.25)`,
    );
}

void main();
