/** Where things are declared. */

import { keyOf, makes, type Thing } from '../engine/names/made';
import { declarationsOf } from '../engine/start/declarations';
import { offsetOf } from '../syntax/walk';
import { memo } from '../text/memo';
import { fold } from '../text/name';
import type { Explored, Item } from './model';

type Place = NonNullable<Item['place']>;

/** The place of the first statement that makes a thing; undefined: no script makes it. */
export function placeOf(explored: Explored, thing: Thing): { readonly place?: Place } {
  const place = placesIn(explored)().get(keyOf(thing));
  return place ? { place } : {};
}

const placesIn = memo(({ scripts, database: fallback }: Explored) => {
  let found: ReadonlyMap<string, Place> | undefined;
  return (): ReadonlyMap<string, Place> => {
    if (found) return found;
    const made = new Map<string, Place>();
    for (const script of scripts)
      for (const { statement, database } of declarationsOf(script)) {
        const key = makes(statement, fold(database ?? fallback));
        if (key === undefined || made.has(key)) continue;
        const offset = offsetOf(script, statement, 0);
        if (offset !== undefined) made.set(key, { uri: script.uri, offset });
      }
    found = made;
    return made;
  };
});
