// Nothing flickers while somebody types: lenses, hints, ribbon, underlines and colours keep their place beside the lines that
// are not typed in. What a key costs there.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openEditor, testsOf } from './driver.mjs';
import { findingTimes, hostTimePerKey } from './pace.mjs';
import { watch } from './watch.mjs';

const script = `--# session: login=sa db=master
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE Still;
GO
USE Still;
GO
CREATE USER amy;
CREATE TABLE dbo.Things (a int);
GO
CREATE PROCEDURE dbo.Count_things WITH EXECUTE AS OWNER AS
SELECT COUNT(*) FROM dbo.Things;
GO
CREATE PROCEDURE dbo.Read_things AS
SELECT a FROM dbo.Things;
GO
GRANT EXECUTE TO amy;
GO
EXECUTE AS USER = 'amy';
SELECT a FROM dbo.Things;
EXECUTE dbo.Count_things;
PRINT 'here';
REVERT;
GO
SELECT 1;
`;
const typedLine = script.split('\n').indexOf("PRINT 'here';") + 1;
const lastLine = script.split('\n').length;

/**
 * So often somebody types where a machine is slow: one that stands still between two keys types a pause, behind which a broken
 * text counts as it is; and what an extension paints lands on the lines that have been moved meanwhile.
 */
const turns = 3;
/** Milliseconds. The aims are 1 and 100; a machine that does other things is slower. */
const [mostPerKey, mostToFinding] = [4, 1000];

const user = await openEditor({
  fill(workspace) {
    writeFileSync(path.join(workspace, 'still.sql'), script);
    writeFileSync(path.join(workspace, 'note.txt'), script);
  },
  settings: {
    'editor.quickSuggestions': 'off',
    'editor.autoClosingQuotes': 'never',
    'editor.occurrencesHighlight': 'off',
  },
  viewport: { width: 1100, height: 820 },
});
const { page, editor, goToLine, openFile } = user;
const { test, report } = testsOf(user, 'steady');

try {
  await test('lenses, hints, ribbon and underlines are there', async () => {
    await openFile('still.sql');
    await editor.getByText('→ amy @ Still, sandboxed').first().waitFor();
    await editor.locator('.codelens-decoration', { hasText: 'amy may run it' }).nth(1).waitFor();
    await editor.locator('.squiggly-error').first().waitFor();
    await settled();
  });

  await stays('at the end, statements', lastLine, ['SELECT 2;', 'Enter', "PRINT 'more';", 'Enter']);
  await stays('in an impersonated stretch', typedLine, ['End', ' -- and more', 'Enter', 'SELECT 3;']);
  // The colours of the grammar are the editor's own: behind a quote all is a string.
  await stays(
    'what breaks the text on the way',
    typedLine,
    ['Home', "PRINT 'a b c'; ", 'BEGIN SELECT 4; END; '],
    /^colours/,
  );
  await stays('above all, lines', 2, ['Home', 'Enter', 'Enter', '-- hm']);
  await stays('inside a module', script.split('\n').indexOf('SELECT a FROM dbo.Things;') + 1, ['End', ' -- why?']);

  await test("a key costs the extension host little more than in a text that is nobody's", async () => {
    const costIn = async (file) => {
      await openFile(file);
      await editor.locator('.view-line').first().click();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Enter');
      return hostTimePerKey(user, 100);
    };
    const costs = [];
    for (let turn = 0; turn < 4 && !costs.some((one) => one < mostPerKey); turn++)
      costs.push((await costIn('still.sql')) - (await costIn('note.txt')));
    console.log(`      ${costs.map((one) => one.toFixed(2)).join(', ')} ms more`);
    assert.ok(Math.min(...costs) < mostPerKey, `${costs.join(', ')} ms`);
  });

  await test('a finding is underlined soon after the last key', async () => {
    await openFile('still.sql');
    await page.keyboard.press('Control+End');
    const found = await findingTimes(user, " EXECUTE AS USER = 'nobody_there';");
    console.log(`      ${found.join(', ')} ms`);
    assert.ok(found[3] < mostToFinding, `${found.join(', ')} ms`);
  });
} finally {
  await user.close();
}
report();

/** Types, and looks whether what stands elsewhere keeps its place, but for what is `apart`. */
async function stays(where, line, keys, apart) {
  await test(`nothing goes and comes back while somebody types ${where}`, async () => {
    let blinks = [];
    for (let turn = 0; turn < turns; turn++) {
      blinks = (await typed(line, keys)).filter((name) => !apart?.test(name));
      if (blinks.length === 0) return;
    }
    assert.deepEqual(blinks, []);
  });
}

/** Types and takes it back; what blinked meanwhile. */
async function typed(line, keys) {
  await goToLine(line);
  await settled();
  const watching = await watch(page);
  for (const key of keys)
    if (/^(Enter|Home|End)$/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.type(key, { delay: 40 });
  await settled();
  const { frames, blinks } = await watching.stop();
  await user.undoAll();
  await settled();
  assert.ok(frames > 30, `${frames} frames were looked at`);
  return blinks;
}

/** Waits until answers that may come later have come. */
async function settled() {
  await page.waitForTimeout(1500);
}
