/** Where two immutable maps differ, found by what they share: the same as found by looking at every entry. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Map as Immutable } from 'immutable';
import { differingKeys } from '../../server/src/catalog/join/differing';

const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.option(fc.integer({ min: 0, max: 3 }))), {
  maxLength: 300,
});

/** Keys of which many share a hash, as `Aa` and `BB` do. */
const keyOf = (number: number): string =>
  number < 64
    ? [...number.toString(2).padStart(6, '0')].map((bit) => (bit === '0' ? 'Aa' : 'BB')).join('')
    : `k${number}`;

function changed(map: Immutable<string, object>, list: readonly (readonly [number, number | null])[]) {
  return list.reduce(
    (made, [key, value]) => (value === null ? made.delete(keyOf(key)) : made.set(keyOf(key), values[value]!)),
    map,
  );
}
const values = [{}, {}, {}, {}];

describe('where maps differ', () => {
  it('is found by what they share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), changes, changes, fc.boolean(), (size, one, two, apart) => {
        const base = Immutable(Array.from({ length: size }, (_, index) => [keyOf(index), values[0]!] as const));
        const a = changed(base, one);
        const b = changed(apart ? Immutable(base.toArray()) : base, two);
        const plain = [...new Set([...a.keys(), ...b.keys()])].filter(
          (key) => a.has(key) !== b.has(key) || a.get(key) !== b.get(key),
        );
        assert.deepEqual([...differingKeys(a, b)].sort(), plain.sort());
      }),
      { numRuns: 200 },
    );
  });
});
