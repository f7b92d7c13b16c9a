/**
 * Where two immutable maps differ. Maps that were made of each other share most of their nodes, so only what was changed is
 * looked at. The nodes are no public part of the library, whose version is fixed; `different-keys.test.ts` compares this
 * with the plain way.
 */
import type { Map as Immutable } from 'immutable';

/** The keys whose values are not the same object, or that one of the maps does not have. */
export function differingKeys<K, V>(a: Immutable<K, V>, b: Immutable<K, V>): readonly K[] {
  if (a === b) return [];
  const found: K[] = [];
  compare(rootOf(a), rootOf(b), found);
  return found;
}

interface Node<K, V> {
  /** Of inner nodes. */
  readonly nodes?: readonly (Node<K, V> | undefined)[];
  /** Which slots the nodes stand in; left out: each in the slot of its index. */
  readonly bitmap?: number;
  /** Of leaves. */
  readonly entries?: readonly (readonly [K, V])[];
  readonly entry?: readonly [K, V];
}

function rootOf<K, V>(map: Immutable<K, V>): Node<K, V> | undefined {
  return (map as unknown as { readonly _root?: Node<K, V> })._root;
}

function compare<K, V>(a: Node<K, V> | undefined, b: Node<K, V> | undefined, found: K[]): void {
  if (a === b) return;
  if (a?.nodes && b?.nodes) {
    compareInside(a, b, found);
    return;
  }
  const left = new Map(entriesOf(a));
  const right = new Map(entriesOf(b));
  for (const [key, value] of left) if (!right.has(key) || right.get(key) !== value) found.push(key);
  for (const key of right.keys()) if (!left.has(key)) found.push(key);
}

/** Slots of an inner node. */
const slots = 32;

function compareInside<K, V>(a: Node<K, V>, b: Node<K, V>, found: K[]): void {
  let left = 0;
  let right = 0;
  for (let slot = 0; slot < slots; slot++) {
    const one = isIn(a, slot) ? a.nodes?.[left++] : undefined;
    const other = isIn(b, slot) ? b.nodes?.[right++] : undefined;
    if (one !== other) compare(one, other, found);
  }
}

/** Whether a node takes a place in the list for a slot. */
function isIn<K, V>({ bitmap }: Node<K, V>, slot: number): boolean {
  return bitmap === undefined || (bitmap & (1 << slot)) !== 0;
}

function entriesOf<K, V>(node: Node<K, V> | undefined): readonly (readonly [K, V])[] {
  if (!node) return [];
  if (node.entry) return [node.entry];
  return node.entries ?? (node.nodes ?? []).flatMap(entriesOf);
}
