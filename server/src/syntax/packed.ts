/**
 * The statements of a script as a plain value that does without its text: what is written of it can be read again for a
 * small part of what it costs to parse the text. Batches that are one object stay one.
 */
import type { Batch, PlacedBatch, Script } from './statement';

export interface PackedScript {
  readonly batches: readonly (Omit<Batch, 'text'> & { readonly start: number; readonly end: number })[];
  /** Where they stand: which batch, its offset, and how often it is run. */
  readonly places: readonly (readonly [index: number, offset: number, count: number])[];
}

export function packed({ batches }: Script): PackedScript {
  const known = new Map<Batch, number>();
  const list: PackedScript['batches'][number][] = [];
  const places = batches.map(({ batch, offset, count }) => {
    const index = known.get(batch) ?? list.length;
    if (index === list.length) {
      const { text, ...rest } = batch;
      list.push({ ...rest, start: offset, end: offset + text.length });
      known.set(batch, index);
    }
    return [index, offset, count] as const;
  });
  return { batches: list, places };
}

/** The script again; `text` is the one that it was parsed from. */
export function unpacked(uri: string, text: string, { batches, places }: PackedScript): Script {
  const made = batches.map(({ start, end, ...rest }): Batch => ({ text: text.slice(start, end), ...rest }));
  return {
    uri,
    text,
    batches: places.map(([index, offset, count]): PlacedBatch => ({ offset, batch: made[index]!, count })),
  };
}
