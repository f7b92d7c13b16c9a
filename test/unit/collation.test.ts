/** Names as collations tell them apart: in the catalog, in conditions, in a hover. */
import assert from 'node:assert/strict';
import { createUser } from '../../server/src/catalog/change/principals/principals';
import { createDatabase, setDatabaseOptions } from '../../server/src/catalog/change/server/databases';
import { foldIn, isCaseSensitive, sameNameIn } from '../../server/src/catalog/collation';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import { dboId, publicId, saSid } from '../../server/src/catalog/ids';
import { joinCatalogs } from '../../server/src/catalog/join/catalog';
import {
  type Found,
  findDatabase,
  findLogin,
  findPrincipal,
  findSchema,
  findServerRole,
} from '../../server/src/catalog/lookup';
import type { Catalog, Database } from '../../server/src/catalog/model';
import type { Parser } from '../../server/src/syntax/parser';
import { type Folded, fold } from '../../server/src/text/name';
import { testParser } from '../support/parser';
import { outcomeOf, runText } from '../support/run-text';

const shop = fold('shop');
const fresh = freshCatalog('2025', { knowledge: 'complete' });
const strict = createDatabase(fresh, 'Shop', saSid, { caseSensitive: true });
const inShop = (catalog: Catalog, key: Folded = shop): Database => catalog.databases.get(key)!;
const withUser = (catalog: Catalog, name: string): Catalog =>
  createUser(catalog, shop, { name, type: 'sql_user', authentication: 'none' });

function entryOf<T>(found: Found<T>): T | undefined {
  return found.kind === 'absent' ? undefined : found.entry;
}

describe('collations', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('tell capitals apart by CS and BIN in their names', () => {
    const names = [
      'Latin1_General_CS_AS',
      'Latin1_General_100_BIN2',
      'Japanese_BIN',
      'Latin1_General_CI_AS',
      'Csic_CI_AI',
    ];
    assert.deepEqual(names.map(isCaseSensitive), [true, true, true, false, false]);
  });

  it('make two users of names that differ by capitals, whichever comes first', () => {
    const [one, other] = [
      withUser(withUser(strict, 'Clerk'), 'clerk'),
      withUser(withUser(strict, 'clerk'), 'Clerk'),
    ].map((catalog) => inShop(catalog));
    const ids = (database: Database): readonly unknown[] =>
      ['Clerk', 'clerk', 'CLERK'].map((name) => entryOf(findPrincipal(database, name))?.id);
    assert.deepEqual(ids(one!), ids(other!));
    assert.equal(new Set(ids(one!)).size, 3);
    assert.equal(findPrincipal(one!, 'CLERK').kind, 'absent');
    assert.equal(findPrincipal(one!, 'Clerk  ').kind, 'found');
  });

  it('leave names without capitals alone elsewhere', () => {
    const plain = inShop(withUser(withUser(createDatabase(fresh, 'Shop', saSid), 'Clerk'), 'clerk'));
    assert.equal(entryOf(findPrincipal(plain, 'CLERK'))?.name, 'Clerk');
    assert.equal(plain.caseSensitive, undefined);
    assert.equal(foldIn(plain, 'Clerk'), 'clerk');
  });

  it('hold for what is there from the start, but not for the word PUBLIC', () => {
    const database = inShop(strict);
    assert.equal(findPrincipal(database, 'DBO').kind, 'absent');
    assert.equal(entryOf(findPrincipal(database, 'dbo'))?.id, dboId);
    assert.equal(entryOf(findPrincipal(database, 'PUBLIC'))?.id, publicId);
    assert.equal(findSchema(database, 'information_schema').kind, 'absent');
    assert.equal(findSchema(database, 'INFORMATION_SCHEMA').kind, 'found');
  });

  it('do not count in a contained database, nor where the catalog has a collation of its own', () => {
    const contained = inShop(setDatabaseOptions(strict, shop, { containment: 'partial' }));
    assert.ok(sameNameIn(contained, 'Clerk', 'clerk'));
    const azure = freshCatalog('azure-sql-database', { knowledge: 'complete', administrator: 'sa' });
    const made = (options: string): Database => {
      const text = `CREATE DATABASE shop COLLATE Latin1_General_CS_AS ${options};`;
      return inShop(runText(parser, text, azure).at(-1)!.paths[0]!.after.catalog);
    };
    assert.ok(sameNameIn(made(''), 'Clerk', 'clerk'));
    assert.ok(!sameNameIn(made('WITH CATALOG_COLLATION = DATABASE_DEFAULT'), 'Clerk', 'clerk'));
  });

  it('that are known on some paths only make what they tell apart doubtful', () => {
    const user = withUser(createDatabase(fresh, 'Shop', saSid), 'Clerk');
    const joined = inShop(joinCatalogs(user, setDatabaseOptions(user, shop, { caseSensitive: true })));
    assert.equal(findPrincipal(joined, 'Clerk').kind, 'found');
    assert.equal(findPrincipal(joined, 'clerk').kind, 'unknown');
  });

  it('of the server tell logins, roles and databases apart', () => {
    const server = freshCatalog('2025', { knowledge: 'complete', caseSensitive: true });
    assert.equal(findLogin(server, 'SA').kind, 'absent');
    assert.equal(findServerRole(server, 'SysAdmin').kind, 'absent');
    assert.equal(findDatabase(server, 'Master').kind, 'absent');
    const two = createDatabase(createDatabase(server, 'Shop', saSid), 'shop', saSid, { caseSensitive: false });
    assert.equal(entryOf(findDatabase(two, 'Shop'))?.caseSensitive, true);
    assert.equal(entryOf(findDatabase(two, 'shop'))?.caseSensitive, undefined);
  });

  it('decide how texts in conditions are compared', () => {
    const holds = (condition: string, collation = 'Latin1_General_CS_AS'): string => {
      const text = `CREATE DATABASE Shop COLLATE ${collation};\nGO\nUSE Shop;\nGO\nCREATE USER Clerk WITHOUT LOGIN;\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'Clerk';\nIF ${condition} REVERT;`;
      return outcomeOf(runText(parser, text).at(-1)!.children[0]?.step ?? runText(parser, text).at(-1)!);
    };
    assert.equal(holds("USER_NAME() = N'clerk'"), 'unreachable');
    assert.equal(holds("USER_NAME() = N'Clerk'"), 'ok');
    assert.equal(holds("USER_NAME() <> N'clerk'"), 'ok');
    assert.equal(holds("USER_NAME() = N'clerk'", 'Latin1_General_CI_AS'), 'ok');
    assert.equal(holds("USER_NAME() = N'clerk' COLLATE Latin1_General_CI_AI"), 'ok');
    assert.equal(holds("USER_NAME() = N'clerk' COLLATE DATABASE_DEFAULT"), 'unreachable');
    assert.equal(holds("USER_NAME() = N'clerk' COLLATE Latin1_General_BIN", 'Latin1_General_CI_AS'), 'unreachable');
    assert.equal(holds("USER_NAME() LIKE N'c%'"), 'unreachable');
    assert.equal(holds("USER_NAME() IN (N'clerk', N'x')"), 'unreachable');
    assert.equal(holds("CHARINDEX(N'c', USER_NAME()) > 0"), 'unreachable');
    assert.equal(holds("REPLACE(USER_NAME(), N'c', N'') = USER_NAME()"), 'ok');
    assert.equal(holds("NULLIF(USER_NAME(), N'clerk') IS NOT NULL"), 'ok');
    assert.equal(holds("CASE USER_NAME() WHEN N'clerk' THEN 1 ELSE 0 END = 0"), 'ok');
    assert.equal(holds("IS_MEMBER(N'Public') = 1"), 'ok');
    assert.equal(holds("USER_ID(N'CLERK') IS NULL"), 'ok');
    const named = (name: string): string => `EXISTS (SELECT 1 FROM sys.database_principals WHERE name = N'${name}')`;
    assert.equal(holds(named('Clerk')), 'ok');
    assert.equal(holds(`NOT ${named('CLERK')}`), 'ok');
    assert.equal(holds(named('CLERK'), 'Latin1_General_CI_AS'), 'ok');
  });
});
