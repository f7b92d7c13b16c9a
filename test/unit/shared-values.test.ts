/** What is read of many scripts is what was written, and has in common what is the same. */
import assert from 'node:assert/strict';
import { pooled } from '../../server/src/workspace/shared-values';

const value = {
  name: { text: 'dbo.orders', span: { start: 4, end: 14 } },
  columns: [],
  said: ['a text that is longer than those that others have, too, and stays its own'],
  place: { start: 1, end: 2, line: 3 },
  odd: { start: 'BEGIN', end: null },
  flag: false,
  count: 0,
};

const read = (): typeof value => JSON.parse(JSON.stringify(value));

describe('values that are read', () => {
  it('stay what they are', () => {
    assert.deepEqual(pooled(read()), value);
    assert.deepEqual(pooled(read()), value);
    assert.deepEqual([pooled('x'), pooled(1), pooled(null)], ['x', 1, null]);
  });

  it('have places and lists of nothing in common, and nothing else that is an object', () => {
    const [one, other] = [pooled(read()), pooled(read())];
    assert.equal(one.name.span, other.name.span);
    assert.equal(one.columns, other.columns);
    for (const field of ['name', 'said', 'place', 'odd'] as const) assert.notEqual(one[field], other[field], field);
  });

  it('are shared however many there are', () => {
    for (let start = 0; start < 50_000; start++) {
      const span = { start, end: start + 7 };
      assert.deepEqual(pooled({ span }), { span });
    }
  });
});
