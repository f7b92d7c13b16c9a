/**
 * A hover that is asked for before the bodies of modules have run says what it says behind them, but for what that is worked out
 * from: at each place of the fixtures that is in no body.
 */
import assert from 'node:assert/strict';
import { isInBody, stepAt } from '../../server/src/engine/run/steps';
import { hover } from '../../server/src/features/hover';
import type { Parser } from '../../server/src/syntax/parser';
import type { Analysed, Workspace } from '../../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const uri = 'file:///own.sql';
/** Places that are looked at, of every script so many code units apart. */
const apart = 7;
const toBeDone = 'Touches: this is still being worked out';

describe('what is known before bodies have run', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('is what is known behind them, and says what is not known yet', () => {
    let outlines = 0;
    let lacking = 0;
    for (const name of fixtureNames) {
      const text = fixtureText(name);
      const workspace = workspaceWith(parser, { [uri]: text });
      const { outline, whole } = both(workspace);
      assert.equal(workspace.outline(uri), undefined, name);
      if (!whole) continue;
      assert.ok(outline, name);
      outlines++;
      for (let offset = 0; offset < text.length; offset += apart) {
        if (isInBody(stepAt(outline.analysis, offset), offset)) continue;
        const before = hover(outline, offset, 'everywhere');
        const behind = hover(whole, offset, 'everywhere');
        if (before?.markdown.includes(toBeDone)) lacking++;
        assert.deepEqual(withoutTouches(before), withoutTouches(behind), `${name} at ${offset}`);
      }
    }
    assert.ok(outlines > 300, `${outlines} scripts`);
    assert.ok(lacking > 100, `${lacking} hovers that lack something`);
  }).timeout(300_000);

  it('is of no other text than the present one', () => {
    const workspace = workspaceWith(parser, { [uri]: 'CREATE PROCEDURE dbo.p AS SELECT 1;' });
    for (const _ of workspace.analyse(uri, { run: 'possible' })) if (workspace.outline(uri)) break;
    assert.ok(workspace.outline(uri));
    workspace.put(uri, 'CREATE PROCEDURE dbo.q AS SELECT 1;');
    assert.equal(workspace.outline(uri), undefined);
  });
});

/** What is known of the script before its bodies have run, and behind them. */
function both(workspace: Workspace): { readonly outline: Analysed | undefined; readonly whole: Analysed | undefined } {
  const work = workspace.analyse(uri, { run: 'possible' });
  let outline: Analysed | undefined;
  for (;;) {
    const { done, value } = work.next();
    if (done) return { outline, whole: value };
    outline ??= workspace.outline(uri);
  }
}

/** The list of what a body touches has lines of its own. */
function withoutTouches(found: ReturnType<typeof hover>): ReturnType<typeof hover> {
  return found && { ...found, markdown: found.markdown.replace(/\n- Touches:[^\n]*(\n {2}- [^\n]*)*/g, '') };
}
