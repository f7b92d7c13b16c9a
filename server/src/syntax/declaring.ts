/**
 * What a script declares, where it is too large to be read as a whole: data exports are gigabytes of INSERT. Only parts
 * that hold a word with which a declaration begins are parsed, and only the statements that are wanted are kept. A batch
 * too large to be parsed at once is cut at lines that start a statement.
 */
import { nextBatch } from './split';
import type { Batch, PlacedBatch, Script, Statement } from './statement';
import { parseBatchNow, releaseTree, type Trees } from './trees';

/** The most that is parsed at once, in code units. */
const largestPart = 1 << 18;
/** The most statements that are kept. */
const mostKept = 10_000;

/** A script with those of its statements that are wanted; yields after each part. */
export function* openDeclaring(
  trees: Trees,
  uri: string,
  text: string,
  wanted: (statement: Statement) => boolean,
): Generator<undefined, Script> {
  const batches: PlacedBatch[] = [];
  let kept = 0;
  let complete = true;
  for (let from: number | undefined = 0; from !== undefined && kept < mostKept; ) {
    const raw = nextBatch(text, from);
    from = raw.next;
    for (const { start, end } of partsOf(text, raw.start, raw.end, raw.fresh)) {
      yield;
      if (!declaringWord.test(text.slice(start, end))) continue;
      if (end - start > 2 * largestPart) {
        complete = false;
        continue;
      }
      const { batch, sound } = partOf(trees, text.slice(start, end), wanted);
      complete &&= sound;
      if (batch.statements.length > 0) batches.push({ offset: start, batch, count: 1 });
      kept += batch.statements.length;
      if (kept >= mostKept) break;
    }
  }
  return { uri, text, batches, read: complete && kept < mostKept ? 'declarations' : 'some declarations' };
}

/** The same words stand in data too, but seldom two by two. */
const declaringWord = new RegExp(
  [
    String.raw`\b(?:create|alter|drop)\s+(?:or\s+alter\s+)?(?:application|asymmetric|authorization|certificate|database|function|login|master|proc|procedure|queue|role|schema|sequence|server|service|symmetric|synonym|table|trigger|type|user|view)\b`,
    String.raw`\b(?:grant|deny|revoke)\s+[a-z]+\b`,
    String.raw`\b(?:add|drop)\s+(?:counter\s+)?signature\b`,
    String.raw`\bbackup\s+certificate\b`,
    String.raw`(?:^|;)\s*use\s+[\[\w"]`,
    String.raw`\bsp_(?:add|grant|change|configure)`,
  ].join('|'),
  'im',
);

interface Part {
  readonly start: number;
  readonly end: number;
}

/** A batch in parts that can be parsed on their own: as a whole where it is small, or a module. */
function partsOf(text: string, start: number, end: number, fresh: readonly number[]): readonly Part[] {
  if (end - start <= largestPart || definesModule.test(text.slice(start, start + 4096))) return [{ start, end }];
  const parts: Part[] = [];
  let from = start;
  for (const place of fresh) {
    const at = start + place;
    if (at - from < largestPart / 2 || !startsStatement.test(text.slice(at, at + 80))) continue;
    parts.push({ start: from, end: at });
    from = at;
  }
  return [...parts, { start: from, end }];
}

const definesModule =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:create(?:\s+or\s+alter)?|alter)\s+(?:proc|procedure|function|trigger|view)\b/i;
const startsStatement =
  /^\s*(?:alter|backup|create|declare|delete|deny|drop|exec|execute|go|grant|insert|merge|print|revoke|select|set|truncate|update|use)\b/i;

function partOf(
  trees: Trees,
  text: string,
  wanted: (statement: Statement) => boolean,
): { readonly batch: Batch; readonly sound: boolean } {
  const parsed = parseBatchNow(trees, text);
  releaseTree(trees, parsed);
  const { batch } = parsed;
  const statements = batch.statements.filter(({ node }) => wanted(node));
  return {
    batch:
      statements.length > 0 ? { ...batch, statements, errors: [] } : { ...batch, text: '', statements, errors: [] },
    sound: batch.errors.length === 0,
  };
}
