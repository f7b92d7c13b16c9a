/** Findings of scripts that are not open, pulled from a real server. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { type Server, startServer } from './server-process';

const leftOpen = "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nEXECUTE AS LOGIN = 'amy';\nSELECT 1;\n";
const capabilities = { textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };

describe('workspace diagnostics', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-workspace-')));
    write('a.sql', leftOpen);
    write('b.sql', 'SELECT 1;\n');
  });
  afterEach(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const start = async (settings: object = {}): Promise<Server> => {
    server = await startServer({ folder: pathToFileURL(folder).href, capabilities, settings });
    return server;
  };
  const pull = async (
    previous: readonly WorkspaceDocumentDiagnosticReport[] = [],
  ): Promise<WorkspaceDocumentDiagnosticReport[]> => {
    const previousResultIds = previous.flatMap(({ uri, resultId }) => (resultId ? [{ uri, value: resultId }] : []));
    const { items } = await server!.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds,
    });
    return items;
  };
  const shown = (items: readonly WorkspaceDocumentDiagnosticReport[]): readonly string[] =>
    items.map((one) => {
      const codes = one.kind === 'full' ? one.items.map(({ code }) => code).join() : one.kind;
      return `${path.basename(one.uri)}: ${codes}`;
    });

  /** Pulls until the answer is this: the server reads changed files while it answers, and clients pull again and again. */
  const become = async (
    wanted: readonly string[],
    previous: readonly WorkspaceDocumentDiagnosticReport[],
  ): Promise<void> => {
    for (let round = 0; ; round++) {
      const items = await pull(previous).catch(() => []); // an edit overtook it
      if (round > 20) assert.deepEqual(shown(items), wanted);
      if (shown(items).join() === wanted.join()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('list scripts that are not open, and say what has not changed', async () => {
    const { initialized } = await start();
    assert.equal(initialized.capabilities.diagnosticProvider?.workspaceDiagnostics, true);
    const first = await pull();
    assert.deepEqual(shown(first), ['a.sql: unreverted-execute-as', 'b.sql: ']);
    assert.deepEqual(shown(await pull(first)), ['a.sql: unchanged', 'b.sql: unchanged']);
  });

  it('follow the files and what is configured', async () => {
    const { connection } = await start();
    const first = await pull();
    const changed = async (name: string, text: string): Promise<void> => {
      write(name, text);
      await connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf(name), type: 2 }],
      });
    };
    await changed('b.sql', leftOpen.replaceAll('amy', 'bob'));
    await become(['a.sql: unchanged', 'b.sql: unreverted-execute-as'], first);
    await changed('tsqlcontext.json', '{ "rules": { "unreverted-execute-as": "off" } }');
    await become(['a.sql: ', 'b.sql: unchanged'], first);
    rmSync(path.join(folder, 'b.sql'));
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('b.sql'), type: 3 }],
    });
    await become(['a.sql: ', 'b.sql: '], first);
  });

  it('leave open scripts to those who ask about them', async () => {
    const { open } = await start();
    await open(uriOf('a.sql'), leftOpen);
    assert.deepEqual(shown(await pull()), ['b.sql: ']);
  });

  it('say how far they are', async () => {
    for (let index = 0; index < 25; index++) write(`more-${index}.sql`, `SELECT ${index};\n`);
    const { connection } = await start();
    const kinds: string[] = [];
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      kinds.push(value.kind);
    });
    assert.equal((await pull()).length, 27);
    assert.equal(kinds[0], 'begin');
    assert.equal(kinds.at(-1), 'end');
    assert.ok(kinds.includes('report'));
  });

  it('can be switched off', async () => {
    await start({ workspace: { diagnostics: false } });
    assert.deepEqual(await pull(), []);
  });
});
