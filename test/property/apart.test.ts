/**
 * Scripts that are not held say to others what they would say otherwise: with all texts held, with each read again whenever it is
 * asked for, and with what is known of them from an earlier start, the findings are the same.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { DefinitionId } from '../../server/src/catalog/model';
import { newest } from '../../server/src/catalog/versions';
import { check } from '../../server/src/cli/check';
import { type FileText, includedText, readScripts } from '../../server/src/cli/files';
import { definedIn, nameModule } from '../../server/src/engine/start/definitions';
import { placedIn } from '../../server/src/engine/start/placed';
import { FactsCache } from '../../server/src/lsp/facts-cache';
import { packing } from '../../server/src/lsp/packing';
import { packed, unpacked } from '../../server/src/syntax/packed';
import type { Parser } from '../../server/src/syntax/parser';
import type { StatementOf } from '../../server/src/syntax/statement';
import { offsetOf } from '../../server/src/syntax/walk';
import { finish } from '../../server/src/text/finish';
import { factsOf, namedPlaceOf, readFacts, written } from '../../server/src/workspace/facts';
import { namedPlacesIn } from '../../server/src/workspace/named-places';
import { knownOf, type Outside } from '../../server/src/workspace/outside';
import { Store } from '../../server/src/workspace/store';
import { mayName } from '../../server/src/workspace/symbols/index';
import { testParser } from '../support/parser';

const projects = path.resolve(__dirname, '../projects');
const reader = { codePage: undefined, problem: () => undefined };

describe('scripts that are not held', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const found = async (scripts: readonly FileText[], outside?: Outside): Promise<unknown> => {
    const checked = await check(parser, {
      files: scripts,
      catalogs: [],
      login: 'sa',
      database: 'master',
      version: newest,
      knowledge: 'open',
      assumed: { login: true, database: true },
      ...(outside && { outside }),
    });
    return checked.map(({ file, findings, suppressed, coverage }) => ({ file, findings, suppressed, coverage }));
  };

  it('are the same to others, also where they are known from before', async () => {
    for (const project of someProjects()) {
      const scripts = [...readScripts([project], reader)];
      const held = await found(scripts);
      const plain: Outside = { has: () => true, textOf: (file) => includedText(file), atHand: 0 };
      assert.deepEqual(await found(scripts, plain), held, `${project}, parsed again`);
      const outside: Outside = { ...plain, known: new FactsCache(), packing };
      assert.deepEqual(await found(scripts, outside), held, project);
      assert.deepEqual(await found(scripts, outside), held, `${project}, known from before`);
    }
  }).timeout(300_000);

  it('name in their facts what they name in their text', () => {
    let count = 0;
    for (const { file, text } of readScripts([projects], reader)) {
      const script = parser.once(file, text);
      const facts = factsOf(script);
      if (!facts) continue;
      const named = readFacts(written(facts)).named.map((one) => namedPlaceOf(one, { uri: file, starts: undefined }));
      assert.deepEqual(named, namedPlacesIn(script), file);
      count += named.length;
    }
    assert.ok(count > 500);
  }).timeout(120_000);

  it('have the same statements when they are unpacked', () => {
    for (const { file, text } of readScripts([projects], reader)) {
      const script = parser.once(file, text);
      const again = unpacked(file, text, packing.unpack(packing.pack(packed(script))));
      assert.deepStrictEqual(again, script, file);
      assert.equal(
        new Set(again.batches.map(({ batch }) => batch)).size,
        new Set(script.batches.map(({ batch }) => batch)).size,
      );
    }
  }).timeout(120_000);

  it('are not parsed where their statements are known, not even those that are held as a whole', () => {
    const migration = "CREATE USER amy WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'amy';\n";
    const parsing = (): never => assert.fail('it is parsed');
    for (const [uri, text] of [
      ['file:///db/migration/V1__users.sql', migration],
      ['file:///db/all.sql', ':setvar who amy\nCREATE USER $(who) WITHOUT LOGIN;\n'],
    ] as const) {
      const known = knownOf(parser.once(uri, text), { packing });
      const outside: Outside = { has: () => true, textOf: () => text, packing };
      const store = new Store(
        { ...parser, parsing, reading: parsing, once: parsing },
        { guardDialect: false },
        outside,
      );
      finish(store.load([[uri, text, known]]));
      const held = new Store(parser, { guardDialect: false });
      held.put(uri, text);
      assert.equal(store.whole(uri)?.script.atHand, undefined, uri); // it is held as a whole
      assert.deepStrictEqual(store.whole(uri)?.script, held.whole(uri)?.script, uri);
    }
  });

  it('are not parsed when they are opened, and keep their statements when they are edited', () => {
    const [uri, text] = ['file:///a.sql', "CREATE USER amy WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'amy';\nREVERT;\n"];
    const known = knownOf(parser.once(uri, text), { packing });
    const outside: Outside = { has: () => true, textOf: () => text, packing };
    const parsing = (): never => assert.fail('it is parsed');
    const without = { ...parser, parsing, reading: parsing, once: parsing, parse: parsing };
    const nowhere = new Store(without, { guardDialect: false }, outside);
    nowhere.put(uri, text, known);
    const closed = new Store(without, { guardDialect: false }, outside);
    finish(closed.load([[uri, text, known]]));
    closed.put(uri, text);
    const held = new Store(parser, { guardDialect: false });
    held.put(uri, text);
    for (const store of [nowhere, closed]) {
      const script = store.whole(uri)!.script;
      assert.deepStrictEqual(script, held.whole(uri)?.script);
      finish(store.rooting(uri));
      store.type(uri, `${text}REVERT;\n`);
      finish(store.parse(uri));
      assert.equal(store.whole(uri)!.script.batches[0]!.batch, script.batches[0]!.batch);
      assert.equal(
        store.whole(uri)!.script.batches[1]!.batch.statements[1]!.node,
        script.batches[1]!.batch.statements[1]!.node,
      );
      assert.deepEqual(store.knownOf(uri), knownOf(parser.once(uri, `${text}REVERT;\n`), { packing }));
      store.remove(uri);
    }
  });

  it('know the words of their texts, which are kept only where somebody looks for names', () => {
    const [uri, text] = ['file:///a.sql', 'CREATE PROCEDURE shop.pay AS SELECT total FROM shop.orders;\n'];
    for (const wordless of [{}, { wordless: true }] as const) {
      const known = knownOf(parser.once(uri, text), { packing, ...wordless })!;
      assert.equal(known.facts!.includes('"words"'), !('wordless' in wordless));
      let read = 0;
      const textOf = (): string => {
        read++;
        return text;
      };
      const store = new Store(parser, { guardDialect: false }, { has: () => true, textOf, packing });
      finish(store.load([[uri, text, known]]));
      const { script } = store.whole(uri)!;
      assert.deepEqual(
        ['pay', 'ORDERS', 'shop.total', 'customers'].map((name) => mayName(script, name)),
        [true, true, true, false],
      );
      assert.equal(read > 0, 'wordless' in wordless);
    }
  });

  it('know their modules by their own ids, whoever else names them, and from another start on', () => {
    for (const more of [0, 30]) {
      const users = Array.from({ length: more }, (_, index) => `CREATE USER u${index} WITHOUT LOGIN;\n`).join('');
      const [uri, text] = ['file:///a.sql', `${users}GO\nCREATE PROCEDURE dbo.pay AS SELECT 1;\n`];
      const known = knownOf(parser.once(uri, text), { packing });
      const store = new Store(parser, { guardDialect: false }, { has: () => true, textOf: () => text, packing });
      finish(store.load([[uri, text, known]]));
      const before = store.whole(uri)!.script;
      const module = placedIn(before).at(-1)!.statement as StatementOf<'create_module'>;
      const id = definedIn(before).idOf(module)!;
      assert.ok(id.startsWith(uri));
      nameModule(module, 'file:///sequence.sql' as DefinitionId); // as a deployment does of which the script is a part
      store.configure({ guardDialect: false, startsOf: () => ({ database: 'shop' }) });
      const { script } = store.whole(uri)!;
      assert.notEqual(script, before);
      assert.ok(placedIn(script).every(({ database }) => database === 'shop'));
      for (const one of [before, script]) {
        assert.equal(definedIn(one).idOf(module), id);
        assert.equal(offsetOf(one, module, 0), text.indexOf('CREATE PROCEDURE'));
        assert.equal(definedIn(one).definition(id)!.body.length, 1);
      }
      nameModule(module, 'file:///sequence.sql' as DefinitionId);
      assert.equal(module.body.length, 1);
    }
  });

  it('are plain data', () => {
    let count = 0;
    for (const { file, text } of readScripts([projects], reader)) {
      const facts = factsOf(parser.once(file, text));
      if (!facts) continue;
      count++;
      assert.deepEqual(readFacts(written(facts)), withoutUndefined(facts), file);
    }
    assert.ok(count > 100);
  }).timeout(120_000);
});

/** Every fifth of those with several scripts. */
function someProjects(): readonly string[] {
  const all = foldersIn(projects).flatMap(foldersIn);
  const several = all.filter((place) => readdirSync(place).filter((name) => name.endsWith('.sql')).length > 1);
  return several.filter((_, index) => index % 5 === 0);
}

function foldersIn(place: string): readonly string[] {
  const folders = readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => path.join(place, name));
}

/** Fields without a value are not written; anything but plain data would be another value then. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, withoutUndefined(one)]])),
  );
}
