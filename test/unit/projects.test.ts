/** Database projects read from their files alone: which database, which scripts, which values, which others. */
import assert from 'node:assert/strict';
import { isCaseSensitive } from '../../server/src/catalog/collation';
import { type Estate, estateOf } from '../../server/src/projects/estate';
import { findProjects } from '../../server/src/projects/find';
import { patternOf } from '../../server/src/projects/globs';
import type { Said } from '../../server/src/projects/names';
import { versionOf } from '../../server/src/projects/platform';
import { type Project, readProject } from '../../server/src/projects/project';
import { filesInMemory } from '../support/memory-files';

const sdk = (inside = ''): string =>
  `<Project DefaultTargets="Build"><Sdk Name="Microsoft.Build.Sql" Version="1.0.0" />${inside}</Project>`;
const classic = (inside = ''): string =>
  `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">${inside}</Project>`;
const community = (inside = ''): string => `<Project Sdk="MSBuild.Sdk.SqlProj/2.0.0">${inside}</Project>`;
const group = (inside: string): string => `<PropertyGroup>${inside}</PropertyGroup>`;
const items = (inside: string): string => `<ItemGroup>${inside}</ItemGroup>`;

function project(file: string, texts: Readonly<Record<string, string>>): Project {
  const read = readProject(`/w/${file}`, filesInMemory(texts));
  assert.ok(read.project, JSON.stringify(read.broken));
  return read.project;
}

function estate(texts: Readonly<Record<string, string>>, said: Readonly<Record<string, Said>> = {}): Estate {
  const files = filesInMemory(texts);
  const seeds = Object.keys(texts).flatMap((name) => (/proj$/.test(name) ? [`/w/${name}`] : []));
  const { projects } = findProjects(seeds, files);
  return estateOf(projects, {
    files,
    said: (file) => said[file.slice(3)] ?? {},
    packageAt: () => ({ kind: 'refused', because: 'it is not at hand' }),
  });
}

const namesOf = (paths: readonly string[]): readonly string[] => paths.map((path) => path.slice(3)).sort();

describe('database projects', () => {
  it('hold every script below them in the SDK style, but what is taken out or run around publishing', () => {
    const { model, before, after, database, name } = project('a/A.sqlproj', {
      'a/A.sqlproj': sdk(
        items(
          '<Build Remove="old\\**" /><PreDeploy Include="pre.sql" /><PostDeploy Include="post.sql" /><None Include="x.sql"/>',
        ),
      ),
      'a/t.sql': '',
      'a/dbo/Tables/u.SQL': '',
      'a/old/v.sql': '',
      'a/bin/w.sql': '',
      'a/pre.sql': '',
      'a/post.sql': '',
      'a/x.sql': '',
      'b.sql': '',
    });
    assert.deepEqual(namesOf(model), ['a/dbo/Tables/u.SQL', 'a/t.sql']);
    assert.deepEqual(
      [namesOf(before), namesOf(after), database, name],
      [['a/pre.sql'], ['a/post.sql'], undefined, 'A'],
    );
  });

  it('hold what they name in the style of Visual Studio, with patterns, lists, conditions and escapes', () => {
    const { model, open } = project('A.sqlproj', {
      'A.sqlproj': classic(
        group('<Half>dbo</Half><Whole>$(half)\\T*</Whole>') +
          items(
            `<Build Include="a.sql;b%20c.sql" /><Build Include="$(Whole)\\*.sql" Exclude="**\\skip?.sql" />
             <Build Include="never.sql" Condition="'$(Configuration)' == 'Release' And ('$(X)' != '1' Or Exists('a.sql'))" />
             <Build Include="always.sql" Condition=" '$(Configuration)' == '' or !Exists('a.sql') " />`,
          ),
      ),
      'a.sql': '',
      'b c.sql': '',
      'never.sql': '',
      'always.sql': '',
      'loose.sql': '',
      'dbo/Tables/t.sql': '',
      'dbo/Tables/skip1.sql': '',
    });
    assert.deepEqual(namesOf(model), ['a.sql', 'always.sql', 'b c.sql', 'dbo/Tables/t.sql']);
    assert.deepEqual(open, []);
  });

  it('of the community SDK leave out the folders of what runs around publishing', () => {
    const { model, version, after } = project('A.csproj', {
      'A.csproj': community(items('<PostDeploy Include="Post-Deployment\\p.sql" />')),
      'Tables/t.sql': '',
      'Post-Deployment/p.sql': '',
      'Pre-Deployment/q.sql': '',
    });
    assert.deepEqual([namesOf(model), namesOf(after), version], [['Tables/t.sql'], ['Post-Deployment/p.sql'], '2019']);
  });

  it('take properties from Directory.Build.props above, from imports and from branches', () => {
    const { version, options, database, doubts, open } = project('src/a/A.sqlproj', {
      'Directory.Build.props': '<Project><PropertyGroup><Trustworthy>True</Trustworthy></PropertyGroup></Project>',
      'src/more.props': '<Project><PropertyGroup><Where>$(MSBuildThisFileDirectory)</Where></PropertyGroup></Project>',
      'src/a/A.sqlproj': sdk(
        `<Import Project="..\\more.props" /><Import Project="$(MSBuildExtensionsPath)\\x.targets" />
         <Import Project="gone.targets" />
         <Choose><When Condition="'$(Where)' == '/w/src/'">${group('<DatabaseChaining>True</DatabaseChaining>')}</When>
         <Otherwise>${group('<Containment>Partial</Containment>')}</Otherwise></Choose>` +
          group(
            '<DSP>Microsoft.Data.Tools.Schema.Sql.Sql160DatabaseSchemaProvider</DSP><TargetDatabaseName>Shop</TargetDatabaseName>',
          ),
      ),
    });
    assert.deepEqual([version, database], ['2022', 'Shop']);
    assert.deepEqual([options.trustworthy, options.chaining, options.containment], [true, true, 'none']);
    assert.deepEqual(doubts, ['it imports gone.targets, which is not at hand']);
    assert.match(open.join(), /gone\.targets/); // which may name more scripts
  });

  it('may hold more where a script or a condition is not at hand', () => {
    const { open } = project('A.sqlproj', {
      'A.sqlproj': classic(
        items(
          `<Build Include="gone.sql" /><Build Include="..\\..\\out.sql" /><Build Include="t.sql" Condition="$([System.IO.File]::Exists('x'))" />`,
        ),
      ),
      't.sql': '',
    });
    assert.equal(open.length, 2);
    assert.match(open[0] ?? '', /gone\.sql and 1 more are not at hand/);
  });

  it('say where they are broken', () => {
    const { project: none, broken } = readProject(
      '/w/A.sqlproj',
      filesInMemory({ 'A.sqlproj': '<Project><a></Project>' }),
    );
    assert.equal(none, undefined);
    assert.equal(broken.length, 1);
    assert.equal(broken[0]?.file, '/w/A.sqlproj');
  });

  it('are databases named by a setting, a profile, a reference, or themselves', () => {
    const profile = '<Project><PropertyGroup><TargetDatabaseName>Prod</TargetDatabaseName></PropertyGroup></Project>';
    const reference =
      '<ProjectReference Include="..\\b\\B.sqlproj"><DatabaseVariableLiteralValue>Other</DatabaseVariableLiteralValue></ProjectReference>';
    const texts = {
      'a/A.sqlproj': sdk(items(reference)),
      'a/x.publish.xml': profile,
      'a/a.sql': '',
      'b/B.sqlproj': sdk(),
      'b/b.sql': '',
    };
    const { databases, starts } = estate(texts);
    assert.deepEqual(databases.map(({ name }) => name).sort(), ['Other', 'Prod']);
    assert.equal(starts.get('/w/b/b.sql')?.[0]?.database, 'Other');
    const said = estate(texts, { 'a/A.sqlproj': { database: 'Mine' } });
    assert.equal(said.starts.get('/w/a/a.sql')?.[0]?.database, 'Mine');
  });

  it('give their variables values, and those of references the names of databases', () => {
    const { starts } = estate({
      'a/A.sqlproj': sdk(
        items(
          `<SqlCmdVariable Include="Env"><DefaultValue>dev</DefaultValue><Value>$(SqlCmdVar__1)</Value></SqlCmdVariable>
           <SqlCmdVariable Include="Other"><Value>$(SqlCmdVar__2)</Value></SqlCmdVariable>
           <ProjectReference Include="..\\b\\B.sqlproj"><DatabaseSqlCmdVariable>Other</DatabaseSqlCmdVariable></ProjectReference>`,
        ),
      ),
      'a/a.sql': '',
      'b/B.sqlproj': sdk(),
    });
    const { variables } = starts.get('/w/a/a.sql')![0]!;
    assert.deepEqual([...variables].sort(), [
      ['DatabaseName', 'A'],
      ['Env', 'dev'],
      ['Other', 'B'],
    ]);
  });

  it('have no value for a variable on which their profiles disagree', () => {
    const profile = (value: string): string =>
      `<Project><ItemGroup><SqlCmdVariable Include="Env"><Value>${value}</Value></SqlCmdVariable></ItemGroup></Project>`;
    const texts = {
      'A.sqlproj': sdk(items('<SqlCmdVariable Include="Env"><DefaultValue>dev</DefaultValue></SqlCmdVariable>')),
      'test.publish.xml': profile('test'),
      'prod.publish.xml': profile('prod'),
      'a.sql': '',
    };
    assert.equal(estate(texts).starts.get('/w/a.sql')![0]!.variables.get('Env'), undefined);
    const said = estate(texts, { 'A.sqlproj': { profile: 'prod.publish.xml' } });
    assert.equal(said.starts.get('/w/a.sql')![0]!.variables.get('Env'), 'prod');
  });

  it('may be one database together, and a script may be in several', () => {
    const { databases, starts } = estate({
      'a/A.sqlproj': sdk(items('<ProjectReference Include="../b/B.sqlproj" />')),
      'a/a.sql': '',
      'b/B.sqlproj': sdk(items('<Build Include="../common/c.sql" />')),
      'b/b.sql': '',
      'c/C.sqlproj': sdk(items('<Build Include="../common/c.sql" />')),
      'common/c.sql': '',
    });
    assert.deepEqual(databases.map(({ name, open }) => `${name} ${open.length}`).sort(), ['A 0', 'C 0']);
    assert.equal(starts.get('/w/b/b.sql')?.[0]?.database, 'A');
    assert.deepEqual(
      starts.get('/w/common/c.sql')?.map(({ database }) => database),
      ['A', 'C'],
    );
  });

  it('are open where a part of the same database is not at hand; tools and other databases are no part', () => {
    const opened = (reference: string): readonly string[] | undefined =>
      estate({ 'A.sqlproj': sdk(items(reference)), 'a.sql': '' }).databases.find(({ name }) => name === 'A')?.open;
    assert.deepEqual(opened('<ArtifactReference Include="part.dacpac" />'), ['part.dacpac: it is not at hand']);
    assert.deepEqual(opened('<PackageReference Include="Common.Database" Version="1.0" />'), [
      'Common.Database: it is not at hand',
    ]);
    assert.deepEqual(opened('<PackageReference Include="Some.Rules" PrivateAssets="All" />'), []);
    assert.deepEqual(opened('<PackageReference Include="Microsoft.SqlServer.Dacpacs.Master" Version="160.0.0" />'), []);
    assert.deepEqual(opened('<ArtifactReference Include="$(DacPacRootPath)\\SqlSchemas\\msdb.dacpac" />'), []);
    assert.deepEqual(
      opened('<ArtifactReference Include="o.dacpac" DatabaseVariableLiteralValue="Other" ServerSqlCmdVariable="S" />'),
      [],
    );
  });

  it('start the scripts that a deployment script includes in their database, too', () => {
    const { starts } = estate({
      'A.sqlproj': sdk(items('<PostDeploy Include="post.sql" /><Build Remove="data/**" />')),
      'post.sql': 'PRINT 1;\n:r .\\data\\one.sql\n:r data/../../../out.sql\n',
      'data/one.sql': ':r "two.sql"\n',
      'data/two.sql': ':r one.sql',
    });
    assert.deepEqual(namesOf([...starts.keys()]), ['data/one.sql', 'data/two.sql', 'post.sql']);
  });

  it('say whether capitals count in names, by the collation with which the database is made', () => {
    const said = (properties: string): readonly unknown[] => {
      const { options } = project('A.sqlproj', { 'A.sqlproj': sdk(group(properties)) });
      return [options.caseSensitive, options.catalogCollation];
    };
    const collated = '<DefaultCollation>Latin1_General_CS_AS</DefaultCollation>';
    const azure = '<DSP>Microsoft.Data.Tools.Schema.Sql.SqlAzureV12DatabaseSchemaProvider</DSP>';
    assert.deepEqual(said(collated), [true, undefined]);
    assert.deepEqual(said('<DefaultCollation>Latin1_General_CI_AS</DefaultCollation>'), [undefined, undefined]);
    assert.deepEqual(said('<ModelCollation>1033, CS</ModelCollation>'), ['perhaps', undefined]);
    assert.deepEqual(said(azure + collated), [true, 'perhaps']);
    const catalog = (name: string): string => `<CatalogCollation>${name}</CatalogCollation>`;
    assert.deepEqual(said(azure + collated + catalog('DATABASE_DEFAULT')), [true, undefined]);
    assert.deepEqual(said(azure + collated + catalog('SQL_Latin1_General_CP1_CI_AS')), [true, 'fixed']);
  });

  it('are open where names without a schema stand in another one', () => {
    const opened = (schema: string): readonly string[] =>
      project('A.sqlproj', { 'A.sqlproj': sdk(group(`<DefaultSchema>${schema}</DefaultSchema>`)), 'a.sql': '' }).open;
    assert.deepEqual(opened('sales'), ['names without a schema are in sales, which is not followed']);
    assert.deepEqual(opened('dbo'), []);
  });

  it('name a circle of references', () => {
    const to = (name: string): string => sdk(items(`<ProjectReference Include="${name}.sqlproj" />`));
    const { notes } = estate({ 'A.sqlproj': to('B'), 'B.sqlproj': to('A'), 'C.sqlproj': to('A') });
    assert.deepEqual(
      notes.map(({ file }) => file),
      ['/w/A.sqlproj', '/w/B.sqlproj'],
    );
  });

  it('are for the server that their platform names', () => {
    assert.equal(versionOf('Microsoft.Data.Tools.Schema.Sql.SqlAzureV12DatabaseSchemaProvider'), 'azure-sql-database');
    assert.equal(versionOf('Microsoft.Data.Tools.Schema.Sql.Sql110DatabaseSchemaProvider'), '2016');
    assert.equal(versionOf('Sql170'), '2025');
    assert.equal(versionOf('Microsoft.Data.Tools.Schema.Sql.SqlDwDatabaseSchemaProvider'), undefined);
    assert.deepEqual(
      ['1033, CI', '1033,CS', 'Latin1_General_100_BIN2', 'Latin1_General_CS_AS', ''].map(isCaseSensitive),
      [false, true, true, true, undefined],
    );
  });

  it('that are hostile end with one line', () => {
    const start = performance.now();
    const broken = (text: string): string => {
      const found = readProject('/w/A.sqlproj', filesInMemory({ 'A.sqlproj': text })).broken;
      assert.equal(found.length, 1);
      return found[0]!.because;
    };
    assert.match(broken('<a>'.repeat(100_000)), /nested deeper than 100/);
    assert.match(broken(`<Project>${'<a/>'.repeat(300_000)}</Project>`), /more than 200,000 elements/);
    assert.match(broken('<!DOCTYPE p [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><Project>&c;</Project>'), /entity/);
    assert.match(broken('<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>'), /entity/);
    assert.match(broken(`<Project>${' '.repeat(9_000_000)}</Project>`), /larger than 8 MB/);
    const grows = Array.from({ length: 60 }, () => '<A>$(A)$(A)</A>').join('');
    const again = `<Import Project="A.sqlproj" />${'<Import Project="B.props" />'.repeat(300)}`;
    const { doubts, open } = project('A.sqlproj', {
      'A.sqlproj': classic(group(`<A>x</A>${grows}`) + again + items('<Build Include="$(A).sql" />')),
      'B.props': `<Project>${'<Import Project="B.props" />'.repeat(20)}</Project>`,
    });
    assert.ok(doubts.some((one) => /imports A\.sqlproj, which imports it/.test(one)));
    assert.ok(open.length > 0);
    const conditions = `${'('.repeat(200)}'a' == 'b'${')'.repeat(200)} ${"or '1' == '2' ".repeat(1000)}`;
    project('A.sqlproj', { 'A.sqlproj': classic(items(`<Build Include="a.sql" Condition="${conditions}" />`)) });
    assert.ok(performance.now() - start < 5000);
  });

  it('match patterns in time', () => {
    assert.ok(patternOf('**/*.sql')('a/b/c.SQL'));
    assert.ok(patternOf('**/*.sql')('c.sql'));
    assert.ok(!patternOf('*.sql')('a/c.sql'));
    assert.ok(!patternOf('a[1].sql')('a1.sql'));
    assert.ok(patternOf('a[1].sql')('a[1].sql'));
    const start = performance.now();
    assert.ok(!patternOf(`${'**/*a*'.repeat(50)}x`)(`${'a/'.repeat(500)}${'a'.repeat(5000)}`));
    assert.ok(performance.now() - start < 1000);
  });
});
