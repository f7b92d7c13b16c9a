/** Positions in the client's units. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { chooseEncoding, type Encoding, toOffset, toPosition } from '../../server/src/lsp/positions';

const encodings: readonly Encoding[] = ['utf-8', 'utf-16', 'utf-32'];
const made = (text: string): TextDocument => TextDocument.create('untitled:a', 'sql', 1, text);

describe('positions', () => {
  it('lead back to the offset that they were made of', () => {
    const characters = fc.constantFrom('a', ' ', 'é', '√', '😀', '\n', '\r\n');
    fc.assert(
      fc.property(fc.array(characters), fc.nat(), fc.constantFrom(...encodings), (parts, place, encoding) => {
        const text = parts.join('');
        const offset = parts.slice(0, place % (parts.length + 1)).join('').length;
        assert.equal(toOffset(made(text), toPosition(made(text), offset, encoding), encoding), offset);
      }),
    );
  });

  it('behind the end of a line or of the text are moved back', () => {
    const document = made('a😀\nbc');
    for (const encoding of encodings) {
      assert.equal(toOffset(document, { line: 0, character: 99 }, encoding), 3);
      assert.equal(toOffset(document, { line: 9, character: 9 }, encoding), 6);
      assert.equal(toOffset(document, { line: -1, character: -1 }, encoding), 0);
    }
  });

  it('are counted as the client prefers, in UTF-16 if it says nothing', () => {
    assert.equal(chooseEncoding(undefined), 'utf-16');
    assert.equal(chooseEncoding(['utf-7']), 'utf-16');
    assert.equal(chooseEncoding(['utf-8', 'utf-16']), 'utf-8');
  });
});
