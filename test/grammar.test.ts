/**
 * The grammar: its committed parser is up to date, its keywords are all keywords, and its corpus gives the trees that
 * it says.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser, Query } from 'web-tree-sitter';

const folder = path.resolve(__dirname, '../syntaxes/tree-sitter-tsql');

describe('grammar', () => {
  it('has a parser and a wasm made from its rules as they are (npm run grammar)', async () => {
    const { checksums } = (await import('../tools/grammar/checksums.mjs' as string)) as { checksums(): object };
    assert.deepEqual(JSON.parse(readFileSync(path.join(folder, 'checksums.json'), 'utf8')), checksums());
  });

  it('reads every keyword as one: a rule behind the word rule would spoil them all', () => {
    const parser = readFileSync(path.join(folder, 'src/parser.c'), 'utf8');
    const start = parser.indexOf('static bool ts_lex_keywords');
    const lexer = parser.slice(start, parser.indexOf('static const TSLexerMode', start));
    const accepted = new Set([...lexer.matchAll(/ACCEPT_TOKEN\((\w+)\)/g)].map((match) => match[1]));
    const { keywordRules } = require(path.join(folder, 'rules/keywords.js')) as {
      keywordRules: Record<string, unknown>;
    };
    const grammar = readFileSync(path.join(folder, 'src/grammar.json'), 'utf8');
    const used = Object.keys(keywordRules).filter((name) => grammar.includes(`"name": "${name}"`));
    assert.ok(used.length > 200, `${used.length} keywords`);
    assert.ok(accepted.size > used.length * 0.95, `${accepted.size} of ${used.length} keywords are read as keywords`);
  });

  describe('corpus', () => {
    let parser: Parser;
    before(async () => {
      await Parser.init();
      parser = new Parser();
      parser.setLanguage(await Language.load(readFileSync(path.join(folder, 'tree-sitter-tsql.wasm'))));
    });
    for (const file of readdirSync(path.join(folder, 'test/corpus')).filter((name) => name.endsWith('.txt'))) {
      const text = readFileSync(path.join(folder, 'test/corpus', file), 'utf8');
      for (const match of text.matchAll(
        /^=+\n([^\n]+)\n(?::error\n)?=+\n([\s\S]*?)\n---+\n([\s\S]*?)(?=\n=+\n|$(?![\s\S]))/gm,
      )) {
        const [whole, title = '', source = '', expected = ''] = match;
        it(`${file}: ${title}`, () => {
          const tree = parser.parse(source)!;
          const root = tree.rootNode;
          const shown = root.toString();
          assert.equal(root.hasError, whole.includes('\n:error\n'), shown);
          assert.equal(plain(shown), plain(expected));
          tree.delete();
        });
      }
    }
  });
});

/** A tree as text, in one line. */
function plain(tree: string): string {
  return tree.replace(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')').trim();
}

describe('queries of the grammar', () => {
  const sample = `
:setvar x "y"
/* a comment */ DECLARE @a int = 1, @b money = $1.5 -- another
CREATE PROCEDURE [p] @c int WITH EXECUTE AS OWNER AS BEGIN SELECT "q", COUNT(*), USER, $IDENTITY, NULL FROM t AS u WHERE a <> @c AND NOT EXISTS (SELECT 1) END
GO
EXECUTE AS USER = 'u'
EXECUTE ('SELECT 1')
EXEC p
again: UPDATE t SET a += 0x01 & 2 / 3
GOTO again
REVERT
SETUSER
`;
  for (const name of readdirSync(path.join(folder, 'queries')))
    it(`${name}: every capture captures something`, async () => {
      await Parser.init();
      const language = await Language.load(readFileSync(path.join(folder, 'tree-sitter-tsql.wasm')));
      const query = new Query(language, readFileSync(path.join(folder, 'queries', name), 'utf8'));
      const parser = new Parser();
      parser.setLanguage(language);
      const tree = parser.parse(sample)!;
      assert.ok(!tree.rootNode.hasError, tree.rootNode.toString());
      const captured = new Set(query.captures(tree.rootNode).map((capture) => capture.name));
      assert.deepEqual([...captured].sort(), [...query.captureNames].sort());
    });
});
