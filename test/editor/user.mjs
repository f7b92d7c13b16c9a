// The packaged extension as a user meets it: installed from the .vsix, mouse and keyboard only. Leaves pictures in
// test/screenshots/.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexedPng } from '../../tools/indexed-png.mjs';
import { installVsix, launchChromium, startServer } from '../../tools/vscode-host/host.mjs';
import { hovers, script } from './hovers.mjs';
import { deep, deepSetup, long, panelTests } from './panel.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const shots = path.join(root, 'test/screenshots');
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-user-'));
const workspace = path.join(dataDir, 'shop');
const counts = { passed: 0, failed: 0, skipped: 0 };

mkdirSync(shots, { recursive: true });
cpSync(path.join(root, 'samples'), workspace, { recursive: true });
writeFileSync(path.join(workspace, 'hovers.sql'), script);
writeFileSync(path.join(workspace, 'deep-setup.sql'), deepSetup);
writeFileSync(path.join(workspace, 'deep.sql'), deep);
writeFileSync(path.join(workspace, 'long.sql'), long);
installVsix(path.join(root, 'tsql-execution-context.vsix'), dataDir);
const settings = {
  'editor.fontSize': 13,
  'window.zoomLevel': 0,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
};
const server = await startServer({ dataDir, settings });
const browser = await launchChromium();
const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
const page = await context.newPage();
const editor = page.locator('.editor-instance .monaco-editor').first();

try {
  await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);

  await test('a hover says who and where', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    const hover = await hoverOver('Customer', /omar.*login.*in Shop/s); // all scripts are read by then
    assert.doesNotMatch(await hover.innerText(), /still being read/);
    await shoot('hover');
    await away();
  });

  await test('a lens says what a module runs as, and a click simulates a call', async () => {
    await openFile('2-shop.sql');
    await goToLine(26);
    const lens = page.locator('.codelens-decoration', { hasText: 'Runs as order_writer' });
    await lens.first().waitFor();
    await shoot('lens-of-a-module');
    await lens.first().locator('a', { hasText: 'Simulate call as' }).click();
    const widget = page.locator('.quick-input-widget');
    await widget.getByText('anna', { exact: true }).first().waitFor();
    await shoot('pick-login');
    await page.keyboard.type('anna');
    await page.keyboard.press('Enter');
    const panel = await inWebview('.line', 'INSERT INTO dbo.Orders');
    await panel.click();
    await inWebview('.who', 'order_writer');
    await shoot('simulate-module');
    await closePages();
  });

  await test('the palette simulates a script', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>T-SQL: ');
    const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Simulate as Login' });
    await entry.waitFor();
    await shoot('palette');
    await entry.click();
    const widget = page.locator('.quick-input-widget');
    await pickRow('Whole script');
    await widget.getByText('shop_app', { exact: true }).first().waitFor();
    await page.keyboard.type('shop_app');
    await page.keyboard.press('Enter');
    await widget.getByText('Warehouse', { exact: true }).first().waitFor();
    await page.keyboard.type('Shop');
    await page.keyboard.press('Enter');
    await inWebview('.line .says', 'Msg 916');
    await page.waitForTimeout(600);
    await shoot('simulate');
    await closePages();
  });

  await test('a login and a database that are not those of the script are on every line', async () => {
    await simulate('4-a-day-in-the-shop.sql', 'wanda', 'Warehouse');
    await shoot('simulate-as-another');
    assert.match(
      await (await inWebview('.status')).innerText(),
      /in place of line 2, --# session: login=shop_app db=Shop/,
    );
    const line = await inWebview('.line', 'EXECUTE AS USER');
    const labels = await line.evaluate((one) =>
      [...one.parentElement.children]
        .map((each) => each.getAttribute('aria-label'))
        .filter((label) => / as /.test(label)),
    );
    assert.ok(labels.length > 0);
    for (const label of labels.filter((one) => !/never runs/.test(one))) assert.match(label, /wanda .*@ Warehouse/);
    await closePages();
  });

  await test('a login that nobody declared can be typed, and is offered again', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await pickSimulation();
    await page.keyboard.type('Another login');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Name of the login' }).waitFor();
    await page.keyboard.type('zelda');
    await page.keyboard.press('Enter');
    const widget = page.locator('.quick-input-widget');
    await widget.getByText('Warehouse', { exact: true }).first().waitFor();
    await page.keyboard.type('Shop');
    await page.keyboard.press('Enter');
    await inWebview('.status', 'zelda is not declared: what it may do is unknown');
    await shoot('simulate-undeclared');
    await closePages();
    await openFile('4-a-day-in-the-shop.sql');
    await pickSimulation();
    await widget.getByText('zelda', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await closeAll();
  });

  await test('the answer stands in the first two lines of a hover', async () => {
    await openFile('hovers.sql');
    for (const { name, line, word, says } of hovers) {
      await goToLine(line);
      const hover = await hoverOver(word, ' in ');
      const parts = await hover.locator('.hover-contents').allInnerTexts(); // problems have parts of their own
      const own = parts.map((text) => text.replaceAll('\u00a0', ' ')).find((text) => / in (Hovers|Nowhere)/.test(text));
      const lines = (own ?? '').split('\n');
      await shoot(`hover-${name}`);
      assert.match(
        lines
          .filter((one) => one.trim() !== '')
          .slice(0, 2)
          .join('\n'),
        says,
        name,
      );
      await away();
    }
    await closeAll();
  });

  await test('the problems are listed', async () => {
    await openFile('5-mistakes.sql');
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'revert-wrong-database' });
    await problem.first().waitFor();
    await page.waitForTimeout(400);
    await shoot('problems');
    await page.keyboard.press('Control+Shift+M');
  });

  await test('a click on the name of a problem opens its page, rendered', async () => {
    await openFile('5-mistakes.sql');
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'revert-wrong-database' });
    await problem.first().waitFor();
    await problem.first().locator('a', { hasText: 'revert-wrong-database' }).click();
    const heading = await inWebview('h1', 'revert-wrong-database');
    assert.ok(await heading.isVisible());
    await shoot('rule-page');
    await page.keyboard.press('Control+Shift+M');
    await closePages();
  });

  await test('the documentation shows its pictures and leads on', async () => {
    await openFile('5-mistakes.sql');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>T-SQL: Open Execution Context Documentation');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Documentation' }).first().click();
    const picture = await inWebview('img[alt^="A hover"]');
    await picture.evaluate(async (image) => image.decode());
    assert.equal(await picture.evaluate((image) => image.naturalWidth), 1440);
    await shoot('documentation');
    await (await inWebview('a', 'How to read a finding')).click();
    await inWebview('h1', 'How to read a finding');
    await closePages();
  });

  await test("the extension's page shows nothing broken", async () => {
    await page.keyboard.press('Control+Shift+X');
    const entry = page.locator('.extensions-viewlet .extension-list-item', { hasText: 'T-SQL Execution Context' });
    await entry.first().click();
    const heading = await inWebview('h1', 'T-SQL Execution Context');
    const about = await heading.evaluate(({ ownerDocument }) => ({
      pictures: ownerDocument.images.length,
      links: [...ownerDocument.links].map((link) => link.getAttribute('href')).filter((to) => !/^(https:|#)/.test(to)),
    }));
    assert.deepEqual(about, { pictures: 0, links: [] });
    await shoot('extension-page');
    await closePages();
    await page.keyboard.press('Control+Shift+E');
  });

  await test('a hover inside a module says whom it runs as', async () => {
    await openFile('2-shop.sql');
    await hoverOver('ORIGINAL_LOGIN', 'order_writer');
    await shoot('hover-in-a-module');
    await away();
  });

  await panelTests({ page, test, shoot, openFile, inWebview, closePages, pickRow });
} finally {
  await browser.close().catch(() => {});
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
if (process.env.UPDATE)
  for (const name of ['hover', 'problems', 'simulate'])
    copyFileSync(path.join(shots, `${name}.png`), path.join(root, 'docs/images', `${name}.png`));
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

async function test(name, steps) {
  try {
    await steps();
    counts.passed++;
    console.log(`  ok: ${name}`);
  } catch (error) {
    counts.failed++;
    console.log(`  FAILED: ${name}\n${error.stack}`);
    await shoot(`failed-${counts.failed}`).catch(() => {});
    await page.keyboard.press('Escape').catch(() => {});
  }
}

/** Asks for a simulation of the open script from the palette; leaves the list of logins open. */
async function pickSimulation() {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>T-SQL: Simulate as Login');
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Simulate as Login' });
  await entry.waitFor();
  await entry.click();
  await pickRow('Whole script');
  await page.locator('.quick-input-widget').getByText('anna', { exact: true }).first().waitFor();
}

async function pickRow(text) {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
}

/** Simulates a script and waits for the panel. */
async function simulate(file, login, database) {
  await openFile(file);
  await pickSimulation();
  await page.keyboard.type(login);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').getByText(database, { exact: true }).first().waitFor();
  await page.keyboard.type(database);
  await page.keyboard.press('Enter');
  await inWebview('.line', 'connects');
  await page.waitForTimeout(600);
}

async function shoot(name) {
  writeFileSync(path.join(shots, `${name}.png`), indexedPng(await page.screenshot()));
}

async function openFile(name) {
  await page.locator('.explorer-folders-view').getByText(name).dblclick();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await editor.locator('.view-line').first().waitFor();
}

async function goToLine(line) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
}

/** Hovers over a word until the language server answers with some text, or one that is like `text`. */
async function hoverOver(word, text) {
  const token = editor.locator('.view-line span', { hasText: word }).last();
  const hover = page.locator('.monaco-hover:visible', { hasText: text });
  for (let tries = 0; tries < 30; tries++) {
    await away();
    await token.hover();
    if (
      await hover
        .first()
        .waitFor({ timeout: 1500 })
        .then(
          () => true,
          () => false,
        )
    )
      return hover.first();
  }
  throw new Error(`no hover with ${text}`);
}

/** The first element of that kind in a page that the editor renders. */
async function inWebview(selector, text) {
  for (let tries = 0; tries < 100; tries++) {
    for (const frame of page.frames()) {
      const found = frame.locator(selector, text === undefined ? {} : { hasText: text }).first();
      if (frame !== page.mainFrame() && (await found.count().catch(() => 0)) > 0) return found;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`no ${selector} in a rendered page`);
}

async function away() {
  await page.mouse.move(900, 860);
}

/** Closes what is open with the mouse: a rendered page keeps the keys to itself. */
async function closePages() {
  const tabs = page.locator('.tabs-container .tab');
  for (let left = await tabs.count(); left > 0; left = await tabs.count()) {
    await tabs.last().click({ button: 'middle' });
    await tabs.nth(left - 1).waitFor({ state: 'detached' });
  }
}

async function closeAll() {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+w');
  await page.locator('.tab').first().waitFor({ state: 'detached' });
}
