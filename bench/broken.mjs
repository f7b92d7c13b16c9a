// Statements with one part taken away (test/broken of the grammar): are they reported, and what is still found around
// them?
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { outlinesOfTexts } from './outlines.mjs';

const next = "PRINT 'next'";
const before = "PRINT 'before'";

/**
 * How many broken statements there are, are reported, and leave what stands around them whole; `list` has those that do
 * not.
 */
export function scoreBroken(folder) {
  const broken = readFileSync(path.join(folder, 'test/broken/statements.txt'), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) =>
      [...line.matchAll(/«[^»]*»/g)].map((mark) =>
        `${line.slice(0, mark.index)}${line.slice(mark.index + mark[0].length)}`.replace(/[«»]/g, ''),
      ),
    );
  const alone = outlinesOfTexts(broken);
  const batches = broken.map((text) => `${before}\nGO\n${text}\nGO\n${next}\n`);
  const lines = broken.map((text) => `${before}\n${text}\n${next}\n`);
  const wholeBatch = outlinesOfTexts(batches).map((outline, index) => isWhole(outline, batches[index], 0));
  // In the same batch the next statement may have become the branch of a broken IF, or stand in a block that nobody
  // closes.
  const wholeLine = outlinesOfTexts(lines).map((outline, index) => isWhole(outline, lines[index], 3));
  const reported = alone.map(({ errors }) => errors.length > 0);
  const count = (test) => broken.filter((_, index) => test(index)).length;
  return {
    all: broken.length,
    reported: count((index) => reported[index]),
    confined: count((index) => reported[index] && wholeBatch[index]),
    confinedInBatch: count((index) => reported[index] && wholeLine[index]),
    list: broken.flatMap((text, index) =>
      reported[index] && wholeLine[index]
        ? []
        : [`${reported[index] ? 'the next statement is not found' : 'not reported'}: ${text}`],
    ),
  };
}

/** Whether the statements before and after are found, not deeper than said, with no error in them. */
function isWhole({ statements, errors }, text, deepest) {
  return [
    [0, before.length],
    [text.lastIndexOf(next), text.lastIndexOf(next) + next.length],
  ].every(
    ([start, end]) =>
      statements.some(
        (one) => one.kind === 'print' && one.depth <= deepest && one.start === start && one.end === end,
      ) && !errors.some((error) => error.start < end && error.end > start),
  );
}
