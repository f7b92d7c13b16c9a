/** What threads of `check` tell each other comes out as it was put in; how many of them there are. */
import assert from 'node:assert/strict';
import { jobsFor } from '../../server/src/cli/jobs';
import { received, shared } from '../../server/src/cli/shared-facts';
import type { KnownTexts } from '../../server/src/lsp/facts-cache';

describe('threads of check', () => {
  it('tell each other all that is known of texts', () => {
    const known: KnownTexts = [
      ['1', { facts: '{"name":"Grüße, 東京 😀"}', statements: new Uint8Array([1, 2, 3]) }],
      ['2', { statements: new Uint8Array([4]) }],
      ['3', { facts: '' }],
      ['4', {}],
      ['5', { facts: '{}', statements: new Uint8Array([]) }],
    ];
    const told = structuredClone(shared(known)); // as a message is
    const plain = received(told).map(([key, { facts, statements }]) => [key, facts, statements && [...statements]]);
    assert.deepEqual(
      plain,
      known.map(([key, { facts, statements }]) => [key, facts, statements && [...statements]]),
    );
  });

  it('hold statements without the facts, which are given up when they have been read', () => {
    const { facts, statements } = shared([['1', { facts: '{"a":1}', statements: new Uint8Array([1, 2, 3]) }]]);
    const [[, one] = []] = received({ facts, statements, texts: [['1', 7, 3]] });
    assert.deepEqual([facts.byteLength, one?.statements?.buffer], [7, statements]);
  });

  it('are as many as there are cores, where that is worth while', () => {
    assert.deepEqual(
      [1_000_000, 7_500_000, 20_000_000].map((bytes) => [jobsFor(bytes, 2), jobsFor(bytes, 4), jobsFor(bytes, 64)]),
      [
        [1, 1, 1],
        [1, 4, 8],
        [2, 4, 8],
      ],
    );
  });
});
