// The packaged extension as a user meets it: installed from the .vsix, mouse and keyboard only. Leaves pictures in
// test/screenshots/.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openEditor, root, testsOf } from './driver.mjs';
import { hovers, script } from './hovers.mjs';
import { deep, deepSetup, panelTests } from './panel.mjs';

const user = await openEditor({
  fill(workspace) {
    cpSync(path.join(root, 'samples'), workspace, { recursive: true });
    writeFileSync(path.join(workspace, 'hovers.sql'), script);
    writeFileSync(path.join(workspace, 'deep-setup.sql'), deepSetup);
    writeFileSync(path.join(workspace, 'deep.sql'), deep);
  },
  viewport: { width: 1440, height: 1000 },
  rest: [900, 860],
});
const {
  page,
  openFile,
  goToLine,
  hoverOver,
  inWebview,
  closePages,
  closeAll,
  shoot,
  picture,
  away,
  pickRow,
  simulate,
} = user;
const { test, report } = testsOf(user, 'user');

try {
  await test('a hover says who and where', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    const hover = await hoverOver('Customer', /omar.*login.*in Shop/s); // all scripts are read by then
    assert.doesNotMatch(await hover.innerText(), /still being read/);
    await page.locator('.tab.active [class*="monaco-decoration-itemBadge"]').first().waitFor(); // the tab counts problems
    await page.waitForTimeout(600);
    await picture('hover', { x: 356, y: 40, width: 940, height: 470 });
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
    const entry = await user.inPalette('T-SQL: Simulate as Login');
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
    await picture('simulate', { x: 356, y: 40, width: 1076, height: 548 });
    await closePages();
  });

  await test('a login and a database that are not those of the script are on every line', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await simulate('wanda', 'Warehouse');
    await inWebview('.line', 'connects');
    await page.waitForTimeout(600);
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
    await picture('problems', { x: 352, y: 642, width: 1088, height: 326 });
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
    await page.waitForTimeout(300);
    await picture('rule-page', { x: 356, y: 40, width: 1000, height: 440 });
    await page.keyboard.press('Control+Shift+M');
    await closePages();
  });

  await test('the documentation shows its pictures and leads on', async () => {
    await openFile('5-mistakes.sql');
    await user.command('T-SQL: Open Execution Context Documentation');
    const shown = await inWebview('img[alt^="A hover"]');
    await shown.evaluate(async (image) => image.decode());
    assert.ok((await shown.evaluate((image) => image.naturalWidth)) > 900);
    await picture('documentation', { x: 356, y: 40, width: 760, height: 326 });
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

  if (await page.locator('.part.panel').isVisible()) await user.command('View: Toggle Panel Visibility');
  await panelTests({ ...user, test });
} finally {
  await user.close();
}
report();

/** Asks for a simulation of the open script from the palette; leaves the list of logins open. */
async function pickSimulation() {
  await user.command('T-SQL: Simulate as Login');
  await pickRow('Whole script');
  await page.locator('.quick-input-widget').getByText('anna', { exact: true }).first().waitFor();
}
