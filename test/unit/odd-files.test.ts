/** One odd file never costs the others; a script that is too large is read for what it declares. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check } from '../../server/src/cli/check';
import { FileProblem, readScript, readScripts } from '../../server/src/cli/files';
import { findings } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { decodeText } from '../../server/src/text/decode';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';

const leftOpen = "EXECUTE AS LOGIN = 'amy';\n";

describe('odd files', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  const told: { text: string; named: boolean }[] = [];
  const read = (...paths: string[]): string[] => {
    told.length = 0;
    const problem = ({ message }: FileProblem, met: 'named' | 'found'): void => {
      told.push({ text: message.slice(folder.length + 1), named: met === 'named' });
    };
    return [...readScripts(paths, { codePage: undefined, problem })].map(({ file }) => path.basename(file));
  };

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-odd-'));
    const controls = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join('');
    writeFileSync(at('blank.sql'), controls.repeat(40));
    writeFileSync(at('good.sql'), leftOpen);
    writeFileSync(at('torn.sql'), Buffer.concat([Buffer.from('\ufeffSELECT 1', 'utf16le'), Buffer.from([1])]));
    writeFileSync(at('zero.sql'), 'SELECT 1\0SELECT 2 a, b, c');
    symlinkSync('nowhere', at('gone.sql'));
    symlinkSync('loop.sql', at('loop.sql'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('in a folder are named, and the others read', () => {
    assert.deepEqual(read(folder), ['blank.sql', 'good.sql']);
    assert.deepEqual(told, [
      { text: 'gone.sql: there is no such file or folder', named: false },
      { text: 'loop.sql: it is a link that leads to itself', named: false },
      { text: 'torn.sql: it is marked as UTF-16 and has an odd number of bytes', named: false },
      { text: 'zero.sql: it holds zero bytes and is not UTF-16', named: false },
    ]);
  });

  it('of another share are not even looked at', () => {
    const problem = ({ message }: FileProblem): never => assert.fail(message);
    const share = readScripts([folder], { codePage: undefined, problem }, (number) => number === 2); // behind the link
    assert.deepEqual(
      [...share].map(({ file }) => path.basename(file)),
      ['good.sql'],
    );
  });

  it('that were named are told apart, and the others read', () => {
    assert.deepEqual(read(at('zero.sql'), at('good.sql'), at('missing.sql')), ['good.sql']);
    assert.deepEqual(
      told.map(({ named }) => named),
      [true, true],
    );
  });

  it('are an answer, where one is asked for', () => {
    assert.throws(() => readScript(at('missing.sql')), FileProblem);
    assert.throws(() => readScript(folder), /it is a folder/);
  });

  it('of bytes that are no text are none', () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => ((index * 73 + (index >> 3) * 29) % 255) + 1);
    assert.equal(decodeText(noise).kind, 'not_text');
    assert.equal(decodeText(Buffer.from('SELECT \x01\x02\x03 1 -- \x1a', 'latin1')).kind, 'text');
  });
});

describe('a script that is too large', () => {
  const create =
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nCREATE DATABASE Shop;\nGO\nUSE Shop;\nCREATE USER amy FOR LOGIN amy;\n";
  const data = "INSERT INTO dbo.t (a, b) VALUES (1, 'create a use for it');\n".repeat(20_000);
  const other = "USE Shop;\nEXECUTE AS USER = 'amy';\nREVERT;\nEXECUTE AS USER = 'nobody';\nREVERT;\n";
  const stage = {
    login: 'sa',
    database: 'master',
    version: '2025',
    knowledge: 'complete',
    guardDialect: false,
  } as const;
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('is read for what it declares, and says so', async () => {
    const notices: string[] = [];
    const [big, small] = await check(parser, {
      files: [
        { file: 'big.sql', text: `${create}${data}${leftOpen}` },
        { file: 'small.sql', text: other },
      ],
      catalogs: [],
      login: 'sa',
      database: 'master',
      version: '2025',
      knowledge: 'open',
      largest: 1_000_000,
      notice: (file, { text }) => notices.push(`${file}: ${text}`),
    });
    assert.deepEqual(big?.findings, []);
    assert.deepEqual(notices, ['big.sql: it is larger than 1 MB: only what it declares is read']);
    assert.deepEqual(
      small?.findings.map(({ rule, span }) => [rule, other.slice(span.start, span.end)]),
      [['unknown-principal', "'nobody'"]],
    );
  });

  it('of which a part cannot be read leaves the server open', () => {
    const workspace = new Workspace(parser, { ...stage, largest: 1_000_000 });
    workspace.put('big.sql', `${create}CREATE USER [no end\n${data}`);
    workspace.put('small.sql', other);
    assert.deepEqual(findings(finish(workspace.analyse('small.sql', { run: 'possible' }))!), []);
    assert.equal(finish(workspace.analyse('big.sql', { run: 'possible' })), undefined);
    assert.match(workspace.notices('big.sql')[0]!.text, /not all of that could be read/);
  });

  it('is read as a whole once the setting allows it', () => {
    const workspace = new Workspace(parser, { ...stage, largest: 1000 });
    workspace.put('one.sql', `${create}${leftOpen}--${'x'.repeat(1000)}`);
    assert.equal(finish(workspace.analyse('one.sql', { run: 'possible' })), undefined);
    workspace.configure({ ...stage, largest: 10_000 });
    assert.equal(findings(finish(workspace.analyse('one.sql', { run: 'possible' }))!).length, 1);
    assert.deepEqual(workspace.notices('one.sql'), []);
  });

  it('that declares nothing is not held', () => {
    const workspace = new Workspace(parser, { ...stage, largest: 1000 });
    finish(workspace.load([['data.sql', data]]));
    assert.equal(workspace.script('data.sql')?.text, '');
    assert.equal(workspace.notices('data.sql').length, 1);
  });

  it('of batches as large is cut where a statement starts, not inside a module', () => {
    const lines = "SELECT 1;\nPRINT N'CREATE TABLE';\n".repeat(30_000);
    const workspace = new Workspace(parser, { ...stage, largest: 1000 });
    const module = `CREATE PROCEDURE dbo.p AS\n${'CREATE TABLE dbo.inner_one (a int);\n'.repeat(8000)}`;
    workspace.put('big.sql', `${create}${lines}CREATE TABLE dbo.outer_one (a int);\n${lines}\nGO\n${module}\nGO\n`);
    workspace.put('asks.sql', 'USE Shop;\nGO\nSELECT * FROM dbo.outer_one;\nSELECT * FROM dbo.inner_one;\n');
    const { start } = finish(workspace.analyse('asks.sql', { run: 'possible' }))!;
    const objects = [...start.databases.get('shop' as never)!.objects.values()].map(({ name }) => name);
    assert.ok(objects.includes('outer_one'));
    assert.ok(!objects.includes('inner_one'));
  });
});
