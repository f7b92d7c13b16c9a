/** What is worked out of maps that follow one another is what each of them alone gives, and costs what differs. */
import assert from 'node:assert/strict';
import { Map as Immutable } from 'immutable';
import { rolesOf } from '../../server/src/catalog/direct-roles';
import { indexBy } from '../../server/src/catalog/index-by';
import type { Id, Membership } from '../../server/src/catalog/model';
import { Nearby } from '../../server/src/catalog/nearby';

interface Row {
  readonly on: string;
  readonly counted: string;
}

/** Numbers below a bound, the same ones in each run. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % bound;
  };
}

describe('maps that follow one another', () => {
  it('are indexed as each alone is, however they were made', () => {
    const random = numbers(7);
    const index = indexBy<string, Row>(
      ({ on }) => [on, 'all'],
      ({ counted }) => [counted],
    );
    let map = Immutable<string, Row>();
    for (let turn = 0; turn < 400; turn++) {
      const key = `k${random(150)}`;
      const row = { on: `on${random(9)}`, counted: `c${random(4)}` };
      if (random(5) === 0) map = random(2) === 0 ? map.delete(key) : index.remove(map, key);
      else map = random(2) === 0 ? map.set(key, row) : index.set(map, key, row);
      if (random(3) === 0) continue; // nobody asks about this one
      for (const text of ['on3', 'all', 'nothing'])
        assert.deepEqual(
          index.find(map, text),
          [...map]
            .filter(([, { on }]) => on === text || text === 'all')
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([, row]) => row),
        );
      assert.equal(index.count(map, 'c1'), [...map.values()].filter(({ counted }) => counted === 'c1').length);
    }
  });

  it('are indexed at the cost of what differs, also where several lines of them take turns', () => {
    let asked = 0;
    const index = indexBy<string, Row>(({ on }) => {
      asked++;
      return [on];
    });
    const lines = ['a', 'b', 'c'].map((name) =>
      Immutable<string, Row>(Array.from({ length: 500 }, (_, at) => [`${name}${at}`, { on: name, counted: '' }])),
    );
    for (let turn = 0; turn < 100; turn++)
      for (const [at, line] of lines.entries()) {
        lines[at] = line.set(`new${turn}`, { on: 'new', counted: '' });
        assert.equal(index.find(lines[at]!, 'new').length, turn + 1);
      }
    assert.ok(asked < 3 * 500 + 3 * 100 + 10, `${asked} entries were indexed`);
  });

  it('give members their roles in the order in which the roles are listed', () => {
    const random = numbers(11);
    const id = (kind: string, number: number): Id => `${kind}${number}` as Id;
    let members = Immutable<Id, Immutable<Id, Membership>>();
    for (let turn = 0; turn < 500; turn++) {
      const role = id('role', random(60));
      const member = id('user', random(40));
      const list = members.get(role) ?? Immutable<Id, Membership>();
      members = members.set(role, random(4) === 0 ? list.delete(member) : list.set(member, { certain: random(3) > 0 }));
      if (random(3) === 0) continue;
      for (let number = 0; number < 40; number++) {
        const one = id('user', number);
        const plain = [...members].flatMap(([role, list]) => {
          const membership = list.get(one);
          return membership ? [{ role, certain: membership.certain }] : [];
        });
        assert.deepEqual(rolesOf(members).get(one) ?? [], plain);
      }
    }
  });

  it('are followed in a few lines, and not where much differs', () => {
    const nearby = new Nearby<string, number>();
    const of = (name: string): Immutable<string, number> =>
      Immutable(Array.from({ length: 100 }, (_, at) => [`${name}${at}`, at] as const));
    const [a, b] = [of('a'), of('b')];
    assert.equal(nearby.follow(a), undefined);
    assert.equal(nearby.follow(b), undefined);
    const next = a.set('a7', -1).delete('a8');
    assert.equal(nearby.follow(next)?.near, a);
    assert.deepEqual(nearby.follow(next.set('x', 1))?.differing, ['x']);
    assert.equal(nearby.follow(b.set('y', 1))?.near, b);
  });
});
