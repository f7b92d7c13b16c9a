/** Memos that share one table remember each their own. */
import assert from 'node:assert/strict';
import { memo2, memosTogether } from '../../server/src/text/memo';

interface Item {
  readonly size: number;
  readonly inside?: Item;
}

describe('memos that share a table', () => {
  it('compute once for each object, also where nothing comes out', () => {
    const of = memosTogether<Item>();
    const asked: string[] = [];
    const double = of(({ size }) => {
      asked.push(`double ${size}`);
      return size * 2;
    });
    const large = of(({ size }): true | undefined => {
      asked.push(`large ${size}`);
      return size > 5 ? true : undefined;
    });
    const [one, other] = [{ size: 3 }, { size: 9 }];
    const answers = (): readonly unknown[] => [double(one), large(one), large(other), double(other)];
    assert.deepEqual(answers(), [6, undefined, true, 18]);
    assert.deepEqual(answers(), [6, undefined, true, 18]);
    assert.deepEqual(asked, ['double 3', 'large 3', 'large 9', 'double 9']);
  });

  it('may ask each other about the same object and those in it', () => {
    const of = memosTogether<Item>();
    const half = of(({ size }) => size / 2);
    const sum = of((item): number => half(item) + (item.inside ? sum(item.inside) : 0));
    assert.equal(sum({ size: 8, inside: { size: 4, inside: { size: 2 } } }), 7);
  });

  it('may be made when others have been asked', () => {
    const of = memosTogether<Item>();
    const item = { size: 3 };
    assert.equal(of(({ size }) => size)(item), 3);
    assert.equal(of(({ size }) => size + 1)(item), 4);
  });

  it('may be told what would come out, also that it is nothing', () => {
    const of = memosTogether<Item>();
    const size = of((item): number | undefined => item.size);
    const [one, other] = [{ size: 3 }, { size: 9 }];
    size.know(one, 4);
    size.know(other, undefined);
    assert.deepEqual([size(one), size(other)], [4, undefined]);
  });

  it('remember what is asked of two objects, too', () => {
    const of = memosTogether<Item>();
    const asked: number[] = [];
    const size = of((item) => item.size);
    const sum = memo2((a: Item, b: Item) => {
      asked.push(a.size + b.size);
      return size(a) + b.size;
    }, of);
    const [one, two, three] = [{ size: 1 }, { size: 2 }, { size: 3 }];
    const answers = (): readonly number[] => [sum(one, two), sum(one, three), sum(two, three), size(one)];
    assert.deepEqual(answers(), [3, 4, 5, 1]);
    assert.deepEqual(answers(), [3, 4, 5, 1]);
    assert.deepEqual(asked, [3, 4, 5]);
  });

  it('have lists of nothing in common', () => {
    const of = memosTogether<Item>();
    const inside = of(({ inside: one }) => (one ? [one] : []));
    assert.equal(inside({ size: 1 }), inside({ size: 2 }));
  });
});
