/** While a window is being drawn the bodies of modules wait, until somebody asks for what is in them. */
import assert from 'node:assert/strict';
import { setTimeout as later } from 'node:timers/promises';
import { Analyses } from '../../server/src/lsp/analyses';
import { Opening } from '../../server/src/lsp/opening';
import { find } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const uri = 'file:///long.sql';
const body = Array.from({ length: 4000 }, (_, index) => `UPDATE dbo.t SET a = ${index};\n`).join('');
const text = `CREATE PROCEDURE dbo.p AS\n${body}`;

describe('a window that is being drawn', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const opening = (): Analyses => {
    const analyses = new Analyses(workspaceWith(parser, { [uri]: text }), (subject) => find(subject, '2027-01-31'));
    analyses.opening = new Opening(10_000);
    return analyses;
  };

  it('gets what is known without the bodies, and after it the rest', async () => {
    const analyses = opening();
    const whole = analyses.of(uri);
    const first = await analyses.soon(uri, () => true);
    assert.equal(first?.analysed.analysis.pending, true);
    await analyses.opening.ended;
    assert.equal((await whole)?.analysed.analysis.bodies.size, 1);
  }).timeout(60_000);

  it('gets the bodies at once where these are asked for', async () => {
    const analyses = opening();
    const asked = await analyses.soon(uri, () => false);
    assert.equal(asked?.analysed.analysis.bodies.size, 1);
  }).timeout(60_000);

  it('makes the bodies wait where nobody asks for them', async () => {
    const analyses = opening();
    let isThere = false;
    const whole = analyses.of(uri).then(() => {
      isThere = true;
    });
    await later(500);
    assert.equal(isThere, false);
    analyses.opening.wanted();
    await whole;
  }).timeout(60_000);

  it('goes on until an answer can be seen: as long as it took to ask, however soon it would have ended', async () => {
    const opening = new Opening(800);
    await later(600);
    const asked = performance.now();
    opening.answered();
    opening.answered();
    await opening.ended;
    assert.ok(performance.now() - asked > 550);
  });

  it('ends at once where somebody asks for what was put off, also behind an answer', async () => {
    const opening = new Opening(10_000);
    opening.answered();
    opening.wanted();
    const asked = performance.now();
    await opening.ended;
    assert.ok(performance.now() - asked < 250);
  });

  it('ends by itself', async () => {
    const { ended } = new Opening(20);
    await ended;
  });
});
