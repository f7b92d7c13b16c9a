/**
 * Joins of catalogs: commutative, associative, idempotent; verdicts on a joined catalog never contradict a side
 * (UNK-D).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addSignature } from '../../server/src/catalog/change/keys/signatures';
import { defineModule } from '../../server/src/catalog/change/modules/modules';
import { createObject, dropObject } from '../../server/src/catalog/change/objects/objects';
import { changeDatabaseOwner, changeOwner } from '../../server/src/catalog/change/permissions/ownership';
import { addServerMember, alterLogin, createLogin } from '../../server/src/catalog/change/principals/logins';
import { addMember, createUser, dropPrincipal } from '../../server/src/catalog/change/principals/principals';
import { createDatabase, setDatabaseOptions } from '../../server/src/catalog/change/server/databases';
import { setConfiguration } from '../../server/src/catalog/change/server/server';
import { onDatabase, onObject } from '../../server/src/catalog/decide/question';
import type { Verdict } from '../../server/src/catalog/decide/verdict';
import { dbOwnerId, dboSchemaId, publicId, roleId, saSid, sysadminId } from '../../server/src/catalog/ids';
import { joinCatalogs } from '../../server/src/catalog/join/catalog';
import { canonical } from '../../server/src/catalog/join/maps';
import { findDatabase, findObject } from '../../server/src/catalog/lookup';
import type { Catalog, Module, Thumbprint } from '../../server/src/catalog/model';
import { fold } from '../../server/src/text/name';
import {
  asLogin,
  asUser,
  database,
  denied,
  granted,
  login,
  object,
  onTable,
  procedure,
  shop,
  stage,
  user,
} from '../support/catalog-stage';

const base = stage();
const table = onObject(object(base, 'dbo', 't'));
const bob = user(base, 'bob').id;

const changes: readonly ((catalog: Catalog) => Catalog)[] = [
  (c) => granted(c, 'SELECT', table, 'bob'),
  (c) => granted(c, 'SELECT', { ...table, column: 'a' as never }, 'bob'),
  (c) => denied(c, 'SELECT', table, 'bob'),
  (c) => denied(c, 'SELECT', onDatabase, 'public'),
  (c) => granted(c, 'SELECT', onDatabase, 'staff'),
  (c) => addMember(c, shop, user(base, 'staff').id, bob),
  (c) => addMember(c, shop, dbOwnerId, bob),
  (c) => addMember(c, shop, roleId('db_denydatareader'), user(base, 'staff').id),
  (c) => changeOwner(c, shop, table, bob),
  (c) => changeOwner(c, shop, table, undefined),
  (c) => addServerMember(c, sysadminId, login(base, 'bob').id),
  (c) => changeDatabaseOwner(c, shop, login(base, 'amy').sid),
  (c) => setDatabaseOptions(c, shop, { trustworthy: true }),
  (c) => setConfiguration(c, 'clr enabled', 1),
  (c) => createUser(c, shop, { name: 'new', type: 'sql_user', authentication: 'none' }),
  (c) => createLogin(c, { name: 'new', type: 'sql_login' }),
  (c) => alterLogin(c, login(base, 'bob').id, { disabled: true }),
  (c) => createDatabase(c, 'other', saSid),
  (c) => setDatabaseOptions(c, shop, { caseSensitive: true }),
  (c) => createUser(c, shop, { name: 'Amy', type: 'sql_user', authentication: 'none' }),
  (c) => createObject(c, shop, { kind: 'table', schema: dboSchemaId, name: 'u', columns: ['x'] }),
  (c) => dropObject(c, shop, object(base, 'sales', 's').id),
  (c) => dropPrincipal(c, shop, user(base, 'ghost').id),
  (c) => defineModule(c, shop, { ...procedure('p'), runAs: { kind: 'owner' } }),
  (c) =>
    addSignature(
      c,
      shop,
      { kind: 'module', id: object(base, 'dbo', 'p').id },
      { key: 'k' as Thumbprint, counter: false, principal: '' },
    ),
];

const catalogs = fc
  .array(fc.nat(changes.length - 1), { maxLength: 6 })
  .map((steps) => steps.reduce((catalog, step) => changes[step]!(catalog), base));

/** A text that equal catalogs share. */
function textOf(value: unknown): string {
  const plain = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if ('toJS' in one)
      return Object.fromEntries(
        [...(one as unknown as Iterable<[string, unknown]>)].map(([key, inner]) => [key, plain(inner)]),
      );
    if (Array.isArray(one)) return one.map(plain);
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, plain(inner)]));
  };
  return canonical(plain(value));
}

describe('catalog: join', () => {
  it('is commutative, associative, idempotent', () => {
    fc.assert(
      fc.property(catalogs, catalogs, catalogs, (a, b, c) => {
        assert.equal(joinCatalogs(a, a), a);
        assert.equal(joinCatalogs(a, b), joinCatalogs(b, a));
        assert.equal(textOf(joinCatalogs(joinCatalogs(a, b), c)), textOf(joinCatalogs(a, joinCatalogs(b, c))));
      }),
      { numRuns: 200 },
    );
  });

  it('reaches a fixpoint by identity', () => {
    fc.assert(
      fc.property(catalogs, catalogs, (a, b) => {
        const joined = joinCatalogs(a, b);
        assert.equal(joinCatalogs(joined, a), joined);
        assert.equal(joinCatalogs(b, joined), joined);
      }),
      { numRuns: 200 },
    );
  });

  it('never lets a verdict contradict a side (UNK-D)', () => {
    const verdicts = (catalog: Catalog): readonly Verdict['kind'][] => {
      const subjects = [asUser(catalog, 'bob'), asLogin(catalog, 'bob'), asUser(catalog, 'dbo')];
      return subjects
        .flatMap((subject) => [
          onTable(catalog, subject),
          onTable(catalog, subject, 'INSERT'),
          onTable(catalog, subject, 'SELECT', 'a'),
        ])
        .map((verdict) => verdict.kind);
    };
    fc.assert(
      fc.property(catalogs, catalogs, (a, b) => {
        const [left, right, both] = [verdicts(a), verdicts(b), verdicts(joinCatalogs(a, b))];
        both.forEach((kind, i) => {
          if (kind === 'unknown') return;
          assert.deepEqual([left[i], right[i]], [kind, kind]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('says what is uncertain', () => {
    const joined = joinCatalogs(
      createDatabase(base, 'other', saSid),
      addMember(base, shop, user(base, 'staff').id, bob),
    );
    assert.equal(findDatabase(joined, 'other').kind, 'unknown');
    assert.equal(findObject(database(joined), { schema: 'dbo', name: 't' }, undefined).kind, 'found');
    assert.equal(asUser(joined, 'bob').userToken?.rows.find((row) => row.name === 'staff')?.certain, false);
  });

  it('keeps a module whose clause or signature differs', () => {
    const signed = changes.at(-1)!(base);
    const owner = defineModule(base, shop, { ...procedure('p'), runAs: { kind: 'owner' } });
    assert.deepEqual(
      (object(joinCatalogs(base, signed), 'dbo', 'p') as Module).signatures.map((row) => row.certain),
      [false],
    );
    const both = object(joinCatalogs(base, owner), 'dbo', 'p') as Module;
    assert.deepEqual([both.certain, both.runAs.kind], [true, 'unknown']);
  });
});

describe('catalog: DENY never widens, GRANT never narrows', () => {
  const rank = { denied: 0, unknown: 1, allowed: 2 } as const;
  const securables = [table, { ...table, column: 'a' as never }, onDatabase];
  const grantees = ['bob', 'staff', 'public'];
  it('for any state before', () => {
    fc.assert(
      fc.property(catalogs, catalogs, fc.nat(2), fc.nat(2), (a, b, where, whom) => {
        const before = joinCatalogs(a, b);
        if (!before.databases.get(shop)!.principals.has(publicId)) return;
        for (const column of [undefined, 'a']) {
          const verdict = (catalog: Catalog) => rank[onTable(catalog, asLogin(catalog, 'bob'), 'SELECT', column).kind];
          assert.ok(verdict(denied(before, 'SELECT', securables[where]!, grantees[whom]!)) <= verdict(before));
          assert.ok(verdict(granted(before, 'SELECT', securables[where]!, grantees[whom]!)) >= verdict(before));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('catalog: facts that come to be known never turn a verdict round (UNK-D)', () => {
  const people = ['bob', 'staff', 'public'];
  const places = [table, { ...table, column: fold('a') }, onDatabase];
  type Fact = (catalog: Catalog) => Catalog;
  const facts: readonly Fact[] = [
    ...people.flatMap((who) =>
      places.flatMap((where) =>
        ['SELECT', 'CONTROL'].flatMap((permission) =>
          [granted, denied].map(
            (change): Fact =>
              (catalog) =>
                permission === 'CONTROL' && 'column' in where ? catalog : change(catalog, permission, where, who),
          ),
        ),
      ),
    ),
    ...['staff', 'db_owner', 'db_datareader', 'db_denydatareader'].map(
      (role): Fact =>
        (catalog) =>
          addMember(catalog, shop, user(catalog, role).id, bob),
    ),
    (catalog) => addServerMember(catalog, sysadminId, login(catalog, 'bob').id),
  ];
  const some = fc.array(fc.nat(facts.length - 1), { maxLength: 5 });
  const apply = (catalog: Catalog, list: readonly number[]): Catalog =>
    list.reduce((now, fact) => facts[fact]!(now), catalog);
  /** The same catalog as one that is known in part: nothing in it was made by the script. */
  const inPart = (catalog: Catalog): Catalog => {
    const db = database(catalog);
    const met = <T extends { readonly created?: true }>(entry: T): T => {
      const { created: _, ...rest } = entry;
      return rest as T;
    };
    return {
      ...catalog,
      server: { ...catalog.server, knowledge: 'open', principals: catalog.server.principals.map(met) },
      databases: catalog.databases.set(shop, { ...db, knowledge: 'open', principals: db.principals.map(met) }),
    };
  };

  it('whatever they are', () => {
    const verdicts = (catalog: Catalog): readonly Verdict['kind'][] =>
      [asUser(catalog, 'bob'), asLogin(catalog, 'bob'), asUser(catalog, 'dbo')]
        .flatMap((subject) => [
          onTable(catalog, subject),
          onTable(catalog, subject, 'ALTER'),
          onTable(catalog, subject, 'SELECT', 'a'),
        ])
        .map((verdict) => verdict.kind);
    fc.assert(
      fc.property(some, some, (known, unknown) => {
        const before = verdicts(inPart(apply(base, known)));
        // What nobody told us of was there before the statements that we know.
        const after = verdicts(apply(apply(base, unknown), known));
        before.forEach((kind, i) => {
          if (kind !== 'unknown') assert.equal(after[i], kind);
        });
      }),
      { numRuns: 500 },
    );
  });
});
