// Measures the packaged extension in the headless editor, with sp_Blitz open in the corpus, or a sample where there is none:
// how soon there is a hover, what a key costs the extension host, how soon a finding is underlined.
import path from 'node:path';
import { openEditor, root } from '../test/editor/driver.mjs';
import { findingTimes, hostTimePerKey } from '../test/editor/pace.mjs';
import { corpusRoot } from './corpus.mjs';

const folder = corpusRoot ? path.join(corpusRoot, 'corpus') : path.join(root, 'samples');
const [file, line, word] = corpusRoot ? ['sp_Blitz.sql', 9, 'sp_Blitz'] : ['4-a-day-in-the-shop.sql', 15, 'Orders'];

const user = await openEditor({ folder });
const { page, editor } = user;
try {
  await page.locator('.monaco-workbench .explorer-folders-view').first().waitFor();
  const there = performance.now();
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').first().fill(file);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: file }).first().click();
  await editor.locator('.view-line').first().waitFor();
  const open = performance.now();
  await user.goToLine(line);
  await user.hoverOver(word, /\S/);
  const hovered = performance.now();
  console.log(
    `The editor, ${file}: open ${ms(open - there)} after the window is there, a hover ${ms(hovered - open)} later`,
  );

  await page.waitForTimeout(corpusRoot ? 20_000 : 3000); // all scripts are read
  await page.keyboard.press('Escape');
  await editor.locator('.view-line').nth(3).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  const keys = [];
  for (let turn = 0; turn < 3; turn++) keys.push(await hostTimePerKey(user));
  const [least] = keys.sort((a, b) => a - b);
  console.log(`The extension host works ${least.toFixed(2)} ms for a key, the editor's own work with it`);
  await page.keyboard.press('Enter');
  const found = await findingTimes(user, "EXECUTE AS USER = 'nobody_there';", 11);
  console.log(`From the last key of a statement to its underline: median ${ms(found[5])}, most ${ms(found.at(-1))}`);
} finally {
  await user.close();
}

function ms(time) {
  return `${Math.round(time)} ms`;
}
