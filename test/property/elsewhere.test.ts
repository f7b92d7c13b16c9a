/**
 * What scripts declare together does not depend on the order in which they were read, nor on their names, nor on whether
 * what each starts from is worked out for all at once or for each alone.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import { sameValue } from '../../server/src/catalog/index-by';
import type { Catalog } from '../../server/src/catalog/model';
import { differingParts, valueOf } from '../../server/src/catalog/parts';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { makingsOf } from '../../server/src/engine/start/declarations';
import { declaredCatalog } from '../../server/src/engine/start/declared';
import { definitionsByAddress } from '../../server/src/engine/start/definitions';
import { Together } from '../../server/src/engine/start/together';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { findings } from '../../server/src/rules/index';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import type { Script } from '../../server/src/syntax/statement';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';

/** Always there, so that the others have something to change. */
const base = [
  'CREATE DATABASE shop;',
  'USE shop;\nCREATE USER anna WITHOUT LOGIN;\nCREATE ROLE till;\nALTER ROLE till ADD MEMBER anna;',
  'USE shop;\nGO\nCREATE SCHEMA sales;',
  'USE shop;\nCREATE TABLE sales.stock (id int);\nCREATE TABLE dbo.orders (id int);',
  "USE shop;\nEXECUTE AS USER = 'anna';\nSELECT id FROM dbo.orders;\nSELECT id FROM sales.stock;\nEXECUTE dbo.take;\nEXECUTE sales.give;\nINSERT INTO dbo.orders VALUES (1);\nSELECT id FROM dbo.s;\nREVERT;\nIF (SELECT is_trustworthy_on FROM sys.databases WHERE name = 'shop') = 1 EXECUTE AS USER = 'anna' ELSE REVERT;\nUSE master;",
];
const extra = [
  "CREATE LOGIN anna WITH PASSWORD = 'x';",
  'CREATE LOGIN anna FROM WINDOWS;',
  'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE USER bert WITHOUT LOGIN;',
  'USE shop;\nCREATE ROLE till AUTHORIZATION bert;',
  'USE shop;\nGO\nCREATE SCHEMA sales AUTHORIZATION anna;',
  'USE shop;\nCREATE TABLE dbo.orders (id int);',
  'USE shop;\nCREATE TABLE dbo.orders (id int);\nGRANT SELECT ON dbo.orders TO anna;',
  'USE shop;\nDROP TABLE dbo.orders;\nCREATE TABLE dbo.orders (id int, more int);',
  "USE shop;\nIF OBJECT_ID('dbo.orders') IS NULL CREATE TABLE dbo.orders (id int);\nDENY SELECT ON dbo.orders TO till;",
  'USE shop;\nCREATE TABLE sales.stock (id int);\nDENY SELECT ON sales.stock TO till;',
  'USE shop;\nGRANT SELECT ON sales.stock TO anna;',
  'USE shop;\nDENY SELECT ON sales.stock TO anna;',
  'ALTER DATABASE shop SET TRUSTWORTHY ON;',
  'ALTER DATABASE shop SET TRUSTWORTHY OFF;',
  'USE shop;\nGO\nCREATE PROCEDURE dbo.take AS SELECT id FROM dbo.orders;\nGO\nGRANT EXECUTE ON dbo.take TO till;',
  'USE shop;\nGO\nCREATE PROCEDURE dbo.take WITH EXECUTE AS OWNER AS SELECT id FROM sales.stock;',
  "USE shop;\nGO\nCREATE PROCEDURE sales.give WITH EXECUTE AS 'anna' AS SELECT id FROM dbo.orders;",
  'USE shop;\nGO\nALTER PROCEDURE dbo.take AS SELECT 1;',
  'USE shop;\nCREATE SYNONYM dbo.s FOR dbo.orders;',
  'ALTER DATABASE shop COLLATE Latin1_General_CS_AS;',
  'USE shop;\nCREATE USER Anna WITHOUT LOGIN;\nALTER ROLE till ADD MEMBER Anna;',
  'USE shop;\nCREATE TABLE dbo.ORDERS (id int);\nGRANT SELECT ON dbo.ORDERS TO anna;',
  'USE shop;\nGO\nCREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT AS SELECT id FROM sales.stock;',
];
/** What a snapshot of a server holds: of a thing that scripts define, too, and of others. */
const snapshots = [
  `--# snapshot: {"of":"PROD","taken":"2026-11-28","database":{"name":"shop","whole":true,"unlisted":["assembly"],"users":{"groups":[],"persons":[]},"names":[["dbo","pk"]]}}
USE shop;
GO
CREATE USER anna WITHOUT LOGIN;
CREATE TABLE dbo.orders (id int);
GO
--# no text
CREATE PROCEDURE dbo.take WITH EXECUTE AS OWNER AS RETURN;
GO
ALTER PROCEDURE dbo.take WITH EXECUTE AS OWNER AS SELECT id FROM sales.stock;
GO
--# no text
CREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT AS RETURN;
GO
GRANT EXECUTE ON dbo.take TO anna;
DISABLE TRIGGER dbo.tr ON dbo.orders;
GRANT SELECT ON dbo.orders TO anna;`,
  `--# snapshot: {"of":"PROD","taken":"2026-11-28","server":{"whole":true,"unlisted":["job"],"logins":{"groups":[],"persons":[]},"credentials":["vault"],"endpoints":[],"open":[],"databases":[{"name":"shop","unknown":["owner"]}]}}
USE master;
GO
CREATE DATABASE shop;
CREATE LOGIN bert WITH PASSWORD = 'x';
ALTER LOGIN bert DISABLE;`,
];
const pieces = [...base, ...extra, ...snapshots];
const scripts = fc
  .subarray([...extra, ...snapshots])
  .chain((some) => fc.shuffledSubarray([...base, ...some], { minLength: base.length + some.length }));

const stageFor = (knowledge: 'open' | 'complete') =>
  ({ login: 'sa', database: 'master', version: '2025', knowledge, guardDialect: false }) as const;
const fresh = new Map<string, Catalog>();
function freshFor(knowledge: 'open' | 'complete'): Catalog {
  const made = fresh.get(knowledge) ?? freshCatalog('2025', { knowledge });
  fresh.set(knowledge, made);
  return made;
}

interface Read {
  readonly uri: string;
  readonly text: string;
}

describe('what scripts declare together', function () {
  this.timeout(240_000);
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  const knowledge = fc.constantFrom('open' as const, 'complete' as const);

  /** The findings and outcomes of each script, by its text. */
  function answers(files: readonly Read[], known: 'open' | 'complete'): ReadonlyMap<string, object> {
    const workspace = new Workspace(parser, stageFor(known));
    for (const { uri, text } of files) workspace.put(uri, text);
    const found = new Map(files.map(({ uri, text }) => [text, outcomesOf(workspace, uri)]));
    for (const { uri } of files) workspace.remove(uri);
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  const named = (texts: readonly string[], name: (index: number) => string): readonly Read[] =>
    texts.map((text) => ({ uri: uriOf(name(pieces.indexOf(text)), text), text }));

  it('is the same in any order of reading', () => {
    fc.assert(
      fc.property(scripts, knowledge, (texts, known) => {
        const files = named(texts, (index) => `s${index}`);
        const sorted = files.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
        assert.deepEqual(answers(files, known), answers(sorted, known));
      }),
      { numRuns: 80 },
    );
  });

  it('is the same whatever the scripts are called', () => {
    fc.assert(
      fc.property(scripts, knowledge, (texts, known) => {
        const one = answers(
          named(texts, (index) => `s${index}`),
          known,
        );
        const other = answers(
          named(texts, (index) => `s${pieces.length - index}`),
          known,
        );
        assert.deepEqual(withoutNames(one), withoutNames(other));
      }),
      { numRuns: 40 },
    );
  });

  it('is for each script what the others declare without it', () => {
    fc.assert(
      fc.property(scripts, knowledge, (texts, known) => {
        const stage = stageFor(known);
        const read = texts.map((text, index) => parser.once(uriOf(`s${index}`, text), text));
        const together = new Together(stage.database, definitionsOf(read));
        together.set(read, definitionsOf(read));
        for (const script of read) checkStart(together, script, read, known);
      }),
      { numRuns: 80 },
    );
  });

  it('is the same after changes as when all is read anew', () => {
    const edits = fc.array(
      fc.tuple(fc.nat({ max: pieces.length }), fc.option(fc.constantFrom(...pieces)), fc.boolean()),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(scripts, edits, knowledge, (texts, list, known) => {
        const read = new Map(texts.map((text, index) => [uriOf(`s${index}`, text), text]));
        const now = () => [...read].map(([uri, text]) => parser.once(uri, text));
        const together = new Together('master', definitionsOf(now()));
        for (const [index, text, more] of list) {
          const scripts = now();
          together.set(scripts, definitionsOf(scripts));
          checkStart(together, scripts[0]!, scripts, known);
          const uri = uriOf(`s${index}`, text ?? '');
          const before = read.get(uri) ?? '';
          if (text === null) read.delete(uri);
          else read.set(uri, more ? `${before}\nGO\n${text}` : text);
          if (read.size === 0) return;
        }
        const scripts = now();
        together.set(scripts, definitionsOf(scripts));
        for (const script of scripts) checkStart(together, script, scripts, known);
      }),
      { numRuns: 150 },
    );
  });

  it('is changed in pieces', () => {
    const reading = (name: string): readonly Script[] =>
      Array.from({ length: 200 }, (_, index) => `CREATE USER ${index === 0 ? name : `u${index}`} WITHOUT LOGIN;`).map(
        (text, index) => parser.once(`file:///${index}.sql`, `${text}\nALTER ROLE till ADD MEMBER u${index};`),
      );
    const fresh = freshFor('open');
    const before = reading('u0');
    const together = new Together('master', definitionsOf(before));
    together.set([...before, parser.once('file:///role.sql', 'CREATE ROLE till;')], definitionsOf(before));
    finish(together.preparing(fresh));
    together.set(
      [...before, parser.once('file:///role.sql', 'CREATE ROLE till AUTHORIZATION u1;')],
      definitionsOf(before),
    );
    assert.ok([...together.preparing(fresh)].length > 20);
  });

  it('is the same where changes of it are left half done, and gone on with by who asks next', () => {
    const edits = fc.array(
      fc.tuple(fc.nat({ max: pieces.length }), fc.option(fc.constantFrom(...pieces)), fc.nat({ max: 40 })),
      { minLength: 2, maxLength: 8 },
    );
    fc.assert(
      fc.property(scripts, edits, knowledge, (texts, list, known) => {
        const read = new Map(texts.map((text, index) => [uriOf(`s${index}`, text), text]));
        const now = () => [...read].map(([uri, text]) => parser.once(uri, text));
        const fresh = freshFor(known);
        let scripts = now();
        const together = new Together('master', definitionsOf(scripts));
        together.set(scripts, definitionsOf(scripts));
        finish(together.starting({ script: scripts[0]!, inside: new Set([scripts[0]!.uri]), fresh }));
        const begun: Generator<undefined, unknown>[] = [];
        for (const [index, text, steps] of list) {
          const uri = uriOf(`s${index}`, text ?? '');
          if (text !== null) read.set(uri, text);
          else if (read.size > 1) read.delete(uri);
          scripts = now();
          together.set(scripts, definitionsOf(scripts));
          const [script] = scripts;
          begun.push(
            together.preparing(fresh),
            together.starting({ script: script!, inside: new Set([script!.uri]), fresh }),
          );
          for (const work of begun) for (let step = 0; step < steps && !work.next().done; step++);
        }
        for (const script of scripts) checkStart(together, script, scripts, known);
        for (const work of begun) finish(work);
        for (const script of scripts) checkStart(together, script, scripts, known);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same where it is made in pieces while scripts change', () => {
    const textOf = (index: number, turn: number): string =>
      `CREATE USER u${index} WITHOUT LOGIN;\n${turn % 2 ? `GRANT SELECT TO u${index};` : `ALTER ROLE db_owner ADD MEMBER u${index};`}`;
    const breaks = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 79 }), fc.boolean()), { maxLength: 4 });
    fc.assert(
      fc.property(breaks, knowledge, (list, known) => {
        const turns = new Map(Array.from({ length: 80 }, (_, index) => [index, 0]));
        const now = () => [...turns].map(([index, turn]) => parser.once(`file:///${index}.sql`, textOf(index, turn)));
        let scripts = now();
        const together = new Together('master', definitionsOf(scripts));
        together.set(scripts, definitionsOf(scripts));
        for (const [steps, at, many] of list) {
          const work = together.preparing(freshFor(known));
          for (let step = 0; step < steps && !work.next().done; step++);
          for (const [index, turn] of turns) if (index === at || many) turns.set(index, turn + 1);
          scripts = now();
          together.set(scripts, definitionsOf(scripts));
        }
        finish(together.preparing(freshFor(known)));
        checkStart(together, scripts[0]!, scripts, known);
        checkStart(together, scripts[40]!, scripts, known);
      }),
      { numRuns: 30 },
    );
  }).timeout(60_000);

  const definitionsOf = (read: readonly Script[]) =>
    definitionsByAddress(new Map(read.map((one) => [one.uri, one])), read, (text) => parser.body(text));

  /** The start of a script is what the others declare, declared anew. */
  function checkStart(
    together: Together,
    script: Script,
    read: readonly Script[],
    knowledge: 'open' | 'complete',
  ): void {
    const fresh = freshFor(knowledge);
    const start = finish(together.starting({ script, inside: new Set([script.uri]), fresh }));
    const anew = declaredCatalog({
      scripts: read.filter((one) => one !== script),
      fresh,
      database: 'master',
      definitions: definitionsOf(read),
      besides: makingsOf(script, 'master'),
      callee: script,
    });
    const differing = differingParts(start, anew).filter(
      (part) => !sameValue(valueOf(start, part), valueOf(anew, part)),
    );
    assert.deepEqual(
      differing.map((part) => [part, valueOf(start, part), valueOf(anew, part)]),
      [],
    );
  }

  it('is the same in any order of the statements of one kind in a script', () => {
    const declaring = [
      'CREATE USER u1 WITHOUT LOGIN;',
      'CREATE USER u2 WITHOUT LOGIN;',
      'CREATE ROLE r1 AUTHORIZATION u2;',
      'CREATE ROLE r2 AUTHORIZATION r1;',
      'CREATE TABLE sales.t1 (a int);',
      'CREATE TABLE dbo.t2 (a int);',
      'CREATE SYNONYM sales.y FOR dbo.t2;',
      'ALTER ROLE r1 ADD MEMBER u1;',
      'ALTER ROLE r2 ADD MEMBER r1;',
      'GRANT SELECT ON SCHEMA::sales TO r2;',
      'DENY SELECT ON dbo.t2 TO u2;',
    ];
    const asking =
      "USE shop;\nEXECUTE AS USER = 'u1';\nSELECT a FROM sales.t1;\nSELECT a FROM dbo.t2;\nSELECT a FROM sales.y;\nREVERT;\nEXECUTE AS USER = 'u2';\nSELECT a FROM dbo.t2;\nDROP ROLE r1;";
    const base = 'CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nCREATE SCHEMA sales AUTHORIZATION u1;\nGO\n';
    const of = (order: readonly string[], known: 'open' | 'complete'): object | undefined =>
      answers(
        [
          { uri: 'file:///base.sql', text: `${base}${order.join('\n')}` },
          { uri: 'file:///asking.sql', text: asking },
        ],
        known,
      ).get(asking);
    fc.assert(
      fc.property(fc.shuffledSubarray(declaring, { minLength: declaring.length }), knowledge, (order, known) => {
        assert.deepEqual(of(order, known), of(declaring, known));
      }),
      { numRuns: 40 },
    );
  });
});

function uriOf(name: string, text: string): string {
  return text.startsWith('--# snapshot') ? `file:///${name}.tsqlcontext-snapshot.json#part` : `file:///${name}.sql`;
}

/** Names of scripts stand in reasons and related places. */
function withoutNames(found: ReadonlyMap<string, object>): string {
  return JSON.stringify([...found]).replace(
    /s\d+\.(sql|tsqlcontext-snapshot\.json)((, | and )s\d+\.(sql|tsqlcontext-snapshot\.json))*/g,
    'a script',
  );
}

function outcomesOf(workspace: Workspace, uri: string): object {
  const analysed = finish(workspace.analyse(uri, { run: 'possible' }));
  if (!analysed) return {};
  const { parts } = analysed.analysis.run;
  const steps = parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps.flatMap(all) : []));
  // where a fact stands is another matter: the statements of a script change their places here
  const found = findings(analysed).map(({ related, ...one }) => ({
    ...one,
    related: related.filter(({ message }) => !message.startsWith('Denied in')),
  }));
  return { findings: found, outcomes: steps };
}

function all({ step }: PlacedStep): object[] {
  const outcomes = step.paths.map(({ outcome }) => ({
    kind: outcome.kind,
    ...(outcome.kind === 'error' && { number: outcome.number }),
    ...(outcome.kind === 'unknown' && { because: outcome.because }),
  }));
  return [
    { kind: step.statement.kind, outcomes: outcomes.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) },
    ...step.children.flatMap(all),
    ...step.calls.flatMap(({ run }) => run.steps.flatMap(all)),
  ];
}
