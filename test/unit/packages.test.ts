/** Packages: what their models declare, and what hostile ones do. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { corpusFolder } from '../../bench/scripts';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import { type PackageContents, readPackage } from '../../server/src/packages/package';
import type { Parser } from '../../server/src/syntax/parser';
import { fold } from '../../server/src/text/name';
import { comments, element, modelOf, packageOf, property, relationship, script } from '../support/packages';
import { testParser } from '../support/parser';

const corpus = path.join(corpusFolder() ?? '', 'dacpac');

function contents(bytes: Uint8Array): PackageContents {
  const read = readPackage(bytes, 'x.dacpac');
  assert.ok(read.kind === 'read', JSON.stringify(read));
  return read.contents;
}

function statements(elements: string): readonly string[] {
  const lines = contents(packageOf(elements)).text.split('\nGO\n');
  return lines.map((one) => one.replace(/^--.*\n/, '')).filter((one) => one !== '');
}

function refused(bytes: Uint8Array): string {
  const read = readPackage(bytes, 'x.dacpac');
  assert.ok(read.kind === 'refused');
  assert.ok(!read.because.includes('\n'));
  return read.because;
}

describe('packages', () => {
  it('declare principals, members and permissions', () => {
    const grant = (name: string, ...more: readonly string[]): string =>
      element('SqlPermissionStatement', name, property('Permission', '4') + more.join(''));
    assert.deepEqual(
      statements(
        [
          element('SqlRole', '[clerks]', relationship('Authorizer', '[dbo]')),
          element('SqlUser', '[amy]', property('IsWithoutLogin', 'True') + relationship('DefaultSchema', '[sales]')),
          element('SqlUser', '[carl]', relationship('Login', '[corp\\carl]')),
          element('SqlRoleMembership', undefined, relationship('Member', '[amy]') + relationship('Role', '[clerks]')),
          element('SqlSchema', '[sales]', relationship('Authorizer', '[clerks]')),
          grant(
            '[Grant.Delete.Object].[clerks].[dbo].[sales].[orders]',
            relationship('Grantee', '[clerks]'),
            relationship('Grantor', '[dbo]'),
            relationship('SecuredObject', '[sales].[orders]'),
          ),
          grant(
            '[Deny.ViewDefinition.Database].[amy].[carl]',
            relationship('Grantee', '[amy]'),
            relationship('Grantor', '[carl]'),
          ),
          grant(
            '[GrantWithGrantOption.Select.Object].[amy].[dbo].[sales].[orders].[to]]tal]',
            relationship('Grantee', '[amy]'),
            relationship('SecuredObject', '[sales].[orders].[to]]tal]'),
          ),
          grant(
            '[Grant.Execute.Schema].[amy].[dbo].[sales]',
            relationship('Grantee', '[amy]'),
            relationship('SecuredObject', '[sales]'),
          ),
        ].join(''),
      ),
      [
        'CREATE ROLE [clerks] AUTHORIZATION [dbo];',
        'CREATE USER [amy] WITHOUT LOGIN WITH DEFAULT_SCHEMA = [sales];',
        'CREATE USER [carl] FOR LOGIN [corp\\carl];',
        'ALTER ROLE [clerks] ADD MEMBER [amy];',
        'CREATE SCHEMA [sales] AUTHORIZATION [clerks]',
        'GRANT DELETE ON OBJECT::[sales].[orders] TO [clerks];',
        'DENY VIEW DEFINITION TO [amy] AS [carl];',
        'GRANT SELECT ([to]]tal]) ON OBJECT::[sales].[orders] TO [amy] WITH GRANT OPTION;',
        'GRANT EXECUTE ON SCHEMA::[sales] TO [amy];',
      ],
    );
  });

  it('declare modules by their text, or by their flags where the text is missing', () => {
    const text = element(
      'SqlProcedure',
      '[dbo].[p]',
      script('BodyScript', 'SELECT 1;') + comments('CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS'),
    );
    const body = element(
      'SqlScriptFunctionImplementation',
      undefined,
      script('BodyScript', 'BEGIN RETURN 1; END') + comments('CREATE FUNCTION dbo.f () RETURNS int AS'),
    );
    const flags = element(
      'SqlProcedure',
      '[dbo].[q]',
      property('IsCaller', 'False') +
        relationship('User', '[dbo]') +
        relationship('Parameters', element('SqlSubroutineParameter', '[dbo].[q].[@a]')),
    );
    const found = statements(
      text + element('SqlScalarFunction', '[dbo].[f]', relationship('FunctionBody', body)) + flags,
    );
    assert.equal(found[0], 'CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS\nSELECT 1;');
    assert.equal(found[1], 'CREATE FUNCTION dbo.f () RETURNS int AS\nBEGIN RETURN 1; END');
    assert.match(found[2] ?? '', /^CREATE PROCEDURE \[dbo\]\.\[q\] @a sql_variant = NULL WITH EXECUTE AS N'dbo' AS /);
  });

  it('say what they are for, and what they do not say', () => {
    const { name, version, options, open } = contents(
      packageOf(
        element('SqlDatabaseOptions', undefined, property('IsTrustworthyOn', 'True')) +
          element('SqlUser', '[odd]', property('AuthenticationType', '7')) +
          element('SqlIndex', '[dbo].[t].[i]'),
      ),
    );
    assert.deepEqual([name, version, options.trustworthy, options.chaining], ['Shop', '2022', true, false]);
    assert.deepEqual(open, ['1 of its elements SqlUser cannot be said in a script', 'it says nothing of permissions']);
  });

  it('say whether capitals count in names', () => {
    const made = (...properties: readonly string[]): readonly unknown[] => {
      const { options } = contents(packageOf(element('SqlDatabaseOptions', undefined, properties.join(''))));
      return [options.caseSensitive, options.catalogCollation];
    };
    assert.deepEqual(made(property('Collation', 'Latin1_General_CS_AS')), [true, undefined]);
    assert.deepEqual(made(property('Collation', 'SQL_Latin1_General_CP1_CI_AS')), [undefined, undefined]);
    assert.deepEqual(made(), [undefined, undefined]);
  });

  it('that are none, or damaged, or too large, end with one line', () => {
    assert.match(refused(strToU8('hello')), /not a zip file/);
    assert.match(refused(zipSync({ 'a.txt': strToU8('x') })), /no model\.xml/);
    assert.match(
      refused(packageOf(element('SqlTable', '[dbo].[t]')).subarray(0, 200)),
      /damaged|no model\.xml|can't be read/,
    );
    assert.match(refused(zipSync({ 'model.xml': strToU8('<a><b></a>') })), /model\.xml in it can't be read/);
    const bomb = zipSync({ 'model.xml': new Uint8Array(100 << 20).fill(0x20) });
    assert.ok(bomb.length < 1 << 20);
    assert.match(refused(bomb), /model\.xml in it is larger than 64 MB/);
    assert.match(refused(zipSync({ 'model.xml': strToU8(modelOf('<a>'.repeat(10_000))) })), /nested deeper than 60/);
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${modelOf('<Element Type="&b;" />').replace(/^<\?.*\n/, '')}`;
    assert.match(refused(zipSync({ 'model.xml': strToU8(laughs) })), /can't be read/);
  });

  describe('of the corpus', () => {
    let parser: Parser;
    before(async function () {
      if (!existsSync(corpus)) this.skip();
      parser = await testParser();
    });
    const read = (name: string): PackageContents => contents(readFileSync(path.join(corpus, `${name}.dacpac`)));

    it('are understood by the parser', () => {
      for (const name of ['Chinook', 'StreamingJobTestDb', 'msdb-160']) {
        const { text } = read(name);
        const { errors } = parser.outline(text);
        assert.deepEqual(errors, [], name);
      }
    });

    it('hold the procedures of msdb that run as somebody else, and its roles', () => {
      const { text, options } = read('msdb-160');
      const procedures = text.split('\nGO\n').filter((one) => one.startsWith('CREATE PROCEDURE'));
      assert.equal(procedures.length, 475);
      assert.equal(procedures.filter((one) => one.includes('WITH EXECUTE AS OWNER')).length, 45);
      assert.equal(procedures.filter((one) => one.includes("WITH EXECUTE AS N'")).length, 4);
      assert.deepEqual([options.trustworthy, options.chaining], [true, true]);
      const roles = [...text.matchAll(/CREATE ROLE \[(.*?)\]/g)].map(([, role = '']) => role);
      assert.equal(roles.length, 17);
      const fresh = freshCatalog('2022', { knowledge: 'complete' }).databases.get(fold('msdb'))!;
      const known = new Set([...fresh.principals.values()].map(({ name }) => fold(name)));
      assert.deepEqual(
        roles.filter((role) => !known.has(fold(role))),
        [],
      );
    });

    it('say of the procedures and tables of a fresh msdb what we say: that they are there, and as whom they run', () => {
      const { text } = read('msdb-160');
      const there = new Map<string, string>();
      for (const one of text.split('\nGO\n')) {
        const [, type, name, rest = ''] = /CREATE (PROCEDURE|TABLE) \[dbo\]\.\[([^\]]+)\](.*)/s.exec(one) ?? [];
        const [, clause = 'CALLER'] = /WITH EXECUTE AS (OWNER|N'dbo') AS/.exec(rest) ?? [];
        if (type && name) there.set(fold(name), `${type} ${clause}`);
      }
      const fresh = [...freshCatalog('2022', { knowledge: 'complete' }).databases.get(fold('msdb'))!.objects.values()];
      const clauses: Readonly<Record<string, string>> = { caller: 'CALLER', owner: 'OWNER', user: "N'dbo'" };
      const told = fresh.flatMap((one): readonly (readonly [string, string])[] => {
        if (one.kind === 'table') return [[one.name, 'TABLE CALLER']];
        const isProcedure = one.kind === 'module' && one.type === 'procedure';
        return isProcedure ? [[one.name, `PROCEDURE ${clauses[one.runAs.kind]}`]] : [];
      });
      const differs = told.filter(([name, says]) => there.get(fold(name)) !== says).map(([name]) => name);
      const views = ['sysjobs_view', 'sysmail_allitems', 'sysmail_event_log', 'sysmail_faileditems'];
      const more = ['sysmail_mailattachments', 'sysmail_sentitems', 'sysmail_unsentitems'];
      assert.deepEqual(differs.toSorted(), [...views, ...more]); // a package says of a view that it is there, and no more
      assert.equal(told.length - differs.length, 80);
    });
  });
});
