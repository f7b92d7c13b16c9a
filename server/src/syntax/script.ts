/**
 * Scripts as plain values, and the trees behind them. A changed text is split again only from the first batch that the
 * change touches to the first one behind it that is as it was; a batch with the same text is the same object.
 */
import { difference, type Edit } from '../text/difference';
import type { Span } from '../text/span';
import { owned } from './lower/syntax';
import { hurry, type Pace } from './pace';
import { rootBatch } from './rooting';
import { nextBatch, type RawBatch, splitBatches } from './split';
import type { Batch, Script } from './statement';
import { type Grown, growTree, hasRoom, type ParsedBatch, parseBatch, releaseTree, type Trees, treeFor } from './trees';

interface Part {
  readonly raw: RawBatch;
  readonly parsed: ParsedBatch;
}

const partsOf = new WeakMap<Script, readonly Part[]>();

/** Parses a script from scratch. Undefined: it takes longer than it may. */
export function* openScript(
  trees: Trees,
  uri: string,
  text: string,
  pace: Pace,
): Generator<undefined, Script | undefined> {
  const raws = splitBatches(text);
  yield;
  const parts = yield* parseParts(trees, { text, raws, replaced: [], edit: undefined, pace });
  return parts && makeScript(uri, text, parts);
}

/** The script with a new text; the old one stays valid. Undefined: it takes longer than it may. */
export function* changeScript(
  trees: Trees,
  script: Script,
  text: string,
  pace: Pace,
): Generator<undefined, Script | undefined> {
  const edit = difference(script.text, text);
  if (!edit) return script;
  const old = partsOf.get(script);
  if (!old) return yield* openScript(trees, script.uri, text, pace);
  const { before, raws, after } = splitAgain(old, text, edit);
  const replaced = old.slice(before.length, old.length - after.length);
  if (turnsRound(replaced, raws, edit)) hurry(pace);
  const changed = yield* parseParts(trees, { text, raws, replaced, edit, pace });
  return changed && makeScript(script.uri, text, [...before, ...changed, ...after]);
}

/** Makes again the trees of a script that were given up, as far as there is room. Yields now and then. */
export function* regrowTrees(trees: Trees, script: Script): Generator<undefined, void> {
  for (const { parsed } of partsOf.get(script) ?? [])
    if (!parsed.tree && hasRoom(trees, parsed)) yield* growTree(trees, parsed);
}

/** Whether a script has trees, or needs none: it is not read as a whole. */
export function isRooted(script: Script): boolean {
  return partsOf.has(script) || script.read !== undefined;
}

/** Makes the trees of a script that was not read from trees; its statements stay what they are. Yields now and then. */
export function* rootScript(trees: Trees, script: Script): Generator<undefined, void> {
  const raws = splitBatches(script.text);
  const known = new Map<Batch, ParsedBatch>();
  const parts: Part[] = [];
  try {
    for (const [index, { batch }] of script.batches.entries()) {
      const raw = raws[index];
      const parsed = raw && (known.get(batch) ?? (yield* rootBatch(trees, batch)));
      if (!parsed) return;
      known.set(batch, parsed);
      parts.push({ raw, parsed });
      if (parts.length % pauseAfter === 0) yield;
    }
    if (parts.length === raws.length && !partsOf.has(script)) partsOf.set(script, parts); // somebody may not have waited
  } finally {
    if (partsOf.get(script) !== parts) for (const parsed of known.values()) releaseTree(trees, parsed);
  }
}

/** Gives up the trees of a script, but for those that another one uses too. */
export function closeScript(trees: Trees, script: Script, ...others: readonly Script[]): void {
  const used = new Set(others.flatMap((one) => partsOf.get(one) ?? []).map(({ parsed }) => parsed));
  for (const { parsed } of partsOf.get(script) ?? []) if (!used.has(parsed)) releaseTree(trees, parsed);
}

function makeScript(uri: string, text: string, parts: readonly Part[]): Script {
  const script: Script = {
    uri,
    text,
    batches: parts.map(({ raw, parsed }) => ({ offset: raw.start, batch: parsed.batch, count: raw.count })),
  };
  partsOf.set(script, parts);
  return script;
}

/** Whether a line is a separator depends on the start of a comment behind it. */
const separatorLookahead = 2;

/** Splits what an edit touches; the batches before and after it stay, those after it at their new places. */
function splitAgain(
  old: readonly Part[],
  text: string,
  edit: Edit,
): { before: readonly Part[]; raws: readonly RawBatch[]; after: readonly Part[] } {
  const first = Math.max(
    0,
    old.findIndex(({ raw }) => raw.next === undefined || raw.next + separatorLookahead >= edit.start),
  );
  const delta = edit.newEnd - edit.oldEnd;
  const raws: RawBatch[] = [];
  let from: number | undefined = old[first]!.raw.start;
  while (from !== undefined) {
    const place: number = from;
    const kept =
      place > edit.newEnd ? old.findIndex(({ raw }, index) => index > first && raw.start === place - delta) : -1;
    if (kept >= 0)
      return { before: old.slice(0, first), raws, after: old.slice(kept).map((part) => shifted(part, delta)) };
    const raw = nextBatch(text, place, {}, raws.length === 0 ? { raw: old[first]!.raw, edit } : undefined);
    raws.push(raw);
    from = raw.next;
  }
  return { before: old.slice(0, first), raws, after: [] };
}

/**
 * Whether an edit turns what is behind it round, as a quote does that is opened: batches that stood there are none any
 * more, or lines that stood outside strings and comments do not.
 */
function turnsRound(replaced: readonly Part[], raws: readonly RawBatch[], { oldEnd, newEnd }: Edit): boolean {
  const delta = newEnd - oldEnd;
  const starts = new Set(raws.map(({ start }) => start - delta));
  if (replaced.filter(({ raw }) => raw.start > oldEnd && !starts.has(raw.start)).length > 1) return true;
  const [before, now] = [replaced[0]?.raw, raws[0]];
  if (!before || !now) return false;
  const outside = new Set(now.fresh.map((place) => now.start + place - delta));
  const behind = before.fresh.map((place) => before.start + place).filter((place) => place > oldEnd);
  return behind.length > 1 && !outside.has(behind[0]!) && !outside.has(behind[1]!);
}

function shifted({ raw, parsed }: Part, by: number): Part {
  if (by === 0) return { raw, parsed };
  return {
    raw: { ...raw, start: raw.start + by, end: raw.end + by, next: raw.next === undefined ? undefined : raw.next + by },
    parsed,
  };
}

/** In batches. */
const pauseAfter = 20;

interface Parts {
  readonly text: string;
  readonly raws: readonly RawBatch[];
  /** The parts of the old script that stood there. */
  readonly replaced: readonly Part[];
  /** How the text has changed since then. */
  readonly edit: Edit | undefined;
  readonly pace: Pace;
}

/** Batches whose text was there before are taken over; the others grow out of the old batch that is most like them. */
function* parseParts(
  trees: Trees,
  { text, raws, replaced, edit, pace }: Parts,
): Generator<undefined, readonly Part[] | undefined> {
  const known = new Map(replaced.map(({ parsed }) => [parsed.batch.text, parsed]));
  const parts: Part[] = [];
  for (const raw of raws) {
    const slice = text.slice(raw.start, raw.end);
    // one that is most of the script may share its memory: it is what changes when the script does
    const own = slice.length > text.length / 2 ? slice : owned(slice);
    const parsed =
      known.get(own) ?? (yield* parseBatch(trees, own, raw.commands, pace, grownFrom(own, raw, replaced, edit)));
    if (!parsed) {
      for (const { parsed: made } of parts)
        if (!replaced.some((part) => part.parsed === made)) releaseTree(trees, made);
      return undefined;
    }
    known.set(own, parsed);
    parts.push({ raw, parsed });
    if (parts.length % pauseAfter === 0) yield;
  }
  return parts;
}

/** The old batch that a new one grows out of. Where the edit lies in both, it need not be looked for again. */
function grownFrom(text: string, raw: RawBatch, replaced: readonly Part[], edit: Edit | undefined): Partial<Grown> {
  const parsed = nearest(text, replaced);
  const old = replaced.find((part) => part.parsed === parsed)?.raw;
  if (!parsed || !old) return {};
  if (!edit || replaced.length > 1 || old.start !== raw.start || edit.start < raw.start) return { parsed };
  const behind = raw.end - edit.newEnd;
  if (behind < 0 || behind !== old.end - edit.oldEnd) return { parsed };
  const { start, oldEnd, newEnd } = edit;
  return { parsed, edit: { start: start - raw.start, oldEnd: oldEnd - raw.start, newEnd: newEnd - raw.start } };
}

/** The first or the last of the old batches, whichever shares more text. */
function nearest(text: string, replaced: readonly Part[]): ParsedBatch | undefined {
  const candidates = [replaced[0], replaced.length > 1 ? replaced.at(-1) : undefined].flatMap((part) =>
    part?.parsed.tree ? [part.parsed] : [],
  );
  const [one, other] = candidates;
  if (!one || !other) return one;
  return shared(one.batch.text, text) >= shared(other.batch.text, text) ? one : other;
}

function shared(before: string, after: string): number {
  const edit = difference(before, after);
  return edit ? before.length - (edit.oldEnd - edit.start) : before.length;
}

/** A letter with none behind it. */
const endsWord = /^[\p{L}\p{N}_@#$\]"'](?:[^\p{L}\p{N}_@#$["']|$)/u;

/** The stretches of text around an offset that belong together, the smallest first: what the nodes of the tree hold. */
export function spansAround(trees: Trees, script: Script, offset: number): readonly Span[] {
  const part = partsOf.get(script)?.findLast(({ raw }) => raw.start <= offset);
  if (!part) return [];
  const { raw, parsed } = part;
  const found: Span[] = [];
  const here = Math.min(offset, raw.end) - raw.start;
  const isBehindWord = here > 0 && endsWord.test(parsed.batch.text.slice(here - 1, here + 1));
  const at = isBehindWord ? here - 1 : here;
  for (let node = treeFor(trees, parsed).rootNode.descendantForIndex(at); node; node = node.parent) {
    const span = { start: raw.start + node.startIndex, end: raw.start + node.endIndex };
    const last = found.at(-1);
    if (span.end > span.start && (last?.start !== span.start || last.end !== span.end)) found.push(span);
  }
  return found;
}
