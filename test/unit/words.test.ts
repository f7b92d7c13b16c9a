/** Which words may stand in a text: none is missed. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mayHold, readWords, wordsIn, writtenWords } from '../../server/src/workspace/symbols/words';

describe('words of a text', () => {
  it('are never missed, in whatever case', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(), (list, pick) => {
        const words = readWords(writtenWords(wordsIn(list.join(' '))));
        const name = list[pick % Math.max(1, list.length)] ?? '';
        return mayHold(words, name) && mayHold(words, name.toLowerCase());
      }),
    );
  });
  it('tell most texts apart', () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `SELECT a${index} FROM dbo.t${index}`);
    const found = texts.filter((text) => mayHold(wordsIn(text), 'T77'));
    assert.ok(found.length > 0 && found.length < 50, `${found.length}`);
    assert.ok(mayHold(wordsIn("EXEC ('DROP USER [o''brien]')"), "o'brien"));
  });
});
