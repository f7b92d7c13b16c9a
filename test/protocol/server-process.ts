/** A real server process and a client that speaks to it over its standard input and output. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const root = path.resolve(__dirname, '../..');

export interface Server {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server logged. */
  readonly log: string[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(
    uri: string,
    version: number,
    changes: readonly { readonly range?: unknown; readonly text: string }[],
  ): Promise<void>;
  /** The findings of the next publication for a script for which `wanted` holds. */
  findings(uri: string, wanted?: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly capabilities?: InitializeParams['capabilities'];
  readonly settings?: unknown;
  /** Those of a folder, where the client is asked for them. */
  readonly settingsOf?: (folder: string) => unknown;
  readonly folder?: string;
  readonly initializationOptions?: unknown;
  /** What Node runs; the server from its source without it. */
  readonly command?: readonly string[];
  readonly directory?: string;
}

/** The bundle where it was just made; else the source, which takes some seconds to load. */
const ownServer = process.env.TSQLCTX_BUILT
  ? [path.join(root, 'dist/cli.js'), 'lsp', '--stdio']
  : ['--require', 'tsx/cjs', path.join(root, 'server/src/cli/main.ts'), 'lsp', '--stdio'];

/** Starts a server and shakes hands. */
export async function startServer(options: StartOptions = {}): Promise<Server> {
  const { capabilities = {}, settings, folder, initializationOptions, command = ownServer, directory = root } = options;
  const child = spawn(process.execPath, command, { cwd: directory, stdio: ['pipe', 'pipe', 'pipe'] });
  const log: string[] = [];
  child.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      published.set(uri, diagnostics);
      for (const look of waiting) look();
    },
  );
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { scopeUri?: string }[] }) =>
    items.map(({ scopeUri }) => (scopeUri === undefined ? settings : options.settingsOf?.(scopeUri)) ?? null),
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: folder ?? null,
    workspaceFolders: folder ? [{ uri: folder, name: 'test' }] : null,
    capabilities,
    initializationOptions: initializationOptions ?? { settings },
  });
  await connection.sendNotification('initialized', {});
  return {
    process: child,
    connection,
    initialized,
    log,
    open: (uri, text, languageId = 'sql') =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, contentChanges) =>
      connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    findings: (uri, wanted = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(
              new Error(
                `no such findings of ${uri}; the last were ${JSON.stringify(published.get(uri))}; log: ${log.join('\n')}`,
              ),
            ),
          15_000,
        );
        const look = (): void => {
          const found = published.get(uri);
          if (!found || !wanted(found)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        await connection.sendRequest('shutdown').catch(() => undefined);
        await connection.sendNotification('exit').catch(() => undefined);
        await ended;
      }
      connection.dispose();
    },
  };
}
