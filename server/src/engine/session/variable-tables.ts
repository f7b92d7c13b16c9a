/**
 * Gives equal tables of variables one identity. A table is found by a sum over its entries, which does not depend on their
 * order, and is compared only with those of the same sum.
 */
import { idOf } from '../../text/intern';
import type { Folded } from '../../text/name';
import type { Value, Variables } from './model';

const known = new Map<number, WeakRef<Variables>[]>();
let tables = 0;
let sweepAt = 4096;

/** What a table was made of: nothing but these names differ. */
interface Origin {
  readonly from: Variables;
  readonly names: Iterable<Folded>;
}

/** The living table that equals this one, or this one. Its values are interned. With an origin it costs what differs. */
export function internVariables(variables: Variables, origin?: Origin): Variables {
  const sum = origin ? sumBehind(variables, origin) : sumOf(variables);
  const same = known.get(sum) ?? [];
  for (const one of same) {
    const table = one.deref();
    if (table && equal(table, variables)) return table;
  }
  sums.set(variables, sum);
  same.push(new WeakRef(variables));
  known.set(sum, same);
  if (++tables > sweepAt) sweep();
  return variables;
}

/** Of tables that are interned. */
const sums = new WeakMap<Variables, number>();

function sumOf(variables: Variables): number {
  let sum = sums.get(variables) ?? -1;
  if (sum >= 0) return sum;
  sum = 0;
  for (const [name, value] of variables) sum = (sum + markOf(name, value)) % range;
  return sum;
}

function sumBehind(variables: Variables, { from, names }: Origin): number {
  let sum = sumOf(from);
  for (const name of names) {
    const [before, now] = [from.get(name), variables.get(name)];
    if (before) sum = (sum - markOf(name, before) + range) % range;
    if (now) sum = (sum + markOf(name, now)) % range;
  }
  return sum;
}

function equal(one: Variables, other: Variables): boolean {
  return one === other || (one.size === other.size && other.every((value, name) => one.get(name) === value));
}

function sweep(): void {
  tables = 0;
  for (const [sum, list] of known) {
    const living = list.filter((one) => one.deref() !== undefined);
    tables += living.length;
    if (living.length > 0) known.set(sum, living);
    else known.delete(sum);
  }
  sweepAt = Math.max(4096, tables * 2);
}

/** Sums stay exact below it. */
const range = 2 ** 52;

/** A number for a variable with its value, spread over the range. */
function markOf(name: Folded, value: Value): number {
  let low = 2166136261;
  for (let at = 0; at < name.length; at++) low = Math.imul(low ^ name.charCodeAt(at), 16777619);
  low = Math.imul(low ^ idOf(value), 0x9e3779b1);
  low ^= low >>> 15;
  const high = Math.imul(low ^ name.length, 0x85ebca6b);
  return ((high >>> 12) * 2 ** 32 + (low >>> 0)) % range;
}
