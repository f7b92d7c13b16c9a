/** Reading C#: what is read while somebody types is what is read from scratch. */
import assert from 'node:assert/strict';
import { type CSharpFile, methodsOf } from '../../server/src/clr/model';
import { literalOf } from '../../server/src/clr/syntax/literals';
import { createCSharpReader } from '../../server/src/clr/syntax/reader';
import { readCSharpGrammarFiles } from '../../server/src/lsp/grammar-files';
import { testReader } from '../support/csharp';

const sample = `using System;
namespace A.B
{
    [SqlUserDefinedAggregate(Format.Native)]
    public partial class C : IDisposable
    {
        private const string Text = "context connection=true", Other = "x";
        [SqlProcedure(Name = "p")]
        public static void First(SqlString path, [SqlFacet(MaxSize = -1)] string large, out int n)
        {
            using (var a = new D(path.Value, name: 1) { E = "f" }) { a.Open(); }
            foreach (var x in list) { if (x == null) continue; else break; }
            var text = $"a {x} b" + @"c ""d""" + (y ?? z);
            try { Run(() => { n++; }, delegate { return; }); } catch (IOException e) when (e != null) { throw; } finally { }
            switch (n) { case 1: return; default: break; }
        }
        public int P { get { return 1; } set { Text = value; } }
        public int Q => 3;
        class Inner { void M() { } }
    }
}
class G { void M() => First(null); }
`;

describe('reading C#', () => {
  it('reads types, members and parameters', async () => {
    const { types } = (await testReader()).read('types.cs', sample);
    assert.deepEqual(
      types.map(({ fullName, members }) => [fullName, members.map(({ member }) => member.name)]),
      [
        ['A.B.C', ['Text', 'Other', 'First', 'P', 'P', 'Q']],
        ['A.B.C+Inner', ['M']],
        ['G', ['M']],
      ],
    );
    const first = types[0]?.members.find(({ member }) => member.name === 'First')?.member;
    assert.ok(first?.kind === 'method');
    assert.deepEqual(
      first.parameters.map(({ name, type, modifiers }) => [name, type, [...modifiers]]),
      [
        ['path', 'SqlString', []],
        ['large', 'string', []],
        ['n', 'int', ['out']],
      ],
    );
    assert.deepEqual(
      first.attributes.map(({ name }) => name),
      ['SqlProcedure'],
    );
  });

  it('gives the same as from scratch after every edit', async () => {
    const typing = await createCSharpReader(readCSharpGrammarFiles());
    const scratch = await createCSharpReader(readCSharpGrammarFiles());
    let text = sample;
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const pieces = ['x', ' ', '}', '{', '"', ';', 'a();', '/*', '\n', '//', '(', 'if (a) b();', 'void N() { }'];
    for (let round = 0; round < 150; round++) {
      const at = random(text.length);
      const before = text;
      text =
        random(3) === 0
          ? text.slice(0, at) + text.slice(at + 1 + random(3))
          : text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at);
      const typed = typing.read('a.cs', text);
      scratch.forget('a.cs');
      const fresh = scratch.read('a.cs', text);
      // a broken text may be read in more than one way
      if (isWhole(fresh) && isWhole(typed))
        assert.deepEqual(typed.types, fresh.types, JSON.stringify({ before, text }));
      if (round % 10 === 9) text = sample;
    }
  });

  it('lowers again only the member that is typed in', async () => {
    const reader = await createCSharpReader(readCSharpGrammarFiles());
    const before = reader.read('a.cs', sample);
    const lowered = reader.lowered;
    const after = reader.read('a.cs', sample.replace('a.Open();', 'a.Open(); b();'));
    assert.equal(reader.lowered, lowered + 1);
    assert.equal(after.types[1]?.members[0]?.member, before.types[1]?.members[0]?.member);
    assert.equal(after.types[2]?.span.start, (before.types[2]?.span.start ?? 0) + ' b();'.length);
  });

  it('knows what literals hold and where', () => {
    assert.deepEqual(literalOf('"a\\n\\u0041\\""'), { value: 'a\nA"', places: [1, 2, 4, 10, 12] });
    assert.deepEqual(literalOf('@"a""b"'), { value: 'a"b', places: [2, 3, 5, 6] });
    assert.deepEqual(literalOf('"""a"b"""').value, 'a"b');
  });
});

/** Whether all could be read. */
function isWhole({ types }: CSharpFile): boolean {
  const names = types.map(({ fullName }) => fullName).join();
  return (
    names === 'A.B.C,A.B.C+Inner,G' && types.every((type) => methodsOf(type).every(({ member }) => !member.broken))
  );
}
