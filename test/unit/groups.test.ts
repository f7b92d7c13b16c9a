/** Groups say what a map of sets says, whatever is put in and taken out. */
import assert from 'node:assert/strict';
import { Groups } from '../../server/src/text/groups';

describe('groups', () => {
  it('are a map of sets', () => {
    const things = [...'abcdefghijklmnop'].map((name) => ({ name }));
    const groups = new Groups<number, (typeof things)[number]>();
    const sets = new Map<number, Set<(typeof things)[number]>>();
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 48271) >>> 0) % 2147483647;
      return state % below;
    };
    for (let step = 0; step < 4000; step++) {
      const key = random(5);
      const one = things[random(things.length)]!;
      const set = sets.get(key) ?? new Set();
      if (random(step % 1000 < 500 ? 5 : 2) > 0) {
        groups.add(key, one);
        sets.set(key, set.add(one));
      } else {
        groups.remove(key, one);
        set.delete(one);
        if (set.size === 0) sets.delete(key);
      }
      assert.deepEqual([...groups.get(key)], [...(sets.get(key) ?? [])]);
      assert.equal(groups.has(key), sets.has(key));
      for (const other of things) assert.equal(groups.has(key, other), sets.get(key)?.has(other) ?? false);
      assert.deepEqual(new Set(groups.keys()), new Set(sets.keys()));
      assert.deepEqual(new Map([...groups.entries()].map(([at, list]) => [at, new Set(list)])), sets);
      const several = [...sets.values()].filter(({ size }) => size > 1);
      assert.equal([...groups.several()].length, several.length);
    }
    groups.clear();
    assert.deepEqual([...groups.keys()], []);
  });
});
