/** Changes put together: permissions on the same things by the same people, then things with the same permissions. */
import { grouped } from '../text/grouped';
import type { Change } from './model';
import type { Person } from './people';

export function joined(list: readonly Change[]): readonly Change[] {
  const byThings = [...grouped(list, (one) => JSON.stringify([around(one), one.on]))].map(([, all]) => ({
    ...all[0]!,
    permissions: once(all.flatMap(({ permissions }) => permissions)),
  }));
  const byPermissions = [...grouped(byThings, (one) => JSON.stringify([around(one), one.permissions]))];
  const made = byPermissions.map(([, all]) => ({ ...all[0]!, on: once(all.flatMap(({ on }) => on)) }));
  const byPeople = [...grouped(made, (one) => JSON.stringify([rest(one), one.permissions, one.on]))];
  return byPeople
    .map(([, all]) => ({ ...all[0]!, people: once(all.flatMap(({ people }) => people)) }))
    .toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.on[0]!, b.on[0]!));
}

function around({ people, ...one }: Change): unknown {
  return [whoOf({ people, ...one }), rest({ people, ...one })];
}

function rest({ through, still, because }: Change): unknown {
  return [through ?? [], still ?? [], because ?? ''];
}

/** What reaches furthest stands first; what modules lend, last. */
function rank({ on, through }: Change): number {
  if (through) return 5;
  const at = ['SERVER', 'DATABASE', 'LOGIN', 'SCHEMA'].indexOf(on[0]!.split('::')[0]!);
  return at < 0 ? 4 : at;
}

function once<T extends string | Person>(list: readonly T[]): readonly T[] {
  const textOf = (one: T): string => (typeof one === 'string' ? one : one.name);
  return [...new Set(list)].toSorted((a, b) => byName.compare(textOf(a), textOf(b)));
}

/** t2 before t10; the same on every machine. */
const byName = new Intl.Collator('en', { numeric: true });

/** For the eye: what many modules lend the same people, in one line. */
export function foldedWays(list: readonly Change[]): readonly Change[] {
  const groups = grouped(list, (one) => (one.through ? JSON.stringify([whoOf(one), one.permissions]) : one));
  return [...groups.values()].flatMap((all) =>
    all.length < mostWays
      ? all
      : [
          {
            ...all[0]!,
            on: once(all.flatMap(({ on }) => on)),
            through: once(all.flatMap(({ through = [] }) => through)),
          },
        ],
  );
}

/** From here on they are put together. */
const mostWays = 4;

function whoOf({ people }: Change): readonly string[] {
  return people.map(({ key }) => key);
}
