/** In which order it is worked on what is asked about several scripts. */
import assert from 'node:assert/strict';
import { Analyses } from '../../server/src/lsp/analyses';
import { turn } from '../../server/src/lsp/work';
import type { Analysed, Workspace } from '../../server/src/workspace/workspace';

/** Longer than work goes on without a pause, in milliseconds. */
const slice = 15;

describe('what is asked about several scripts', () => {
  const done: string[] = [];

  function* work<T>(name: string, slices: number, result: T): Generator<undefined, T> {
    for (let index = 0; index < slices; index++) {
      for (const end = performance.now() + slice; performance.now() < end; );
      done.push(name);
      yield;
    }
    return result;
  }

  /** Analyses take as many slices as the digit in the name of their script says. */
  function analyses(): Analyses {
    const workspace = {
      analyse: (uri: string) => work(`analysis of ${uri}`, Number(uri.at(-1)), { script: { uri } }),
      typing: { heldBack: () => undefined },
      script: () => undefined,
      giveUp: () => undefined,
      outline: () => undefined,
    };
    return new Analyses(workspace as unknown as Workspace, ({ script }) => work(`findings of ${script.uri}`, 4, []));
  }

  /** What was done between the first and the last slice of some work. */
  function meanwhile(name: string): readonly string[] {
    return done.slice(done.indexOf(name), done.lastIndexOf(name)).filter((one) => one !== name);
  }

  beforeEach(() => {
    done.length = 0;
  });

  it('is answered before it is gone on with findings', async () => {
    const all = analyses();
    const findings = all.judged('a1');
    while (!done.includes('findings of a1')) await turn();
    await all.of('b3');
    assert.deepEqual(meanwhile('analysis of b3'), []);
    await findings;
    assert.equal(done.at(-1), 'findings of a1');
  });

  it('is answered before scripts that are not open', async () => {
    const all = analyses();
    const closed = all.once('c4', () => false);
    while (done.length === 0) await turn();
    await all.judged('a1');
    assert.deepEqual([meanwhile('analysis of a1'), meanwhile('findings of a1')], [[], []]);
    await closed;
    assert.equal(done.at(-1), 'findings of c4');
  });

  it('is painted behind findings of the same script that are soon there', async () => {
    const all = analyses();
    const findings = all.judged('a1');
    await all.of('a1');
    await all.giveWay('a1');
    assert.equal(done.filter((one) => one === 'findings of a1').length, 4);
    await findings;
  });

  it('is prepared for as long as there is time', async () => {
    const all = analyses();
    let turns = 0;
    const prepared = (analysed: Analysed): Generator<undefined, void> =>
      work(`for ${analysed.script.uri}`, 9, undefined);
    await all.prepare('a1', prepared, () => ++turns > 2);
    assert.equal(done.filter((one) => one === 'for a1').length, 3);
  });
});
