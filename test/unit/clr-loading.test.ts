/** What is read of C#, and when: without a file that the server may start something in, the grammar is not needed. */
import assert from 'node:assert/strict';
import { codeOfLines } from '../../bench/managed';
import { loadManaged } from '../../server/src/cli/managed';
import { createCSharpReader } from '../../server/src/clr/syntax/reader';
import { readCSharpGrammarFiles } from '../../server/src/lsp/grammar-files';
import { judgeManaged } from '../../server/src/rules/managed';
import { finish } from '../../server/src/text/finish';
import { ManagedCode } from '../../server/src/workspace/managed/managed';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const client = `using Microsoft.SqlServer.Server;
public class Client { public void Send() { new SqlDataRecord(); SqlContext.WindowsIdentity.Impersonate(); } }`;

async function workspaceOf(script?: string): Promise<Workspace> {
  const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
  const workspace = new Workspace(await testParser(), stage);
  if (script !== undefined) workspace.put('a.sql', script);
  return workspace;
}

describe('C# at hand', () => {
  it('needs no grammar where there is none, or none of an assembly', async () => {
    const workspace = await workspaceOf();
    assert.equal(await loadManaged(workspace, []), undefined);
    assert.equal(await loadManaged(workspace, [{ file: 'Client.cs', text: client }]), undefined);
  });

  it('counts where a script names its method', async () => {
    const workspace = await workspaceOf('CREATE PROCEDURE dbo.p AS EXTERNAL NAME a.Client.Send;');
    const loaded = await loadManaged(workspace, [{ file: 'Client.cs', text: client }]);
    assert.deepEqual(loaded?.files, ['Client.cs']);
    const other = await workspaceOf('CREATE PROCEDURE dbo.p AS EXTERNAL NAME a.Other.Send;');
    assert.deepEqual((await loadManaged(other, [{ file: 'Client.cs', text: client }]))?.files, []);
  });

  it('is read and followed again only where it has changed', async () => {
    const managed = new ManagedCode(await workspaceOf(), { unitOf: () => '', projectOf: () => undefined });
    const reader = await createCSharpReader(readCSharpGrammarFiles());
    managed.use(reader);
    const code = codeOfLines(2000);
    managed.put('Big.cs', code);
    const before = finish(managed.analyse('Big.cs'))!;
    const lowered = reader.lowered;
    managed.put('Big.cs', code.replace('text += reader', 'text +=  reader'));
    const after = finish(managed.analyse('Big.cs'))!;
    assert.equal(reader.lowered, lowered + 1);
    const kept = after.unit.entries.filter(({ run }) => before.unit.entries.some((one) => one.run === run));
    assert.equal(kept.length, before.unit.entries.length - 1);
  }).timeout(20_000);

  it('never fails on a text that is cut off', async () => {
    const managed = new ManagedCode(await workspaceOf(), { unitOf: () => '', projectOf: () => undefined });
    managed.use(await createCSharpReader(readCSharpGrammarFiles()));
    const code = codeOfLines(60);
    for (let end = 0; end <= code.length; end += 7) {
      managed.put('Cut.cs', code.slice(0, end));
      const known = finish(managed.analyse('Cut.cs'));
      if (known) judgeManaged(known);
    }
  }).timeout(60_000);
});
