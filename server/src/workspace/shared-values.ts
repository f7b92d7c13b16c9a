/** What plain values have in common is there once: tens of thousands of scripts say the same words at the same places. */
import { orNone } from '../text/lists';
import type { Span } from '../text/span';

/** So many different ones are known at a time. */
const most = 20_000;
/** Longer texts are seldom those of others, too. */
const longest = 40;

const texts = new Map<string, string>();
const spans = new Map<number, Span>();

/** Puts lists of nothing, places and short texts in a value that was just read into the same objects. Answers the value. */
export function pooled<T>(value: T): T {
  return inPool(value) as T;
}

function inPool(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longest ? value : found(texts, value, value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) value[at] = inPool(value[at]);
    return orNone(value);
  }
  const record = value as Record<string, unknown>;
  let fields = 0;
  for (const field in record) {
    const before = record[field];
    const after = inPool(before);
    if (after !== before || typeof after === 'string') record[field] = after; // equal texts may be two
    fields++;
  }
  return fields === 2 && isSpan(record) ? found(spans, record.start * 2 ** 26 + record.end, record) : value;
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
}

function found<K, V>(known: Map<K, V>, key: K, value: V): V {
  const hit = known.get(key);
  if (hit !== undefined) return hit;
  if (known.size >= most) known.clear();
  known.set(key, value);
  return value;
}
