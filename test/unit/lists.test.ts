import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { differing, picking, replacing } from '../../server/src/text/lists';

interface Item {
  readonly says: readonly number[];
}

const item = fc.record({ says: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }) });
const edits = fc.array(fc.array(fc.tuple(fc.nat(), item), { maxLength: 3 }), { maxLength: 8 });

describe('lists of which some items change', () => {
  it('give the same picks as from scratch', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), edits, (first, changes) => {
        const pick = picking(({ says }: Item) => says);
        const own = picking((one: Item) => [one]);
        const few = picking((one: Item) => (one.says.length > 2 ? [one] : []));
        const ofFew = picking(({ says }: Item) => says);
        let list: readonly Item[] = first;
        for (const change of changes) {
          deepEqual(
            pick(list),
            list.flatMap(({ says }) => says),
          );
          deepEqual(own(list), list);
          deepEqual(
            ofFew(few(list)),
            list.filter(({ says }) => says.length > 2).flatMap(({ says }) => says),
          );
          const before = list;
          list = replacing(list, new Map(change.map(([place, one]) => [place % first.length, one])));
          const plain = list.filter((one, index) => one !== before[index]);
          deepEqual(new Set([...differing(list, before), ...plain]), new Set(differing(list, before)));
        }
      }),
    );
  });

  it('are the same list where the same is picked', () => {
    let asked = 0;
    const few = picking((one: Item) => {
      asked++;
      return one.says.length > 1 ? [one] : [];
    });
    const list: readonly Item[] = Array.from({ length: 100 }, (_, index) => ({ says: index % 10 ? [] : [1, 2] }));
    const picked = few(list);
    asked = 0;
    const next = replacing(list, new Map([[3, { says: [1] }]]));
    equal(few(next), picked);
    equal(asked, 2);
    const other = { says: [3, 4] };
    const changed = few(replacing(next, new Map([[20, other]])));
    equal(changed[2], other);
    equal(changed.length, picked.length);
    equal(asked, 4);
  });
});
