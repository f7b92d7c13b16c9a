/** Projects, snapshots and C# of assemblies in a real editor, through the editor's own commands. The workspace is samples/. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { folder, hoverAt, open, ours, ruleOf, until } from './asking';

describe('what the server holds, in the editor', () => {
  it('names the database of a project, and one that it references', async () => {
    const document = await open('estate/shop/Procedures/TopSalaries.sql');
    await hoverAt(document, '[$(Payroll)]', /Payroll/);
    await hoverAt(document, 'TopSalaries', /ShopLive/);
  });

  it('answers from a snapshot, and says of which day it is', async () => {
    const file = vscode.Uri.joinPath(folder(), 'estate/tsqlcontext.json');
    const text = JSON.stringify({ catalogs: ['server/prod.tsqlcontext-snapshot.json'] });
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    try {
      const document = await open('estate/shop/Script.PostDeployment.sql');
      await hoverAt(document, 'SELECT Total', /snapshot.*\d{4}-\d{2}-\d{2}/s);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('finds data access while impersonated in C#, and leads from EXTERNAL NAME to the method', async () => {
    const document = await open('clr/Reports.cs');
    assert.equal(document.languageId, 'csharp');
    const rules = await until('the problem', () => {
      const names = ours(document.uri).map(ruleOf);
      return names.includes('clr-data-access-while-impersonated') ? names : undefined;
    });
    assert.ok(rules.length > 0);
    await hoverAt(document, 'caller.Impersonate', /impersonat/i);
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
