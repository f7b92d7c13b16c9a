/** A client that pulls the findings of other scripts may have those of open ones sent: then a key asks for nothing. */
import assert from 'node:assert/strict';
import { setTimeout as later } from 'node:timers/promises';
import type { Diagnostic } from 'vscode-languageserver/node';
import { startServer } from './server-process';

interface Sent {
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
}

const uri = 'untitled:one';
const refused = "EXECUTE AS USER = 'nobody';\n";
const text = `--# session: login=sa db=master\nCREATE DATABASE Shop;\nGO\nUSE Shop;\n${refused}`;

describe('findings that are sent', () => {
  it('come by themselves behind an edit, and no answer to a pull holds them', async () => {
    const server = await startServer({
      capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
      initializationOptions: { takesFindings: true },
    });
    try {
      const { connection } = server;
      const sent: Sent[] = [];
      connection.onNotification('textDocument/publishDiagnostics', (one: Sent) => {
        sent.push(one);
      });
      const comes = async (version: number): Promise<Sent> => {
        for (let turn = 0; turn < 500; turn++) {
          const found = sent.find((one) => one.version === version);
          if (found) return found;
          await later(20);
        }
        throw new Error('nothing was sent');
      };
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text },
      });
      const pulled: { readonly items: readonly unknown[] } = await connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
      });
      assert.deepEqual(pulled.items, []);
      assert.equal(sent.length, 1, 'they are there before the pull is answered');
      const first = await comes(1);
      assert.equal(first.diagnostics.length, 1);

      const end = { line: text.split('\n').length - 1, character: 0 };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ range: { start: end, end }, text: refused }],
      });
      const second = await comes(2);
      assert.equal(second.diagnostics.length, 2);

      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 3 },
        contentChanges: [
          { range: { start: { ...end, line: end.line + 1 }, end: { ...end, line: end.line + 1 } }, text: '-- so' },
        ],
      });
      await later(600);
      assert.equal(sent.length, 2, 'what has not changed is not sent again');
    } finally {
      await server.stop();
    }
  }).timeout(60_000);
});
