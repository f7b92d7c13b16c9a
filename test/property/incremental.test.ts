/**
 * An edited script is what the new text gives from scratch; what the edit leaves alone stays the same object; nothing
 * throws.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { forget } from '../../server/src/engine/session/memory';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { packing } from '../../server/src/lsp/packing';
import { findings } from '../../server/src/rules/index';
import { packed, unpacked } from '../../server/src/syntax/packed';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import type { Script } from '../../server/src/syntax/statement';
import { statementsOf } from '../../server/src/syntax/walk';
import { decode } from '../../server/src/text/decode';
import { finish } from '../../server/src/text/finish';
import type { How } from '../../server/src/workspace/request';
import { Workspace } from '../../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from '../support/fixtures';

const texts = fixtureNames.map(fixtureText);
const corpus = path.join(process.env['TSQLCTX_CORPUS'] ?? path.join(__dirname, '../../../shared'), 'corpus');
const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'complete', guardDialect: false } as const;

/** One procedure that counts to 12 in a loop: called plainly, and from one, two and three loops around the call. */
const counter =
  "CREATE DATABASE d\nGO\nUSE d\nGO\nCREATE USER u WITHOUT LOGIN\nGO\nCREATE PROCEDURE dbo.p AS DECLARE @i int = 0, @s nvarchar(9) = N''; WHILE @i < 12 BEGIN SET @s += N'a'; SET @i += 1; END; IF @s = N'aaaaaaaaaaaa' EXECUTE AS USER = 'u'; CREATE LOGIN l WITH PASSWORD = 'x';\nGO\n";
const loop = (name: string, body: string): string =>
  `DECLARE @${name} int = 0; WHILE @${name} < 2 BEGIN SET @${name} += 1; ${body} END;`;
const counting: readonly string[] = [
  `${counter}EXEC dbo.p;`,
  `${counter}${loop('a', 'EXEC dbo.p;')}`,
  `${counter}${loop('a', loop('b', 'EXEC dbo.p;'))}`,
  `${counter}${loop('a', loop('b', loop('c', 'EXEC dbo.p;')))}`,
];

/** The findings of a script, and the outcomes of all its statements. */
function analysed(workspace: Workspace, uri: string, mode: How['run'] = 'possible'): object[] {
  const found = finish(workspace.analyse(uri, { run: mode }));
  if (!found) return [];
  const { run, bodies } = found.analysis;
  const steps = [
    ...run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps : [])),
    ...[...bodies.values()].flatMap((body) => body.run.steps),
  ];
  return [...findings(found), ...steps.map(outcomesOf)];
}

function outcomesOf({ offset, step }: PlacedStep): object {
  const calls = step.calls.map(({ name, run }) => ({ name, steps: run.steps.map(outcomesOf) }));
  return {
    offset,
    kind: step.statement.kind,
    outcomes: step.paths.map(({ outcome }) => outcome),
    children: step.children.map(outcomesOf),
    calls,
  };
}

describe('incremental', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  const pieces = [
    "'",
    '(',
    ')',
    ';',
    '\nGO\n',
    'REVERT;',
    "EXECUTE AS USER = 'x';",
    '/*',
    '*/',
    '--',
    'BEGIN',
    'END',
    ' ',
    '\n',
    'SELECT 1',
    '[',
    ']',
    'é',
    '😀',
  ];
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...pieces), fc.constant('')),
  });

  it('parses an edited text like a new one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        let text = start;
        let script: Script = parser.parse('file:///a.sql', text);
        for (const { at, cut, put } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + put + text.slice(from + cut);
          script = parser.parse('file:///a.sql', text, script);
          assert.deepEqual(script.batches, parser.once('file:///a.sql', text).batches);
        }
        parser.forget('file:///a.sql');
      }),
      { numRuns: 60 },
    );
  });

  /** How many statements of a script an edit of it keeps, and that it reads the new text as it is. */
  const keptBy = (old: Script, text: string): number => {
    const changed = parser.parse(old.uri, text, old);
    assert.deepEqual(changed.batches, parser.once(old.uri, text).batches);
    const before = new Set([...statementsOf(old)].map(({ node }) => node));
    return [...statementsOf(changed)].filter(({ node }) => before.has(node)).length;
  };

  it('keeps the statements of a script that was not read from trees', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), edit, (start, { at, cut, put }) => {
        const [kept, read] = [parser.once('file:///k.sql', start), parser.parse('file:///r.sql', start)];
        const from = Math.floor(at * start.length);
        const text = start.slice(0, from) + put + start.slice(from + cut);
        const plain = unpacked(kept.uri, start, packing.unpack(packing.pack(packed(kept))));
        assert.equal(keptBy(plain, text), keptBy(read, text));
        for (const { uri } of [plain, read]) parser.forget(uri);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the statements that an edit leaves alone', () => {
    const text = Array.from({ length: 50 }, (_, index) => `SELECT ${index} FROM dbo.t;`).join('\n');
    const old = parser.parse('file:///b.sql', text);
    const changed = parser.parse('file:///b.sql', text.replace('SELECT 25 ', 'SELECT 250 '), old);
    const [before, after] = [old, changed].map((script) => script.batches[0]!.batch.statements.map(({ node }) => node));
    assert.equal(after!.filter((node, index) => node !== before![index]).length, 1);
    parser.forget('file:///b.sql');
  });

  for (const mode of ['possible', 'predicted'] as const) {
    it(`finds the same with and without what it remembers, ${mode}`, () => {
      fc.assert(
        fc.property(fc.constantFrom(...texts, ...counting), edit, (start, { at, cut, put }) => {
          const from = Math.floor(at * start.length);
          const text = start.slice(0, from) + put + start.slice(from + cut);
          const workspace = new Workspace(parser, stage);
          workspace.put('file:///c.sql', start);
          analysed(workspace, 'file:///c.sql', mode);
          workspace.put('file:///c.sql', text);
          const warm = analysed(workspace, 'file:///c.sql', mode);
          workspace.remove('file:///c.sql');
          forget();
          const fresh = new Workspace(parser, stage);
          fresh.put('file:///c.sql', text);
          assert.deepEqual(warm, analysed(fresh, 'file:///c.sql', mode));
          fresh.remove('file:///c.sql');
        }),
        { numRuns: 60 },
      );
    });
  }

  it('finds while somebody types what is found in the text that stands for it, and in the end in what was typed', async () => {
    const apart = await createParser(readGrammarFiles());
    const body = Array.from({ length: 1300 }, (_, n) => `    UPDATE dbo.t SET name = N'${n}' WHERE id = ${n};`);
    const long = `CREATE PROCEDURE dbo.p AS\nBEGIN\n${body.join('\n')}\nEND;\n`;
    const far = [
      "EXECUTE AS USER = 'x';",
      "EXECUTE AS USER = 'y'; ",
      'REVERT;',
      'RETURN;',
      "'",
      'DECLARE @a int = 1;',
      ' ',
    ];
    const letters = fc.record({
      at: fc.integer({ min: 31, max: 200 }),
      cut: fc.nat(12),
      put: fc.constantFrom(...far),
      pause: fc.boolean(),
    });
    const uri = 'file:///g.sql';
    const fresh = (text: string): object[] => {
      forget();
      const workspace = new Workspace(apart, stage);
      workspace.put(uri, text);
      const found = analysed(workspace, uri);
      workspace.remove(uri);
      return found;
    };
    let held = 0;
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 6 }), (edits) => {
        const workspace = new Workspace(parser, stage);
        workspace.put(uri, long);
        analysed(workspace, uri);
        let text = long;
        for (const { at, cut, put, pause } of edits) {
          text = text.slice(0, at) + put + text.slice(at + cut);
          workspace.typing.type(uri, text);
          const found = analysed(workspace, uri);
          if (workspace.typing.heldBack(uri)) held++;
          assert.deepEqual(found, fresh(workspace.script(uri)!.text));
          if (pause) workspace.typing.settle(uri);
          if (pause) assert.deepEqual(analysed(workspace, uri), fresh(text));
        }
        workspace.typing.settle(uri);
        assert.deepEqual(analysed(workspace, uri), fresh(text));
        workspace.remove(uri);
      }),
      { numRuns: 15 },
    );
    assert.ok(held > 0);
  }).timeout(120_000);

  it('finds at batch level what is typed there, and in long bodies what was found there until typing pauses', () => {
    const body = Array.from({ length: 400 }, (_, n) => `    UPDATE dbo.t SET name = N'${n}' WHERE id = ${n};`);
    const start = `CREATE PROCEDURE dbo.p AS\nBEGIN\n${body.join('\n')}\nEXECUTE AS USER = 'x';\nEND;\nGO\n`;
    const uri = 'file:///h.sql';
    const stretches = (of: Workspace): { readonly own: object[]; readonly bodies: object[] } => {
      const { analysis } = finish(of.analyse(uri, { run: 'possible' }))!;
      const own = analysis.run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps : []));
      const bodies = [...analysis.bodies.values()].flatMap(({ run }) => run.steps);
      return { own: own.map(outcomesOf), bodies: bodies.map(outcomesOf) };
    };
    const fresh = (text: string): Workspace => {
      forget();
      const made = new Workspace(parser, stage);
      made.put(uri, text);
      return made;
    };
    const letters = [
      'CREATE USER x WITHOUT LOGIN;\n',
      "EXECUTE AS USER = 'y';\n",
      'REVERT;\n',
      'DROP PROCEDURE dbo.p;\n',
    ];
    const edit = fc.record({ put: fc.constantFrom(...letters), pause: fc.boolean() });
    let stood = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 2, maxLength: 5 }), (edits) => {
        const workspace = fresh(start);
        let { bodies } = stretches(workspace);
        let text = start;
        for (const { put, pause } of edits) {
          text += put;
          workspace.typing.type(uri, text);
          const now = stretches(workspace);
          const other = fresh(text);
          const right = stretches(other);
          const found = analysed(other, uri);
          other.remove(uri);
          assert.deepEqual(now.own, right.own);
          if (workspace.typing.reachesFar(uri)) assert.deepEqual(now.bodies, bodies);
          else assert.deepEqual(now.bodies, right.bodies);
          if (workspace.typing.reachesFar(uri)) stood++;
          if (pause) workspace.typing.settle(uri);
          if (pause) assert.deepEqual(analysed(workspace, uri), found);
          ({ bodies } = stretches(workspace));
        }
        workspace.remove(uri);
      }),
      { numRuns: 15 },
    );
    assert.ok(stood > 0);
  }).timeout(120_000);

  it('gives the same answer whatever was asked before', () => {
    for (const mode of ['possible', 'predicted'] as const) {
      const alone = counting.map((text) => {
        forget();
        return answer(text, mode);
      });
      for (const order of [counting, counting.toReversed()]) {
        forget();
        for (const text of order) assert.deepEqual(answer(text, mode), alone[counting.indexOf(text)]);
      }
    }
  });

  function answer(text: string, mode: How['run']): object[] {
    const workspace = new Workspace(parser, stage);
    workspace.put('file:///f.sql', text);
    const found = analysed(workspace, 'file:///f.sql', mode);
    workspace.remove('file:///f.sql');
    return found;
  }

  it('analyses ten prefixes of every fixture', function () {
    this.timeout(240_000);
    for (const text of texts) {
      const workspace = new Workspace(parser, stage);
      const stride = Math.max(7, Math.ceil(text.length / 10));
      for (let end = text.length % stride; end <= text.length; end += stride) {
        workspace.put('file:///d.sql', text.slice(0, end));
        analysed(workspace, 'file:///d.sql');
      }
      workspace.remove('file:///d.sql');
    }
  });

  it('analyses prefixes of 50 scripts of the corpus', function () {
    this.timeout(180_000);
    if (!existsSync(corpus)) {
      console.log('      no corpus here (set TSQLCTX_CORPUS): not run');
      this.skip();
    }
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.sql'))
      .sort();
    const step = Math.floor(files.length / 50);
    for (let index = 0; index < 50; index++) {
      const text = decode(readFileSync(path.join(corpus, files[index * step]!))) ?? '';
      const workspace = new Workspace(parser, stage);
      const length = Math.min(text.length, 20_000);
      for (let part = 0; part <= 60; part++) {
        workspace.put('file:///e.sql', text.slice(0, Math.floor((length * part) / 60)));
        analysed(workspace, 'file:///e.sql');
      }
      workspace.remove('file:///e.sql');
    }
  });
});
