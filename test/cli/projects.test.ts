/** Database projects and packages on the built command. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { comments, element, packageOf, property, relationship, script } from '../support/packages';
import { Folder, isBuilt, type Ran } from './command';

const sdk = (inside = ''): string =>
  `<Project><Sdk Name="Microsoft.Build.Sql" Version="1.0.0" />${inside === '' ? '' : `<ItemGroup>${inside}</ItemGroup>`}</Project>`;

const collated = (name: string): string =>
  sdk().replace('</Project>', `<PropertyGroup><DefaultCollation>${name}</DefaultCollation></PropertyGroup></Project>`);

describe('tsqlctx on database projects', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder?.remove());
  const output = ({ stdout }: Ran): string => stdout;

  it('knows the database of each script, and what is in it', () => {
    folder.write({
      'shop/Shop.sqlproj': sdk(),
      'shop/users.sql': 'CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE TABLE dbo.orders (total int);\n',
      'shop/p.sql':
        "CREATE PROCEDURE dbo.p AS\nEXECUTE AS USER = 'clerk';\nSELECT total FROM dbo.orders;\nEXECUTE AS USER = 'nobody';\n",
    });
    const checked = output(folder.run('check', 'shop'));
    assert.match(checked, /p\.sql:4:\d+ error\[unknown-principal\]/);
    assert.match(output(folder.run('explain', 'shop/users.sql:3')), /dbo \(login sa\) @ Shop/);
    assert.match(output(folder.run('trace', '--format', 'text', 'shop/users.sql')), /as sa \/ dbo @ Shop: ok/);
  });

  it('explains a script of two projects in each', () => {
    folder.write({
      'A.sqlproj': sdk('<Build Remove="b/**" />'),
      'B.sqlproj': sdk(),
      'b/u.sql': 'CREATE USER clerk WITHOUT LOGIN;\n',
      'common/p.sql': "CREATE PROCEDURE dbo.p AS\nEXECUTE AS USER = 'clerk';\n",
    });
    const told = output(folder.run('explain', 'common/p.sql:2'));
    assert.match(told, /@ A.*15517.*In database B, whose project includes this script, too:.*@ B/s);
    const { stderr } = folder.run('trace', 'common/p.sql');
    assert.match(stderr, /several projects include it: it is run in database A here, and it is a part of B, too/);
  });

  it('takes a package that NuGet has restored', () => {
    const reference = '<PackageReference Include="Acme.Users" Version="1.2.0" />';
    folder.write({
      'Shop.sqlproj': sdk(reference),
      'p.sql': "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'amy';\n",
    });
    assert.match(folder.run('check', '.').stderr, /Acme\.Users: it is not at hand/);
    folder.write({ 'packages/acme.users/1.2.0/tools/x.txt': '' });
    const place = path.join(folder.path, 'packages/acme.users/1.2.0/tools/Acme.Users.dacpac');
    writeFileSync(place, packageOf(element('SqlUser', '[amy]', property('IsWithoutLogin', 'True'))));
    const { stdout, stderr } = folder.run('check', '.');
    assert.doesNotMatch(stderr, /Acme\.Users: it is not at hand/);
    assert.doesNotMatch(stdout, /unknown-principal|not known/);
  });

  it('compares names as the collation of the project says', () => {
    const files = {
      'shop/users.sql': 'CREATE USER Clerk WITHOUT LOGIN;\nGO\nCREATE TABLE dbo.Orders (total int);\n',
      'shop/grants.sql': 'GRANT SELECT ON dbo.Orders TO Clerk;\n',
      'shop/other.sql': "EXECUTE AS USER = 'clerk';\n",
      'shop/own.sql': "EXECUTE AS USER = 'Clerk';\nSELECT total FROM dbo.Orders;\nREVERT;\n",
    };
    folder.write({ ...files, 'shop/Shop.sqlproj': collated('Latin1_General_CS_AS') });
    const checked = output(folder.run('check', 'shop'));
    assert.match(checked, /other\.sql:1:19 error\[unknown-principal\] There is no user 'clerk' here\. Msg 15517/);
    assert.match(checked, /1 error, 0 warnings/);
    assert.match(output(folder.run('explain', 'shop/other.sql:1')), /15517/);
    assert.match(output(folder.run('trace', '--format', 'text', 'shop/other.sql')), /15517/);
    folder.write({ 'shop/Shop.sqlproj': collated('Latin1_General_CI_AS') });
    assert.doesNotMatch(output(folder.run('check', 'shop')), /15517/);
  });

  it('tells logins and databases apart where the collation of the server does', () => {
    const script =
      "CREATE DATABASE Shop;\nGO\nCREATE LOGIN Amy WITH PASSWORD = 'x';\nGO\nUSE shop;\nGO\nEXECUTE AS LOGIN = 'amy';\n";
    folder.write({ 'a.sql': script, 'tsqlcontext.json': '{ "knowledge": "complete" }' });
    assert.doesNotMatch(output(folder.run('check', '.')), /911|15406/);
    folder.write({ 'tsqlcontext.json': '{ "knowledge": "complete", "serverCollation": "Latin1_General_CS_AS" }' });
    const checked = output(folder.run('check', '.'));
    assert.match(checked, /a\.sql:5:5 error\[refused\] There is no database 'shop'\. Msg 911/);
    assert.match(checked, /a\.sql:7:20 error\[unknown-principal\] There is no login 'amy' here\. Msg 15406/);
  });

  it('reads the rest of a project where one of its scripts is named', () => {
    folder.write({
      'shop/Shop.sqlproj': sdk(),
      'shop/users.sql': 'CREATE USER clerk WITHOUT LOGIN;\n',
      'shop/sub/p.sql': "CREATE PROCEDURE dbo.p AS\nEXECUTE AS USER = 'clerk';\nREVERT;\n",
    });
    assert.match(output(folder.run('check', 'shop/sub/p.sql')), /^1 script, 3 statements: 0 errors, 0 warnings/);
  });

  it('takes every script of a project for T-SQL', () => {
    folder.write({
      'Shop.sqlproj': sdk(),
      'u.sql': 'CREATE USER clerk WITHOUT LOGIN; -- engine=innodb\nSELECT `x`;\n',
      'p.sql': "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk'; REVERT;\n",
    });
    assert.match(output(folder.run('check', 'p.sql')), /0 errors, 0 warnings/);
  });

  it('takes nothing for missing where a script of the project is', () => {
    folder.write({
      'Shop.sqlproj': sdk('<Build Include="gone.sql" />'),
      'p.sql': "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk'; REVERT;\n",
    });
    const { stdout, stderr } = folder.run('check', '.');
    assert.match(stdout, /0 errors, 0 warnings/);
    assert.match(stderr, /Shop\.sqlproj: database Shop may hold more than is known: gone\.sql is not at hand/);
  });

  it('follows variables and references to other projects', () => {
    folder.write({
      'a/A.sqlproj': sdk(
        '<ProjectReference Include="../b/B.sqlproj"><DatabaseSqlCmdVariable>Other</DatabaseSqlCmdVariable></ProjectReference>',
      ),
      'a/v.sql':
        'CREATE VIEW dbo.v AS SELECT x FROM [$(Other)].dbo.t;\nGO\nSELECT x FROM [$(Other)].dbo.t;\nSELECT x FROM [$(Other)].dbo.u;\n',
      'b/B.sqlproj': sdk(),
      'b/t.sql': 'CREATE TABLE dbo.t (x int);\n',
    });
    const { stdout } = folder.run('check', '.', '--format', 'json');
    const { files } = JSON.parse(stdout) as {
      readonly files: readonly {
        readonly findings: readonly { readonly rule: string; readonly start: { readonly line: number } }[];
      }[];
    };
    const found = files.flatMap(({ findings }) => findings.map(({ rule, start }) => `${start.line} ${rule}`));
    assert.deepEqual(found, ['4 refused']);
  });

  it('looks at a script in each project that includes it, and says so', () => {
    folder.write({
      'a/A.sqlproj': sdk('<Build Include="../common/p.sql" />'),
      'a/u.sql': 'CREATE USER clerk WITHOUT LOGIN;\n',
      'b/B.sqlproj': sdk('<Build Include="../common/p.sql" />'),
      'common/p.sql': "CREATE PROCEDURE dbo.p AS\nEXECUTE AS USER = 'clerk';\nREVERT;\n",
    });
    const { stdout, stderr } = folder.run('check', '.');
    assert.match(stdout, /p\.sql:2:\d+ error\[unknown-principal\] In database B: /);
    assert.match(stderr, /p\.sql: several projects include it: it is looked at in databases A, B/);
  });

  it('finds what is wrong in a project file, once', () => {
    folder.write({ 'A.sqlproj': '<Project>\n<ItemGroup>\n</Project>\n', 'a.sql': 'SELECT 1;\n' });
    const { stdout, status } = folder.run('check', '.');
    assert.match(stdout, /^A\.sqlproj:3:\d+ warning\[project-file\] The file can't be read: /);
    assert.equal(stdout.match(/project-file/g)?.length, 1);
    assert.equal(status, 0);
  });

  it('obeys the configuration: another name, the profile that counts', () => {
    folder.write({
      'tsqlcontext.json':
        '{ "projects": [{ "files": ["shop/*.sqlproj"], "profile": "prod.publish.xml" }], "session": { "database": "tempdb" } }',
      'shop/Shop.sqlproj': sdk(),
      'shop/t.sql': 'SELECT 1;\n',
      'shop/test.publish.xml':
        '<Project><PropertyGroup><TargetDatabaseName>Test</TargetDatabaseName></PropertyGroup></Project>',
      'shop/prod.publish.xml':
        '<Project><PropertyGroup><TargetDatabaseName>Prod</TargetDatabaseName></PropertyGroup></Project>',
    });
    assert.match(output(folder.run('check', '.', '--explain-unknown')), /0 errors/);
    const place = (): string => output(folder.run('explain', 'shop/t.sql:1'));
    assert.match(place(), /@ Prod/);
    folder.write({ 'tsqlcontext.json': '{ "projects": [{ "files": ["**/Shop.sqlproj"], "database": "Mine" }] }' });
    assert.match(place(), /@ Mine/);
  });

  it('takes packages as catalogs, by name and by reference', () => {
    const bytes = packageOf(
      element('SqlTable', '[dbo].[t]') +
        element('SqlUser', '[amy]', property('IsWithoutLogin', 'True')) +
        element(
          'SqlPermissionStatement',
          '[Grant.Select.Object].[amy].[dbo].[dbo].[t]',
          relationship('Grantee', '[amy]') + relationship('SecuredObject', '[dbo].[t]'),
        ) +
        element('SqlProcedure', '[dbo].[p]', script('BodyScript', 'SELECT 1;') + comments('CREATE PROCEDURE dbo.p AS')),
    );
    folder.write({
      'a.sql':
        "USE Shop;\nSELECT * FROM dbo.t;\nEXECUTE AS USER = 'amy';\nSELECT * FROM dbo.t;\nEXEC dbo.p;\nREVERT;\n",
    });
    writeFileSync(path.join(folder.path, 'shop.dacpac'), bytes);
    const checked = output(folder.run('check', '--catalog', 'shop.dacpac', 'a.sql'));
    assert.match(checked, /a\.sql:5:\d+ error\[/);
    assert.match(checked, /1 error, 0 warnings/);
    folder.write({
      'tsqlcontext.json': '{ "catalogs": ["shop.dacpac"] }',
      'b/B.sqlproj': sdk(
        '<ArtifactReference Include="..\\shop.dacpac"><DatabaseVariableLiteralValue>Store</DatabaseVariableLiteralValue></ArtifactReference>',
      ),
      'b/b.sql': 'SELECT * FROM Store.dbo.t;\nGO\nSELECT * FROM Store.dbo.u;\n',
    });
    assert.match(output(folder.run('check', 'a.sql')), /1 error, 0 warnings/);
    assert.match(output(folder.run('check', 'b')), /b\.sql:3:\d+ error\[[\s\S]*1 error, 0 warnings/);
  });

  it('shows in samples/estate what its comments say', () => {
    const estate = path.join(folder.path, 'estate');
    cpSync(path.resolve(__dirname, '../../samples/estate'), estate, { recursive: true });
    const model = readFileSync(path.join(estate, 'legacy/model.xml'));
    writeFileSync(path.join(estate, 'legacy/Legacy.dacpac'), zipSync({ 'model.xml': new Uint8Array(model) }));
    const { stdout, stderr } = folder.run('check', 'estate');
    const found = [...stdout.matchAll(/^estate\/(\S+) (\w+\[[\w-]+\])/gm)].map(([, place, rule]) => `${place} ${rule}`);
    assert.deepEqual(found, [
      'shop/Procedures/TopSalaries.sql:5:29 error[cross-db-in-sandbox]',
      'shop/Script.PostDeployment.sql:4:19 error[permission-denied]',
      'shop/Script.PostDeployment.sql:7:18 error[refused]',
    ]);
    assert.match(stdout, /everything decided\n$/);
    assert.match(stdout, /cannot leave ShopLive/);
    assert.equal(stderr, '');
  });

  it('ends with one line on a package that cannot be read', () => {
    folder.write({ 'a.sql': 'SELECT 1;\n', 'x.dacpac': 'no zip' });
    const { stderr, status } = folder.run('check', '--catalog', 'x.dacpac', 'a.sql');
    assert.equal(stderr, 'tsqlctx: x.dacpac: it is no package: it is not a zip file\n');
    assert.equal(status, 2);
  });

  it('reads nothing outside of the workspace, whatever a project says', () => {
    const outside = new Folder();
    try {
      outside.write({
        'secret.sql': 'CREATE USER secret WITHOUT LOGIN;\n',
        'secret.props':
          '<Project><PropertyGroup><TargetDatabaseName>Secret</TargetDatabaseName></PropertyGroup></Project>',
      });
      const there = `../${path.basename(outside.path)}`;
      folder.write({
        'tsqlcontext.json': '{}',
        'A.sqlproj': `<Project><Sdk Name="Microsoft.Build.Sql" /><Import Project="${there}/secret.props" /><ItemGroup>
          <Build Include="${there}/**/*.sql;${there}/secret.sql;linked.sql" /></ItemGroup></Project>`,
        'a.sql': "EXECUTE AS USER = 'secret';\nREVERT;\n",
      });
      symlinkSync(path.join(outside.path, 'secret.props'), path.join(folder.path, 'Directory.Build.props'));
      symlinkSync(path.join(outside.path, 'secret.sql'), path.join(folder.path, 'linked.sql'));
      const { stdout, stderr } = folder.run('check', 'a.sql', '--explain-unknown');
      assert.match(stdout, /whether principal 'secret' exists in A is not known/);
      assert.match(stderr, /may hold more than is known/);
    } finally {
      outside.remove();
    }
  });
});
