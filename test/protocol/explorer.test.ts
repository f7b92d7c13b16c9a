/** The security explorer over a pipe. */
import assert from 'node:assert/strict';
import type { ExplorerItem, ReachAnswer } from '../../server/src/lsp/protocol';
import { type Server, startServer } from './server-process';

describe('the security explorer over a pipe', function () {
  this.timeout(30_000);
  let server: Server;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  it('follows the scripts, leads to declarations and answers who reaches what', async () => {
    const children = (id?: string): Promise<readonly ExplorerItem[]> =>
      server.connection.sendRequest('tsqlContext/explorerChildren', id === undefined ? {} : { id });
    await server.open(
      'untitled:a.sql',
      "\nCREATE LOGIN [<b>]](command:x)] WITH PASSWORD = 'x';\nCREATE DATABASE Till;\n",
    );
    const login = (await children('logins')).find(({ label }) => label === '<b>](command:x)');
    assert.deepEqual(login?.target, { uri: 'untitled:a.sql', position: { line: 1, character: 0 } });
    await server.change('untitled:a.sql', 2, [
      { text: 'CREATE DATABASE Shop;\nGO\nUSE Shop;\nCREATE USER amy WITHOUT LOGIN;\n' },
    ]);
    const names = (await children('databases')).map(({ label }) => label);
    assert.ok(names.includes('Shop') && !names.includes('Till'), names.join());
    const [amy] = (await children('users:shop')).filter(({ label }) => label === 'amy');
    const answer: ReachAnswer = await server.connection.sendRequest('tsqlContext/explorerReach', {
      id: amy!.id,
      question: 'what',
    });
    assert.equal(answer.title, 'What amy in Shop can reach');
    assert.ok(answer.list.some(({ what }) => what === 'DATABASE::Shop'));
  });
});
