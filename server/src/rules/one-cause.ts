/** One cause, one finding: of those that say the same one is told. */
import { rules } from './list';
import type { Finding } from './rule';

/** Of those that say the same the last one, in the place of the first. */
export function distinct(found: readonly Finding[]): Finding[] {
  const list: Finding[] = [];
  const places = new Map<number, number[]>();
  for (const one of found) {
    const here = places.get(one.span.start);
    const same = here?.find((place) => saysTheSame(list[place]!, one));
    if (same !== undefined) {
      list[same] = one;
      continue;
    }
    if (here) here.push(list.length);
    else places.set(one.span.start, [list.length]);
    list.push(one);
  }
  return list;
}

function saysTheSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.span.start === b.span.start && a.span.end === b.span.end && a.message === b.message;
}

/** One cause, one finding: where another rule says it at the same place. */
export function withoutEchoes(found: readonly Finding[]): Finding[] {
  const places = new Set(found.map(({ rule: id, span }) => `${id}|${span.start}|${span.end}`));
  return found.filter(({ rule: id, span }) => {
    const { yieldsTo = [] } = byId.get(id)!;
    return !yieldsTo.some((other) => places.has(`${other}|${span.start}|${span.end}`));
  });
}

const byId: ReadonlyMap<string, (typeof rules)[number]> = new Map(rules.map((one) => [one.id, one]));
