/** Database projects in the editor: a real server, real files. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Range } from '../../server/src/lsp/protocol';
import { element, packageOf, property } from '../support/packages';
import { type Server, startServer } from './server-process';

const project = '<Project><Sdk Name="Microsoft.Build.Sql" Version="1.0.0" /></Project>';
const calls = "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'nobody';\n";

describe('database projects in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let server: Server | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-project-')));
    mkdirSync(path.join(folder, 'shop'));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = async (name: string, text: string): Promise<void> => {
    writeFileSync(path.join(folder, name), text);
    await server?.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type: 1 }],
    });
  };
  const hover = async (name: string, line: number, character: number): Promise<string> => {
    const answer = await server?.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf(name) },
      position: { line, character },
    });
    return JSON.stringify(answer);
  };

  it('say in which database a script is, and what is not there', async () => {
    await write('shop/Shop.sqlproj', project);
    await write('shop/p.sql', calls);
    server = await startServer({ folder: pathToFileURL(folder).href, settings: { hover: 'everywhere' } });
    await server.open(uriOf('shop/p.sql'), calls);
    const [found] = await server.findings(uriOf('shop/p.sql'), (list) => list.length === 1);
    assert.equal(found?.code, 'unknown-principal');
    assert.match(await hover('shop/p.sql', 0, 2), /in \*\*Shop\*\*/);
    await write('shop/u.sql', 'CREATE USER nobody WITHOUT LOGIN;\n');
    await server.findings(uriOf('shop/p.sql'), (list) => list.every(({ code }) => code !== 'unknown-principal'));
    await write(
      'shop/x.publish.xml',
      '<Project><PropertyGroup><TargetDatabaseName>Prod</TargetDatabaseName></PropertyGroup></Project>',
    );
    for (let tries = 0; !/\*\*Prod\*\*/.test(await hover('shop/p.sql', 0, 2)); tries++) assert.ok(tries < 100);
  });

  it('say in the hover what holds in each database that has a script', async () => {
    const both = (name: string): void => {
      mkdirSync(path.join(folder, name));
      const build = '<ItemGroup><Build Include="../shop/p.sql" /></ItemGroup></Project>';
      writeFileSync(path.join(folder, name, `${name}.sqlproj`), project.replace('</Project>', build));
    };
    both('First');
    both('Second');
    await write('Second/u.sql', 'CREATE USER nobody WITHOUT LOGIN;\n');
    await write('shop/p.sql', calls);
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('shop/p.sql'), calls);
    await server.findings(uriOf('shop/p.sql'), (list) => list.some(({ code }) => code === 'unknown-principal'));
    const told = await hover('shop/p.sql', 0, 30);
    assert.match(
      told,
      /in \*\*First\*\*.*15517.*Another project includes this script, too\. In database Second:.*in \*\*Second\*\*/,
    );
  });

  it('lead into packages, which are read-only documents', async () => {
    const made = packageOf(element('SqlUser', '[amy]', property('IsWithoutLogin', 'True')));
    writeFileSync(path.join(folder, 'a b.dacpac'), made);
    const reference = '<ArtifactReference Include="..\\a b.dacpac" />';
    await write('shop/Shop.sqlproj', project.replace('</Project>', `<ItemGroup>${reference}</ItemGroup></Project>`));
    await write('shop/c.sql', "EXECUTE AS USER = 'amy';\n");
    server = await startServer({ folder: pathToFileURL(folder).href });
    await server.open(uriOf('shop/c.sql'), "EXECUTE AS USER = 'amy';\n");
    const answer = await server.connection.sendRequest('textDocument/definition', {
      textDocument: { uri: uriOf('shop/c.sql') },
      position: { line: 0, character: 20 },
    });
    const [place] = (Array.isArray(answer) ? answer : [answer]) as { readonly uri: string; readonly range: Range }[];
    assert.match(place?.uri ?? '', /^tsql-context:\/packages\/.*a%20b\.dacpac\.sql$/);
    const text = await server.connection.sendRequest('tsqlContext/packageText', { address: place?.uri });
    assert.match(String(text).split('\n')[place!.range.start.line] ?? '', /^CREATE USER \[amy\]/);
  });

  it('show where they are broken, until they are mended', async () => {
    await write('shop/Shop.sqlproj', '<Project>\n  <Sdk>\n</Project>');
    server = await startServer({ folder: pathToFileURL(folder).href });
    const [found] = await server.findings(uriOf('shop/Shop.sqlproj'), (list) => list.length === 1);
    assert.equal(found?.code, 'project-file');
    assert.equal(found?.range.start.line, 2);
    await write('shop/Shop.sqlproj', project);
    await server.findings(uriOf('shop/Shop.sqlproj'), (list) => list.length === 0);
  });
});
