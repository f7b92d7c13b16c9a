// What is seen at a glance, and hovers by what is under the mouse, by mouse and keyboard in the packaged extension. Its
// pictures are those of docs/editor.md: `UPDATE=1` puts them there.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, openEditor, root, testsOf } from './driver.mjs';
import { hostile, names } from './hostile-names.mjs';

const user = await openEditor({
  fill(workspace) {
    cpSync(path.join(root, 'samples'), workspace, { recursive: true });
    writeFileSync(path.join(workspace, 'hostile.sql'), hostile);
  },
});
const { page, editor, openFile, hoverOver, goToLine, shoot, picture, pictureLines, pictureOf, away } = user;
const { test, report } = testsOf(user, 'glance');
const themes = [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['hc-dark', 'Default High Contrast'],
  ['hc-light', 'Default High Contrast Light'],
];

try {
  await test('hints say who runs what follows, and a ribbon shows where', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await editor.getByText('→ anna @ Shop, sandboxed').first().waitFor();
    await waitForRibbon();
    for (const [name, theme] of themes) {
      await wear(theme);
      await openFile('4-a-day-in-the-shop.sql');
      await editor.getByText('→ anna @ Shop, sandboxed').first().waitFor();
      await waitForRibbon();
      await page.waitForTimeout(500);
      await shoot(`glance-${name}`);
      if (name === 'dark') await pictureLines('ribbon', 4, 16);
    }
    await wear('Default Dark Modern');
  });

  await test('nothing stands where the base context holds', async () => {
    await openFile('1-server.sql');
    await page.waitForTimeout(1500);
    assert.equal(await editor.getByText('→').count(), 0);
    assert.equal(await ribbons(), 0);
    await away();
    const shown = page.locator('.monaco-hover:visible');
    await shown.first().waitFor({ state: 'hidden' }); // the tip of the file that was opened
    await editor.locator('.view-line span span', { hasText: 'PASSWORD' }).first().hover();
    await page.waitForTimeout(1200);
    assert.deepEqual(await shown.allInnerTexts(), []);
  });

  await test('a lens says in one line what a module runs as, who signed it and who may run it', async () => {
    await openFile('2-shop.sql');
    await goToLine(52);
    await editor.locator('.codelens-decoration', { hasText: 'signed by payroll_reader · tills may run it' }).waitFor();
    await pictureLines('lens', 44, 60);
  });

  const hovers = [
    ['hover-principal', '2-shop.sql', 40, 'tills', 'role in Shop'],
    ['hover-module', '2-shop.sql', 62, 'FindOrders', 'SELECT on dbo.Orders: ✗ tills'],
    ['hover-certificate', '2-shop.sql', 46, 'payroll_reader', 'it lets signed modules be recognised'],
    ['hover-table', '4-a-day-in-the-shop.sql', 15, 'Orders', 'May SELECT: auditors, order_writer'],
    ['hover-database', '2-shop.sql', 4, 'Shop', 'TRUSTWORTHY OFF'],
  ];
  for (const [name, file, line, word, says] of hovers) {
    await test(`${name.replace('-', ' over a ')} says what it is`, async () => {
      await openFile(file);
      await goToLine(line);
      const hover = await hoverOver(word, says);
      await page.waitForTimeout(300);
      await pictureOf(name, hover, { around: 8 });
      await away();
    });
  }

  await test('a link of a hover leads to the place, another runs our command', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await goToLine(15);
    const hover = await hoverOver('Orders', 'Made at');
    await hover.locator('a', { hasText: '2-shop.sql:6' }).click();
    await page.locator('.tab.active', { hasText: '2-shop.sql' }).waitFor();
    await openFile('4-a-day-in-the-shop.sql');
    await goToLine(15);
    const verdict = await hoverOver('Customer', 'Frames and tokens');
    await verdict.locator('a', { hasText: 'Frames and tokens' }).click();
    const table = await user.inWebview('td', 'GRANT OR DENY');
    assert.ok(await table.isVisible());
    await away();
    await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
    await user.command('View: Toggle Maximize Editor Group'); // there is more room then
    await away();
    await page.waitForTimeout(500);
    await pictureOf('frames-and-tokens', page.locator('.webview.ready').last(), { around: 0, left: 760, top: 440 });
    await user.closePages();
  });

  await test('names in scripts are text in hovers, whatever they are', async () => {
    await openFile('hostile.sql');
    for (const [index, { line, shown }] of names.entries()) {
      await goToLine(line);
      const hover = await hoverOver('THIS', 'without login', index);
      const links = await hover.locator('a').evaluateAll((all) => all.map((one) => one.dataset.href ?? one.href));
      for (const link of links) assert.match(link, /hostile\.sql|^command:tsqlContext\./, `${index}: ${link}`);
      assert.equal(await hover.locator('.hover-contents img').count(), 0);
      const text = (await hover.innerText()).replaceAll('\u00a0', ' ');
      assert.ok(text.includes(shown), `${shown} is not in ${text}`);
      assert.ok(text.length < 2000, `${text.length} signs`);
      await away();
    }
    await shoot('hostile');
  });

  await test('the language status says who runs the statement at the cursor, and where that was set', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await goToLine(14);
    await page.locator('.statusbar-item', { hasText: 'Ln 14, Col 1' }).waitFor();
    const item = page.locator('.hover-language-status', { hasText: 'omar (login omar) @ Shop' }).first();
    await eventually(async () => {
      await page.keyboard.press('Escape'); // what is shown stays as it was when it was opened
      await page.locator('.statusbar-item[id="status.languageStatus"]').click();
      await item.waitFor({ timeout: 2000 });
    });
    await page.waitForTimeout(300);
    await picture('language-status', { x: 440, y: 600, width: 660, height: 120 });
    await page.keyboard.press('Escape');
    await user.command('T-SQL: Show Contexts at the Cursor');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'omar (login omar) @ Shop' }).waitFor();
    await shoot('contexts');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.locator('.statusbar-item', { hasText: 'Ln 13, Col 1' }).waitFor();
  });
} finally {
  await user.close();
}
report();

async function wear(theme) {
  user.set({ 'workbench.colorTheme': theme });
  await page.reload();
  await page.locator(`.monaco-workbench.${themeClass(theme)}`).waitFor();
}

function themeClass(theme) {
  if (theme.includes('High Contrast')) return theme.endsWith('Light') ? 'hc-light' : 'hc-black';
  return theme.includes('Light') ? 'vs' : 'vs-dark';
}

/** How many lines have a bar. */
function ribbons() {
  return editor
    .locator('.view-overlays [class*="ced-"]')
    .evaluateAll((all) => all.filter((one) => getComputedStyle(one).borderLeftWidth === '2px').length);
}

async function waitForRibbon() {
  for (let tries = 0; tries < 50; tries++) {
    if ((await ribbons()) > 0) return;
    await page.waitForTimeout(200);
  }
  throw new Error('no ribbon');
}
