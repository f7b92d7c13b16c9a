/** Splitting again around an edit gives what splitting the whole text gives. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextBatch } from '../../server/src/syntax/split';
import { difference } from '../../server/src/text/difference';

const lines = [
  'SELECT 1;',
  "PRINT 'a",
  "b';",
  '/* x',
  '*/',
  '-- GO',
  'GO',
  'GO 5',
  ':setvar a "b"',
  '[n]',
  'go;',
  '"q"',
  '',
  '$(x)',
];

describe('split', () => {
  it('reads only what lies around an edit, with the same result', () => {
    const text = fc.array(fc.constantFrom(...lines), { maxLength: 40 });
    const filler = "SELECT 'some text that fills a line of the script', [a name] FROM dbo.t; -- and a comment\n".repeat(
      120,
    );
    const put = fc.constantFrom("'", '[', '/*', '*/', '\nGO\n', 'x', '\n', '--', ':r x\n', '');
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(30),
        put,
        (a, b, c, at, cut, inserted) => {
          const eol = cut % 2 === 0 ? '\r\n' : '\n';
          const before = [a.join(eol), filler, b.join(eol), filler, c.join(eol)].join(eol);
          const from = Math.floor(at * before.length);
          const after = before.slice(0, from) + inserted + before.slice(from + cut);
          const raw = nextBatch(before, 0);
          const edit = difference(before, after);
          if (!edit) return;
          const { fresh: _, ...again } = nextBatch(after, 0, {}, { raw, edit });
          const { fresh: __, ...whole } = nextBatch(after, 0);
          assert.deepEqual(again, whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('starts again near the edit', () => {
    const text = 'SELECT 1;\n'.repeat(5000);
    const raw = nextBatch(text, 0);
    assert.ok(raw.fresh.length > 10);
    assert.ok(raw.fresh.every((place) => place === 0 || text[place - 1] === '\n'));
  });
});
