// Measures the packaged extension in the headless editor, with sp_Blitz open in the corpus, or a sample where there is none:
// how soon there is a hover, what a key costs the extension host, how soon a finding is underlined.
// --hover: only the first of them.
import path from 'node:path';
import { openEditor, root } from '../test/editor/driver.mjs';
import { findingTimes, hostTimePerKey } from '../test/editor/pace.mjs';
import { corpusRoot } from './corpus.mjs';
import { atOnce, bareExtension, firstHover } from './first-hover.mjs';

const folder = corpusRoot ? path.join(corpusRoot, 'corpus') : path.join(root, 'samples');
const [file, line, word] = corpusRoot
  ? ['sp_Blitz.sql', 'ALTER PROCEDURE', 'sp_Blitz']
  : ['4-a-day-in-the-shop.sql', 'dbo.Orders', 'Orders'];
const times = 3;
const isWhole = !process.argv.includes('--hover');
/** What the editor looks for beside typing is nobody's. */
const settings = { ...atOnce, 'remote.autoForwardPorts': false };
const reading = corpusRoot ? 20_000 : 3000; // all scripts are read by then

const bare = bareExtension();
try {
  await inEditor({ instead: [bare.folder] }, async (user) => {
    tell('of an extension that only says it is there', await hovers(user));
    if (isWhole) tellKeys('without us', await keysIn(user));
  });
} finally {
  bare.remove();
}
await inEditor({}, async (user) => {
  tell('of ours', await hovers(user));
  if (!isWhole) return;
  await user.page.waitForTimeout(reading);
  tellKeys('with us', await keysIn(user));
  await findings(user);
});

/** Opens the script in an editor, does something there, and closes it. */
async function inEditor(options, act) {
  const user = await openEditor({ folder, settings, viewport: { width: 1100, height: 1000 }, ...options });
  const { page, editor } = user;
  try {
    await page.locator('.monaco-workbench .explorer-folders-view').first().waitFor();
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill(file);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: file }).first().click();
    await editor.locator('.view-line').first().waitFor();
    return await act(user);
  } finally {
    await user.close();
  }
}

/** The times of first hovers. Between two of them the editor keeps what is open, and we what is compiled. */
async function hovers(user) {
  const all = [];
  for (let turn = 0; turn < times; turn++) {
    await user.page.waitForTimeout(8000);
    all.push(await firstHover(user, { line, word }));
  }
  return all;
}

function tell(whose, all) {
  const [drawn, hover] = ['drawn', 'hover'].map((one) => middle(all.map((times) => times[one])));
  console.log(
    `The editor opens again with ${file}: drawn ${ms(drawn)} after the window is there, a hover ${whose} ${ms(hover)}`,
  );
}

/** What a key costs at the end of the script, in milliseconds, some times. */
async function keysIn(user) {
  const { page, editor } = user;
  await page.keyboard.press('Escape');
  await editor.locator('.view-line').nth(3).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  const keys = [];
  for (let turn = 0; turn < times; turn++) keys.push(await hostTimePerKey(user));
  return keys;
}

function tellKeys(how, keys) {
  const [least] = keys.sort((a, b) => a - b);
  console.log(`The extension host works ${least.toFixed(2)} ms for a key ${how}, median ${middle(keys).toFixed(2)} ms`);
}

async function findings(user) {
  await user.page.keyboard.press('Enter');
  const found = await findingTimes(user, "EXECUTE AS USER = 'nobody_there';", 31);
  const [p95, most] = [found[Math.ceil(found.length * 0.95) - 1], found.at(-1)];
  console.log(
    `From the last key of a statement to its underline: median ${ms(middle(found))}, 95 of 100 within ${ms(p95)}, most ${ms(most)}`,
  );
}

function middle(all) {
  return all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
}

function ms(time) {
  return `${Math.round(time)} ms`;
}
