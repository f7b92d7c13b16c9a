/** What modules do that nobody can read from their text, where a module is new or another one. */
import { fold } from '../text/name';
import type { Sides, Told } from './compare';
import type { Side } from './deploy';
import type { Person } from './people';
import type { Place } from './place';

export function doubtsIn(base: Side, head: Side, sides: Sides, places: readonly Place[]): readonly Told[] {
  return places.flatMap((place) =>
    place.modules.head.flatMap(({ module, on, rights, shown }): readonly Told[] => {
      const { key } = place;
      if (key === undefined || !module.body) return [];
      const { doubts } = sides.head.reachOf(key, module);
      if (doubts.length === 0) return [];
      const old = place.modules.base.find((one) => fold(one.shown) === fold(shown))?.module;
      const before = old && sides.base.reachOf(key, old).doubts;
      const isSame = before && before.join() === doubts.join() && textOf(base, old.body) === textOf(head, module.body);
      if (isSame) return [];
      const people = place.people.flatMap(({ first, all }): readonly Person[] => {
        const may = rights.some((right) => place.head.on(first.head, on, right).kind === 'allowed');
        return may ? all.flatMap((pair) => pair.head ?? []) : [];
      });
      if (people.length === 0) return [];
      return doubts.map((because) => ({
        kind: 'unknown',
        people,
        permissions: [],
        on: [shown],
        because: `what ${shown} reaches: ${because}`,
      }));
    }),
  );
}

function textOf({ definitions }: Side, body: Parameters<Side['definitions']['definition']>[0] | undefined): string {
  const definition = body === undefined ? undefined : definitions.definition(body);
  return definition ? JSON.stringify(definition) : '';
}
