/**
 * How soon a finding is published that a statement typed behind the end of sp_Blitz leads to, in the real server over standard
 * input and output: from the change with its last letter to the findings of that text. What an editor asks for besides is asked
 * for. `TSQLCTX_CORPUS=... npx tsx bench/finding.ts [milliseconds between two letters]`
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { corpusFolder } from './scripts';

/** The editor puts the quote there that closes the name: what is found at each letter is of one more. */
const statement = "EXECUTE AS USER = 'nobody_there";
interface Ranged {
  readonly range: { readonly end: { readonly character: number } };
}

const times = Number(process.env.TIMES ?? 31);
/** What the editor asks for: at every letter, and when typing pauses. */
const asked = {
  soon: ['textDocument/completion', 'tsqlContext/contextAt'],
  painted: ['textDocument/inlayHint', 'textDocument/semanticTokens/full', 'tsqlContext/ribbon'],
  behind: ['textDocument/codeLens', 'textDocument/documentSymbol'],
};

async function main(): Promise<void> {
  const corpus = corpusFolder();
  if (corpus === undefined) throw new Error('there is no corpus: TSQLCTX_CORPUS');
  const between = Number(process.argv[2] ?? 8);
  const storage = mkdtempSync(path.join(tmpdir(), 'tsqlctx-bench-storage-'));
  const options = (process.env.SERVER_OPTIONS ?? '').split(' ').filter(Boolean);
  const server = path.resolve(__dirname, '../dist/server.js');
  const child = spawn(process.execPath, [...options, server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let [version, typedAt, marks, isThere] = [1, 0, 0, false];
  let found: number | undefined;
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (sent: { readonly version: number; readonly diagnostics: readonly Ranged[] }) => {
      marks = sent.diagnostics.length;
      isThere = sent.diagnostics.some(({ range }) => range.end.character > statement.length);
      if (isThere) found ??= performance.now() - typedAt;
    },
  );
  for (const refresh of ['codeLens', 'semanticTokens', 'inlayHint', 'diagnostics'])
    connection.onRequest(`workspace/${refresh}/refresh`, () => null);
  connection.listen();
  const refreshSupport = true;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(corpus).href,
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: {
        diagnostics: { refreshSupport },
        codeLens: { refreshSupport },
        semanticTokens: { refreshSupport },
        inlayHint: { refreshSupport },
      },
    },
    initializationOptions: { storage, takesFindings: true, followsAnswers: true },
  });
  await connection.sendNotification('initialized', {});
  const file = path.join(corpus, 'first-responder-kit/sp_Blitz.sql');
  const uri = pathToFileURL(file).href;
  const text = `${readFileSync(file, 'utf8').replace(/^\uFEFF/, '')}\n\n`;
  const line = text.split('\n').length - 1;
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sql', version, text },
  });
  const textDocument = { uri };
  const ask = (method: string, character: number): void => {
    const position = { line, character };
    const range = { start: { line: line - 40, character: 0 }, end: position };
    connection.sendRequest(method, { textDocument, uri, position, range }).catch(() => undefined);
  };
  const change = (from: number, to: number, letters: string): void => {
    typedAt = performance.now();
    found = isThere ? 0 : undefined;
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: { line, character: from }, end: { line, character: to } }, text: letters }],
    });
  };
  await later(Number(process.env.READING ?? 12_000));
  const all: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    for (let at = 0; at < statement.length; at++) {
      const letter = statement[at]!;
      if (letter === "'") change(at, at, "''");
      else change(at, at, letter);
      if (letter === "'" || letter === ' ') for (const method of asked.soon) ask(method, at + 1);
      if (at % 10 === 9) for (const method of asked.painted) ask(method, at + 1);
      if (at < statement.length - 1) await later(between);
    }
    for (const method of [...asked.soon, ...asked.painted]) ask(method, statement.length);
    setTimeout(() => {
      for (const method of asked.behind) ask(method, statement.length);
    }, 50);
    for (let wait = 0; found === undefined && wait < 5000; wait += 5) await later(5);
    all.push(found ?? 5000);
    await later(400);
    for (let at = statement.length; at > 0; at--) {
      change(at - 1, at === 19 ? at + 1 : at, '');
      await later(between);
    }
    for (let wait = 0; marks > 0 && wait < 3000; wait += 20) await later(20);
    if (process.env.EACH) console.log(all.at(-1)!.toFixed(0), marks);
    await later(500);
  }
  if (process.env.EACH) console.log(all.map((one) => one.toFixed(0)).join(' '));
  all.sort((a, b) => a - b);
  const [middle, p95] = [all[Math.floor(times / 2)]!, all[Math.ceil(times * 0.95) - 1]!];
  console.log(
    `a letter each ${between} ms: median ${middle.toFixed(0)} ms, 95 of 100 within ${p95.toFixed(0)} ms, most ${all.at(-1)!.toFixed(0)} ms`,
  );
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  rmSync(storage, { recursive: true });
}

void main();
