/** Changes put together: permissions on the same things by the same people, then things with the same permissions. */
import { grouped } from '../text/grouped';
import type { Change } from './model';

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
    .toSorted((a, b) => rank(a) - rank(b));
}

function around({ people, ...one }: Change): unknown {
  return [people.map(({ key }) => key), rest({ people, ...one })];
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

function once<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
