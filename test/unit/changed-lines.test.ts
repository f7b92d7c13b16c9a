/** What is looked for in changed lines only is found as if all of each text were looked at. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inAnyLine } from '../../server/src/text/changed-lines';

/** What is put into texts, so that what is looked for comes and goes, also by lines that are joined and cut. */
const pieces = ['--', ' mark', 'ma', 'rk', '-- mark', '\n', '\r\n', 'x', '\n\n', ' '];
const isMarked = (lines: string): boolean => /^--[ \t]*mark/m.test(lines) || lines.includes('rkma');

describe('what stands in any line', () => {
  it('is found behind each of many edits', () => {
    const edit = fc.tuple(fc.nat(60), fc.nat(4), fc.constantFrom(...pieces));
    let found = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 20, maxLength: 80 }), (edits) => {
        const hasAny = inAnyLine(isMarked);
        let text = '';
        for (const [at, out, piece] of edits) {
          text = text.slice(0, at) + piece + text.slice(at + out);
          const is = isMarked(text);
          if (is) found++;
          assert.equal(hasAny(text), is, JSON.stringify(text));
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(found > 500, `${found} texts`);
  });

  it('is looked for in the changed lines only, while there is none', () => {
    const seen: string[] = [];
    const hasAny = inAnyLine((lines) => {
      seen.push(lines);
      return lines.includes('mark');
    });
    hasAny('one\ntwo\nthree');
    hasAny('one\ntwo and a half\nthree');
    hasAny('one\ntwo and a half\nthree');
    hasAny('one\ntwo marks\nthree');
    hasAny('one\ntwo\nthree');
    assert.deepEqual(seen, ['one\ntwo\nthree', 'two and a half', 'two marks', 'one\ntwo\nthree']);
  });
});
