/** Threads of `check` collect garbage when they are done with a script, and much has been taken since the last time. */
import assert from 'node:assert/strict';
import { getHeapStatistics } from 'node:v8';
import { collector } from '../../server/src/cli/garbage';

const used = (): number => getHeapStatistics().used_heap_size;

/** So many megabytes of numbers. */
const taken = (megabytes: number): unknown[] =>
  Array.from({ length: megabytes }, () => new Array<number>(125_000).fill(0.5));

/** How many megabytes of so many are free behind a script that took them. */
function givenBack(megabytes: number): number {
  const done = collector();
  const held = { garbage: taken(megabytes) };
  const before = used();
  held.garbage = [];
  done();
  return (before - used()) / 1_000_000;
}

describe('garbage', () => {
  it('is collected behind a script once so much was taken', () => {
    assert.ok(givenBack(160) > 100);
  });

  it('stays where it is little', () => {
    assert.ok(givenBack(20) < 10);
  });
});
