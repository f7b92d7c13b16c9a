// The first minutes of a new user, by keyboard alone: from an empty window to why a statement is refused and what would
// cure it; and what `npm start` shows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { launchChromium } from '../../tools/vscode-host/host.mjs';
import { openEditor, root, testsOf, userAt } from './driver.mjs';
import { languageServerOf } from './pace.mjs';

const user = await openEditor({});
const { page, editor, picture, pictureLines, pictureOf } = user;
const { test, report } = testsOf(user, 'first');

try {
  await page.locator('.monaco-workbench').waitFor();

  await test('the walkthrough opens from an empty window, with a picture for each step', async () => {
    await typeCommand('T-SQL: Open the Walkthrough');
    await page.getByText('Who runs this statement?').first().waitFor();
    for (const title of ['See who you are', 'See what would be refused', 'Simulate', 'Tell us about your server'])
      assert.ok(
        await page.locator('.gettingStartedContainer .step-title', { hasText: title }).first().isVisible(),
        title,
      );
    await page.locator('.gettingStartedContainer img').first().waitFor();
    await page.waitForTimeout(800);
    await picture('walkthrough', { x: 190, y: 110, width: 830, height: 570 });
  });

  await test('its script opens with the cursor on a refused statement, and the hover says why and what would cure it', async () => {
    await typeCommand('T-SQL: Open a Script That Shows Everything');
    await editor.getByText('→ anna @ Corner, sandboxed').first().waitFor();
    await editor.locator('.squiggly-error').first().waitFor();
    await editor.locator('.codelens-decoration', { hasText: 'anna may run it' }).waitFor();
    await pictureLines('first-look', 12, 25);
    const hover = page.locator('.monaco-hover:visible', { hasText: 'Msg 229' }).first();
    for (let tries = 0; tries < 60 && !(await hover.isVisible()); tries++) {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
      await page.waitForTimeout(700);
    }
    const text = (await hover.innerText()).replaceAll('\u00a0', ' ');
    assert.match(text, /It needs SELECT on OBJECT::dbo\.Orders/);
    assert.match(text, /GRANT SELECT ON OBJECT::dbo\.Orders TO anna would allow it/);
    await page.waitForTimeout(300);
    await picture('refused', { x: 52, y: 36, width: 986, height: 480 });
    await page.keyboard.press('Escape');
  });

  await test('a wrong answer is reported: without names, on the clipboard', async () => {
    await typeCommand('T-SQL: Report a Wrong Answer');
    const said = page.locator('.notification-toast', { hasText: 'The report is on the clipboard' }).first();
    await said.getByRole('button', { name: 'Look at it' }).click();
    const report = page.locator('.editor-instance .monaco-editor').nth(1);
    await report.locator('.view-line', { hasText: 'SELECT' }).first().waitFor();
    await report.locator('.view-line span[class^="mtk"]:not(.mtk1)', { hasText: 'CREATE' }).first().waitFor();
    await page.waitForTimeout(300);
    await pictureOf('report', report, { around: 0, left: 505, top: 466 });
    assert.doesNotMatch(await report.innerText(), /anna|Corner/);
    await typeCommand('View: Revert and Close Editor');
    await page.locator('.tab').nth(2).waitFor({ state: 'detached' });
  });

  await test('the same script is simulated as another login', async () => {
    await typeCommand('T-SQL: Simulate as Login');
    const box = page.locator('.quick-input-widget');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Whole script' }).waitFor();
    await page.keyboard.type('Whole script');
    await page.keyboard.press('Enter');
    await box.getByText('anna', { exact: true }).first().waitFor();
    await page.keyboard.type('anna');
    await page.keyboard.press('Enter');
    await box.getByText('Corner', { exact: true }).first().waitFor();
    await page.keyboard.type('Corner');
    await page.keyboard.press('Enter');
    await user.inWebview('.line', 'EXECUTE dbo.OrderTotals');
  });

  await test('what the server holds can be told', async () => {
    await typeCommand('T-SQL: Tell What the Server Holds');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'tsqlcontext.json' }).waitFor();
    await page.waitForTimeout(300);
    await pictureOf('tell', page.locator('.quick-input-widget'), { around: 0 });
    await page.keyboard.press('Escape');
  });

  await test('a server that ends is started again; there is an output, with levels', async () => {
    const status = page.locator('.part.statusbar');
    process.kill(languageServerOf(user.serverId));
    await status.getByText('the server ended by itself and is started again').waitFor();
    await typeCommand('T-SQL: Restart Execution Context Server');
    const said = status.locator('.statusbar-item', { hasText: 'the server was started again' });
    await said.waitFor();
    await pictureOf('restart', said);
    await typeCommand('T-SQL: Show Execution Context Output');
    await page.locator('.part.panel .codicon-gear').first().click();
    await page.locator('.monaco-menu', { hasText: 'Warning' }).waitFor();
    await page.waitForTimeout(300);
    await picture('output', { x: 540, y: 456, width: 560, height: 232 });
    await page.keyboard.press('Escape');
  });
} finally {
  await user.close();
}

await test('npm start says one address and how to stop, and shows a script with the walkthrough beside it', async () => {
  const child = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], {
    env: { ...process.env, TSQLCTX_BROWSER: '1', TSQLCTX_BUILT: '1' },
  });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    said += data;
  });
  const browser = await launchChromium();
  try {
    for (let tries = 0; tries < 600 && !/Ctrl\+C/.test(said); tries++) await new Promise((go) => setTimeout(go, 200));
    const addresses = said.match(/http:\S+/g) ?? [];
    assert.equal(addresses.length, 1, said);
    assert.ok(said.trim().split('\n').length < 12, said);
    const context = await browser.newContext({ viewport: { width: 1300, height: 760 } });
    const first = await context.newPage();
    await first.goto(addresses[0]);
    await first.getByText('See who you are').first().waitFor();
    await first.locator('.tab', { hasText: '4-a-day-in-the-shop.sql' }).waitFor();
    await first.getByText('→ anna @ Shop, sandboxed').first().waitFor();
    await first.waitForTimeout(1500);
    await userAt(first).shoot('start');
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    await new Promise((go) => child.once('exit', go));
  }
});
report();

/** Runs a command from the palette with the keyboard. */
async function typeCommand(title) {
  await user.inPalette(title);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title.split(': ').at(-1) }).waitFor();
  await page.keyboard.press('Enter');
}
