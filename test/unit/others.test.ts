/** The other scripts of a workspace: the same object for as long as they are the same. */
import assert from 'node:assert/strict';
import {
  type SnapshotMark,
  snapshotAddress,
  snapshotLine,
  snapshotSuffix,
} from '../../server/src/syntax/snapshot-mark';
import type { Script } from '../../server/src/syntax/statement';
import { replacing } from '../../server/src/text/lists';
import { Named } from '../../server/src/workspace/named';
import { nameKey } from '../../server/src/workspace/named-places';
import { Others } from '../../server/src/workspace/others';

const script = (uri: string): Script => ({ uri, text: '', batches: [] });
const [a, b, c] = [script('a'), script('b'), script('c')];

describe('the other scripts', () => {
  const others = (): Others => new Others([a, b, c], new Set(['b']));

  it('are those that do not stand inside', () => assert.deepEqual([...others()], [a, c]));

  it('are the same where only what is inside is new, however the list was made', () => {
    for (const list of [[a, script('b'), c], replacing([a, b, c], new Map([[1, script('b')]]))]) {
      const known = others();
      assert.equal(known.among(list), known);
      assert.equal(known.among([a, c]), known, 'what is inside says nothing any more');
      assert.deepEqual([...known], [a, c]);
    }
  });

  it('are others where another script is new, gone or comes to be', () => {
    const other = script('a');
    const lists = [[other, b, c], replacing([a, b, c], new Map([[0, other]])), [b, c], [a, b, c, script('d')]];
    for (const list of lists) {
      const known = others();
      const now = known.among(list);
      assert.notEqual(now, known);
      assert.deepEqual(
        [...now],
        list.filter(({ uri }) => uri !== 'b'),
      );
    }
  });

  it('are others where one that is inside takes the place of another', () => {
    const known = new Others([a, b], new Set(['b', 'c']));
    assert.deepEqual([...known.among([b, c])], []);
  });

  it('say together what all scripts say: each of them finds itself among these at the cost of one look at them', () => {
    let asked = 0;
    const counted = (uri: string): Script => ({
      get uri() {
        asked++;
        return uri;
      },
      text: '',
      batches: [],
    });
    const names = Array.from({ length: 200 }, (_, index) => `s${index}`);
    const heard = names.map(counted);
    for (const name of names) assert.equal(new Others(heard, new Set([name])).togetherWith(name), heard);
    assert.equal(new Others(heard, new Set(['another'])).togetherWith('another'), undefined);
    assert.equal(asked, heard.length);
  });

  it('say which snapshots they were made from, at the cost of the scripts that are new', () => {
    const asked: string[] = [];
    const counted = (uri: string, text = ''): Script => ({
      get uri() {
        asked.push(uri);
        return uri;
      },
      text,
      batches: [],
    });
    const snapshot = (file: string, of: string): Script =>
      counted(
        snapshotAddress(`${file}${snapshotSuffix}`, 'server'),
        snapshotLine({ of, taken: '2026-11-28' } satisfies SnapshotMark),
      );
    const first = [counted('a'), counted('b'), snapshot('c', 'SQL1'), snapshot('d', 'SQL0')];
    const known = new Others(first, new Set([first[3]!.uri]));
    assert.deepEqual(known.snapshots, ['SQL1 as of 2026-11-28'], 'the other one stands inside');
    assert.deepEqual(new Others(first, new Set()).snapshots, ['SQL0 as of 2026-11-28', 'SQL1 as of 2026-11-28']);
    asked.length = 0;
    const next = replacing(first, new Map([[0, counted('new')]]));
    assert.deepEqual(new Others(next, new Set()).snapshots.length, 2);
    assert.deepEqual(
      [...new Set(asked)].filter((uri) => !uri.includes('#')),
      ['new'],
    );
  });

  it('are all scripts together with one that is heard and includes no others, and are not looked through at each key', () => {
    let asked = 0;
    const heard = ['a', 'b', 'c'].map(
      (uri): Script => ({
        get uri() {
          asked++;
          return uri;
        },
        text: '',
        batches: [],
      }),
    );
    assert.equal(new Others(heard, new Set(['b'])).togetherWith('a'), undefined, 'another one stands inside');
    assert.equal(new Others(heard, new Set(['b', 'c'])).togetherWith('b'), undefined, 'it includes one');
    assert.equal(new Others(heard, new Set(['d'])).togetherWith('d'), undefined, 'it says nothing');
    const known = new Others(heard, new Set(['b']));
    assert.equal(known.togetherWith('b'), heard);
    const typed = replacing(heard, new Map([[1, script('b')]]));
    assert.equal(known.among(typed), known);
    asked = 0;
    assert.equal(known.togetherWith('b'), typed);
    assert.equal(asked, 0);
    assert.equal(known.among([typed[0]!, typed[2]!]), known);
    assert.equal(known.togetherWith('b'), undefined, 'it says nothing any more');
  });

  it('are asked about their names once, and again only where one is new', () => {
    const asked: string[] = [];
    const names = new Named(({ uri }) => {
      asked.push(uri);
      return [nameKey('call', `p_${uri}`)];
    });
    for (const _ of names.preparing([a, b, c]));
    assert.deepEqual(asked, ['a', 'b', 'c']);
    const known = new Others([a, b, c], new Set(['b']), names);
    assert.deepEqual(known.naming(nameKey('call', 'P_C')), [c]);
    assert.deepEqual(known.naming(nameKey('call', 'p_b')), [], 'it stands inside');
    assert.deepEqual(asked, ['a', 'b', 'c']);
    const other = script('a');
    assert.deepEqual(known.among(replacing([a, b, c], new Map([[0, other]]))).naming(nameKey('call', 'p_a')), [other]);
    assert.deepEqual(asked.slice(3).toSorted(), ['a', 'a']);
  });
});
