/** Finding one's way in a real editor, through the editor's own commands. The workspace is samples/. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { holds, open, until } from './asking';

describe("finding one's way in the editor", () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await open('2-shop.sql');
  });
  const at = (text: string, into = 1): vscode.Position => {
    const offset = document.getText().indexOf(text);
    assert.ok(offset >= 0, text);
    return document.positionAt(offset + into);
  };
  const ask = async <T>(command: string, ...args: unknown[]): Promise<T> =>
    vscode.commands.executeCommand<T>(command, ...args);
  const places = (list: readonly (vscode.Location | vscode.LocationLink)[]): readonly string[] =>
    list.map((one) => {
      const [uri, range] = 'uri' in one ? [one.uri, one.range] : [one.targetUri, one.targetRange];
      return `${uri.path.split('/').at(-1)}:${range.start.line + 1}`;
    });

  it('goes from a clause to the user, and on to its login or key', async () => {
    const clause = at("'order_writer'", 3);
    const [made] = await until('the user', async () => {
      const found = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, clause);
      return found.length > 0 ? found : undefined;
    });
    assert.match(places([made!])[0]!, /^1-server\.sql:/);
    const key = at('CREATE USER payroll_reader', 14);
    const behind = await ask<vscode.Location[]>('vscode.executeDeclarationProvider', document.uri, key);
    assert.deepEqual(places(behind), [`2-shop.sql:${at('CREATE CERTIFICATE payroll_reader').line + 1}`]);
  });

  it('finds references in all scripts, and renames them in their quotes', async () => {
    const name = at('PROCEDURE dbo.PlaceOrder', 16);
    await holds(async () => {
      const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, name);
      assert.ok(new Set(found.map(({ uri }) => uri.path)).size > 1, places(found).join());
    });
    const certificate = at('CERTIFICATE payroll_reader', 14);
    const prepared = await ask<{ placeholder: string }>('vscode.prepareRename', document.uri, certificate);
    assert.equal(prepared.placeholder, 'payroll_reader');
    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      certificate,
      'pay]',
    );
    const texts = edit.entries().flatMap(([, edits]) => edits.map(({ newText }) => newText));
    assert.deepEqual([...new Set(texts)], ['[pay]]]']);
    assert.ok(texts.length >= 4);
  });

  it('says why a rename is refused', async () => {
    const table = at('TABLE dbo.Orders', 11);
    await assert.rejects(ask('vscode.prepareRename', document.uri, table), /none of them/);
  });

  it('lists symbols, folds and links', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.ok(symbols.some(({ name }) => name === 'dbo.PlaceOrder'));
    const everywhere = await ask<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'placeord');
    assert.ok(everywhere.some(({ name }) => name === 'dbo.PlaceOrder'));
    const folds = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    const frame = at('EXECUTE AS CALLER').line;
    assert.ok(
      folds.some(({ start, end }) => start === frame && end === frame + 1),
      'the frame',
    );
    const [selected] = await ask<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [
      at('dbo.Orders'),
    ]);
    assert.ok(selected?.parent);
  });

  it('shows who calls a module, and as whom it runs', async () => {
    const [item] = await ask<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      document.uri,
      at('PROCEDURE dbo.PlaceOrder', 16),
    );
    assert.equal(item?.name, 'dbo.PlaceOrder');
    await holds(async () => {
      const calls = await ask<vscode.CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', item);
      assert.ok(
        calls.some(({ from }) => /runs as order_writer/.test(from.detail ?? '')),
        JSON.stringify(calls.map(({ from }) => from.detail)),
      );
    });
  });

  it('completes behind a class', async () => {
    const { items } = await ask<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at("WITH EXECUTE AS 'order_writer'", 18),
    );
    assert.ok(items.some(({ label }) => label === 'order_writer'));
  });
});
