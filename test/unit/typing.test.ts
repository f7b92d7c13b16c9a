/** A text that is being typed: what is held back while it is broken, and what a keystroke reads. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { changesIn, difference, offsetBefore, spanAfter } from '../../server/src/text/difference';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from '../support/fixtures';

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
const uri = 'file:///typed.sql';

/** A procedure of so many statements. */
function procedure(statements: number): string {
  const body = Array.from({ length: statements }, (_, n) => `    UPDATE dbo.t SET name = N'${n}' WHERE id = ${n};`);
  return `CREATE PROCEDURE dbo.p AS\nBEGIN\n${body.join('\n')}\nEND;\n`;
}

describe('typing', () => {
  let parser: Parser;
  let workspace: Workspace;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  beforeEach(() => {
    workspace = new Workspace(parser, stage);
  });
  afterEach(() => workspace.remove(uri));

  const textOfAnalysis = (): string | undefined => finish(workspace.analyse(uri, { run: 'possible' }))?.script.text;

  it('holds the script back behind a quote that is opened, until it is closed', () => {
    const whole = procedure(2000);
    const at = whole.indexOf('\n', whole.length / 2);
    const typed = (letters: string): string => whole.slice(0, at) + letters + whole.slice(at);
    workspace.put(uri, whole);
    assert.equal(textOfAnalysis(), whole);
    for (const letters of ['\nPRINT ', "\nPRINT '", "\nPRINT 'it", "\nPRINT 'it'"]) {
      workspace.typing.type(uri, typed(letters));
      const open = letters.split("'").length === 2;
      assert.equal(textOfAnalysis(), open ? typed('\nPRINT ') : typed(letters), letters);
      assert.equal(workspace.typing.heldBack(uri) !== undefined, open, letters);
    }
  });

  it('is what the text says when typing pauses', () => {
    const whole = procedure(2000);
    workspace.put(uri, whole);
    textOfAnalysis();
    const broken = `'${whole}`;
    workspace.typing.type(uri, broken);
    assert.equal(textOfAnalysis(), whole);
    assert.equal(workspace.typing.settle(uri), true);
    assert.equal(textOfAnalysis(), broken);
    assert.equal(workspace.typing.heldBack(uri), undefined);
    assert.equal(workspace.typing.settle(uri), false);
  });

  it('holds the script back where what happens in much of it changes, and runs little meanwhile', () => {
    const whole = procedure(5000);
    const at = whole.indexOf('\n', 100);
    const typed = (letters: string): string => whole.slice(0, at) + letters + whole.slice(at);
    workspace.put(uri, whole);
    textOfAnalysis();
    const type = (letters: string): { readonly held: boolean; readonly pauses: number } => {
      workspace.typing.type(uri, typed(letters));
      finish(workspace.parse(uri));
      let pauses = 0;
      for (const work = workspace.analyse(uri, { run: 'possible' }); !work.next().done; ) pauses++;
      return { held: workspace.typing.heldBack(uri) !== undefined, pauses };
    };
    assert.equal(type('\nEXECUT').held, false);
    const first = type('\nEXECUTE AS CALLER');
    assert.ok(first.held && first.pauses < 80, JSON.stringify(first));
    assert.equal(workspace.typing.reachesFar(uri), true);
    assert.equal(textOfAnalysis(), typed('\nEXECUT'));
    for (const letters of [';', '; ', '; R', '; REVER']) {
      const next = type(`\nEXECUTE AS CALLER${letters}`);
      assert.ok(next.held && next.pauses < 20, JSON.stringify(next));
    }
    assert.equal(type('\nEXECUTE AS CALLER; REVERT;').held, false);
    assert.equal(type('\nEXECUTE AS CALLER; REVER').held, true);
    const { lowered } = parser;
    assert.equal(workspace.typing.settle(uri), true);
    assert.equal(textOfAnalysis(), typed('\nEXECUTE AS CALLER; REVER'));
    assert.equal(workspace.typing.heldBack(uri), undefined);
    assert.equal(parser.lowered, lowered); // what was read is not read again
  });

  it('leaves a long body what it was while a statement behind it changes what is there for it', () => {
    const whole = `${procedure(5000)}GO\n`;
    workspace.put(uri, whole);
    const first = finish(workspace.analyse(uri, { run: 'possible' }))!.analysis;
    const bodyOf = ({ bodies }: typeof first): object | undefined => [...bodies.values()][0];
    for (const name of ['a', 'ab', 'abc']) {
      const text = `${whole}EXECUTE AS USER = '${name}';\n`;
      workspace.typing.type(uri, text);
      const { script, analysis } = finish(workspace.analyse(uri, { run: 'possible' }))!;
      assert.equal(script.text, text);
      assert.equal(workspace.typing.heldBack(uri), undefined);
      assert.ok(analysis.effort.runs < 10, `${analysis.effort.runs} statements`);
      assert.equal(bodyOf(analysis), bodyOf(first));
      assert.equal(workspace.typing.reachesFar(uri), true);
    }
    assert.equal(workspace.typing.settle(uri), true);
    const settled = finish(workspace.analyse(uri, { run: 'possible' }))!.analysis;
    assert.ok(settled.effort.runs > 5000);
    assert.notEqual(bodyOf(settled), bodyOf(first));
    assert.equal(workspace.typing.reachesFar(uri), false);
    assert.equal(workspace.typing.settle(uri), false);
  });

  it('is what the text says also where typing pauses while it is looked at', () => {
    const long = procedure(5000);
    const at = long.indexOf('\n', 100);
    const cases = [
      [1, `${long}GO\nEXECUTE AS USER = 'a';\n`], // reaches into a body
      [30, `${long.slice(0, at)}\nEXECUTE AS CALLER;${long.slice(at)}`], // reaches far in the one that is edited
    ] as const;
    for (const [pauses, text] of cases) {
      workspace.put(uri, long);
      textOfAnalysis();
      workspace.typing.type(uri, text);
      finish(workspace.parse(uri));
      const work = workspace.analyse(uri, { run: 'possible' });
      for (let pause = 0; pause < pauses; pause++) work.next();
      assert.equal(workspace.typing.settle(uri), false);
      const { script, analysis } = finish(work)!;
      assert.equal(script.text, text);
      assert.ok(analysis.effort.runs > 4000, `${analysis.effort.runs} statements`);
      assert.equal(workspace.typing.heldBack(uri), undefined);
      workspace.remove(uri);
    }
  });

  it('gives what a new text gives, or holds it back', () => {
    const pieces = ["'", '(', ';', '\nGO\n', 'REVERT;', '/*', '*/', 'BEGIN', 'END', ' ', 'a', '['];
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(3),
      put: fc.constantFrom(...pieces),
    });
    const texts = [...fixtureNames.map(fixtureText), procedure(300)];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 }), (start, edits) => {
        let text = start;
        let script = parser.parse(uri, text);
        for (const { at, cut, put } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + put + text.slice(from + cut);
          script = finish(parser.growing(text, script)) ?? script;
          assert.deepEqual(script.batches, parser.once(uri, script.text).batches);
        }
        script = parser.parse(uri, text, script);
        assert.deepEqual(script.batches, parser.once(uri, text).batches);
        parser.forget(uri);
      }),
      { numRuns: 60 },
    );
  });

  it('reads and runs as much in a long script as in a short one', () => {
    const work = [100, 10_000].map((statements) => {
      const text = procedure(statements);
      workspace.put(uri, text);
      textOfAnalysis();
      const at = text.indexOf("' WHERE", text.length / 2);
      workspace.typing.type(uri, `${text.slice(0, at)}0${text.slice(at)}`);
      const lowered = parser.lowered;
      const analysed = finish(workspace.analyse(uri, { run: 'possible' }))!;
      workspace.remove(uri);
      return { lowered: parser.lowered - lowered, runs: analysed.analysis.effort.runs };
    });
    assert.deepEqual(work[0], work[1]);
    assert.ok(work[0]!.lowered <= 4 && work[0]!.runs <= 8, JSON.stringify(work[0]));
  });

  it('finds places of the old text in the new one', () => {
    const edit = difference('REVERT; USE a;', 'REVERT; x USE a;')!;
    assert.deepEqual(spanAfter(edit, { start: 0, end: 7 }), { start: 0, end: 7 });
    assert.deepEqual(spanAfter(edit, { start: 8, end: 14 }), { start: 10, end: 16 });
    assert.deepEqual(
      [7, 9, 10, 12].map((at) => offsetBefore(edit, at)),
      [7, 8, 8, 10],
    );
    assert.equal(changesIn(edit, { start: 0, end: 14 }), true);
    assert.equal(changesIn(edit, { start: 8, end: 14 }), false);
  });
});
