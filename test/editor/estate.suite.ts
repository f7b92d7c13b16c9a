/** Projects, snapshots and C# of assemblies in a real editor, through the editor's own commands. The workspace is samples/. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

describe('what the server holds, in the editor', () => {
  it('names the database of a project, and one that it references', async () => {
    const document = await open('estate/shop/Procedures/TopSalaries.sql');
    await until('a hover', () => hoverAt(document, '[$(Payroll)]', /Payroll/));
    await until('a hover', () => hoverAt(document, 'TopSalaries', /ShopLive/));
  });

  it('answers from a snapshot, and says of which day it is', async () => {
    const file = vscode.Uri.joinPath(folder(), 'estate/tsqlcontext.json');
    const text = JSON.stringify({ catalogs: ['server/prod.tsqlcontext-snapshot.json'] });
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    try {
      const document = await open('estate/shop/Script.PostDeployment.sql');
      await until('the day of the snapshot', () => hoverAt(document, 'SELECT Total', /snapshot.*\d{4}-\d{2}-\d{2}/s));
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('finds data access while impersonated in C#, and leads from EXTERNAL NAME to the method', async () => {
    const document = await open('clr/Reports.cs');
    assert.equal(document.languageId, 'csharp');
    const rules = await until('the problem', () => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'tsql-context');
      const names = found.map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)));
      return names.includes('clr-data-access-while-impersonated') ? names : undefined;
    });
    assert.ok(rules.length > 0);
    await until('a hover', () => hoverAt(document, 'caller.Impersonate', /impersonat/i));
    const script = await open('clr/deploy.sql');
    const at = script.positionAt(script.getText().indexOf('EXTERNAL NAME') + 'EXTERNAL NAME Reports.'.length + 1);
    const target = await until('the method', async () => {
      const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        script.uri,
        at,
      );
      const uris = places.map((one) => ('uri' in one ? one.uri : one.targetUri));
      return uris.find((uri) => uri.path.endsWith('Reports.cs'));
    });
    assert.ok(target);
  });
});

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function hoverAt(document: vscode.TextDocument, text: string, wanted: RegExp): Promise<string | undefined> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const found = hovers
    .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
    .join('\n');
  return wanted.test(found) ? found : undefined;
}

async function until<T>(what: string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`no ${what} after 20 seconds`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
