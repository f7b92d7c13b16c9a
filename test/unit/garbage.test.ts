/** Threads of `check` collect garbage when they are done with a script, and much has been taken since the last time. */
import assert from 'node:assert/strict';
import { getHeapStatistics } from 'node:v8';
import { collector } from '../../server/src/cli/garbage';

const used = (): number => getHeapStatistics().used_heap_size;

/** So many megabytes of numbers. */
const taken = (megabytes: number): unknown[] =>
  Array.from({ length: megabytes }, () => new Array<number>(125_000).fill(0.5));

describe('garbage', () => {
  it('is collected behind a script once so much was taken', () => {
    const done = collector();
    const held = { garbage: taken(160) };
    const before = used();
    held.garbage = [];
    done();
    assert.ok(used() < before - 100_000_000, `${before} bytes, then ${used()}`);
  });

  it('stays where it is little', () => {
    const done = collector();
    const held = { garbage: taken(20) };
    const before = used();
    held.garbage = [];
    done();
    assert.ok(used() > before - 10_000_000, `${before} bytes, then ${used()}`);
  });
});
