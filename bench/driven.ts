/** A real server over standard input and output, as an editor drives it; what it costs is read from the system. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const command = path.resolve(__dirname, '../dist/server.js');

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Driven {
  /** Since it was started, in milliseconds. */
  since(): number;
  open(uri: string, text: string): Promise<void>;
  change(uri: string, text: string): Promise<void>;
  hover(uri: string, position: Place): Promise<string>;
  /** Waits until all scripts are read, and what is answered counts on them; undefined: it takes too long. */
  read(uri: string, position: Place): Promise<number | undefined>;
  /** How far the reading was said to be last. */
  readonly progress: string;
  /** Processor time so far, in milliseconds: of all threads, and of the one that answers. */
  processor(): number;
  answering(): number;
  /** In MB: now, and at most so far. */
  memory(): { readonly now: number; readonly most: number };
  stop(): Promise<void>;
}

/** `storage`: where the server keeps what it finds out. */
export async function drive(folder: string, storage: string): Promise<Driven> {
  const child = spawn(process.execPath, [command, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TSQLCTX_COMPILED: path.join(storage, 'compiled') }, // as the editor does
  });
  const started = performance.now();
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  let progress = '';
  connection.onNotification('$/progress', ({ value }: { value: { kind: string; message?: string } }) => {
    if (value.message?.endsWith('scripts')) progress = value.message;
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { window: { workDoneProgress: true } },
    initializationOptions: { storage },
  });
  await connection.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  const hover = async (uri: string, position: Place): Promise<string> =>
    JSON.stringify(await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }));
  const since = (): number => performance.now() - started;
  return {
    since,
    hover,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text },
      }),
    change(uri, text) {
      const version = (versions.get(uri) ?? 1) + 1;
      versions.set(uri, version);
      return connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
    async read(uri, position) {
      while (since() < patience) {
        if (!(await hover(uri, position)).includes('still being read')) return since();
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return undefined;
    },
    get progress() {
      return progress;
    },
    processor: () => timesIn(`/proc/${child.pid}/stat`),
    answering: () => timesIn(`/proc/${child.pid}/task/${child.pid}/stat`),
    memory: () => memoryOf(child.pid),
    async stop() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

const patience = 600_000;

/** Where the system says it. */
function timesIn(file: string): number {
  const fields = existsSync(file) ? readFileSync(file, 'utf8').split(') ')[1]!.split(' ') : [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

function memoryOf(process: number | undefined): { readonly now: number; readonly most: number } {
  const file = `/proc/${process}/status`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}
