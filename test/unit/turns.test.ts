/** Messages that have arrived are all handled before work goes on. */
import assert from 'node:assert/strict';
import { guardedNotification } from '../../server/src/lsp/guarded';
import { inSlices, Outdated, turns } from '../../server/src/lsp/work';

/** Handles so many messages as the protocol's library does: one in each turn. Answers how many are handled so far. */
function arrive(count: number): () => number {
  let handled = 0;
  const handle = guardedNotification({ error: assert.fail }, 'message', () => void handled++);
  const next = (): void => {
    void handle({});
    if (handled < count) setImmediate(next);
  };
  setImmediate(next);
  return () => handled;
}

describe('turns', () => {
  it('let all messages be handled that have arrived', async () => {
    const handled = arrive(30);
    await turns();
    assert.equal(handled(), 30);
  });

  it('let work be given up in its first slice when the last of many messages makes it void', async () => {
    const handled = arrive(30);
    let slices = 0;
    const work = function* (): Generator<undefined, void> {
      for (;;) {
        for (const end = performance.now() + 10; performance.now() < end; );
        slices++;
        yield;
      }
    };
    await assert.rejects(
      inSlices(work(), () => handled() === 30),
      Outdated,
    );
    assert.equal(slices, 1);
  });
});
