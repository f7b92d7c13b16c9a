// Finding one's way, by mouse and keyboard in the packaged extension. Its pictures are those of docs/editor.md: `UPDATE=1`
// puts them there.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, openEditor, root, testsOf } from './driver.mjs';

/** Scripts that name files. */
const deployment = {
  'deploy.sql': `-- What is rolled out, in its order.
--# session: login=sa db=Shop
CREATE CERTIFICATE deployments FROM FILE = 'deployments.cer';
GO

:r cashiers.sql
`,
  'cashiers.sql': 'CREATE ROLE cashiers;\n',
  'deployments.cer': '',
};

const user = await openEditor({
  fill(workspace) {
    cpSync(path.join(root, 'samples'), workspace, { recursive: true });
    for (const [name, text] of Object.entries(deployment)) writeFileSync(path.join(workspace, name), text);
  },
  settings: { 'editor.autoClosingQuotes': 'never', 'editor.occurrencesHighlight': 'off' },
});
const { page, editor, openFile, goToLine, pictureLines } = user;
const { test, report } = testsOf(user, 'finding');
const references = page.locator('.reference-zone-widget');
const lines = readFileSync(path.join(root, 'samples/2-shop.sql'), 'utf8').split('\n');

try {
  await openFile('2-shop.sql');
  await editor.locator('.codelens-decoration', { hasText: 'tills may run it' }).first().waitFor();

  await test('a principal in a clause leads to where it is made', async () => {
    await on(21, 'order_writer');
    await peek('definition', 'CREATE USER order_writer');
    await press('F12');
    await page.locator('.tab.active', { hasText: '1-server.sql' }).waitFor();
    await back();
  });

  await test('a user leads on to the certificate that it stands for', async () => {
    await on(47, 'payroll_reader');
    await peek('declaration', 'CREATE CERTIFICATE payroll_reader');
  });

  await test('all that means the same certificate is found', async () => {
    await on(46, 'payroll_reader');
    await press('Shift+F12');
    await references.locator('.monaco-list-row', { hasText: 'payroll_reader' }).nth(3).waitFor();
    await picture('references', references, { top: 240 });
    await press('Escape');
  });

  await test('a certificate can be renamed, a table is refused with the reason', async () => {
    await on(46, 'payroll_reader');
    await press('F2');
    const box = page.locator('.monaco-editor.rename-box');
    await box.waitFor();
    assert.equal(await box.locator('input').inputValue(), 'payroll_reader');
    await press('Escape');
    await on(16, 'Orders');
    await lens('its caller');
    await press('F2');
    const message = page.locator('.monaco-editor-overlaymessage', { hasText: 'none of them' });
    await message.waitFor();
    await pictureLines('rename-refused', 12, 18);
    await press('Escape');
  });

  await test('who calls a module is shown, and as whom it runs', async () => {
    await on(20, 'PlaceOrder');
    await user.command('Calls: Peek Call Hierarchy');
    const calls = page.locator('.call-hierarchy');
    await calls.locator('.monaco-list-row', { hasText: 'runs as order_writer' }).first().waitFor();
    await picture('call-hierarchy', calls);
    await press('Escape');
  });

  await test('symbols of a script are listed: batches, modules, frames', async () => {
    await press('Control+Shift+o');
    const list = page.locator('.quick-input-widget');
    await list.locator('.monaco-list-row', { hasText: 'dbo.WhoAmI' }).first().waitFor();
    await picture('symbols', list);
    await press('Escape');
  });

  await test('principals are offered in a clause', async () => {
    const list = page.locator('.suggest-widget.visible');
    await eventually(async () => {
      await press('Escape'); // of a list that was there before the keys came
      await on(21, 'order_writer');
      await press('Control+Space');
      await list.locator('.monaco-list-row', { hasText: 'order_writer' }).first().waitFor({ timeout: 4000 });
    });
    await lens('order_writer');
    await pictureLines('completion', 19, 27, { below: 40 });
    await press('Escape');
  });

  await test('a frame is folded', async () => {
    await goToLine(34);
    await press('Control+Shift+[');
    await editor.locator('.folding-unfold, .codicon-folding-collapsed').first().waitFor();
    await lens('dbo');
    await pictureLines('folding', 28, 37);
    await press('Control+Shift+]');
  });

  await test('contexts at the cursor are listed', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await editor.getByText('→ anna @ Shop, sandboxed').first().waitFor();
    await goToLine(21);
    await pictureLines('colours', 18, 23);
    const list = page.locator('.quick-input-widget');
    await eventually(async () => {
      await press('Escape'); // it lists what was known of the cursor when it was opened
      await user.command('T-SQL: Show Contexts at the Cursor');
      await list.locator('.monaco-list-row', { hasText: 'anna' }).first().waitFor({ timeout: 2000 });
    });
    await picture('contexts', list);
    await press('Escape');
  });

  await test('a name of a file is a link to it', async () => {
    await openFile('deploy.sql');
    const link = editor.locator('.detected-link', { hasText: 'cashiers' }).first();
    await link.waitFor();
    await link.hover();
    await page.locator('.monaco-hover:visible', { hasText: 'Follow link' }).first().waitFor();
    await pictureLines('links', 1, 6, { width: 560 });
    await goToLine('6:6');
    await user.command('Open Link');
    await page.locator('.tab.active', { hasText: 'cashiers.sql' }).waitFor();
  });

  await test('a problem has its fixes', async () => {
    await openFile('5-mistakes.sql');
    await goToLine('88:21');
    const fixes = page.locator('.action-widget');
    await eventually(async () => {
      await press('Escape');
      await press('Control+.');
      await fixes.locator('.monaco-list-row', { hasText: 'anna' }).first().waitFor({ timeout: 2000 });
    });
    await page.waitForTimeout(300);
    await pictureLines('quick-fix', 86, 95, { left: 22, width: 740 });
    await press('Escape');
  });
} finally {
  await user.close();
}
report();

/** Puts the cursor into the first such word of a line. */
async function on(line, word) {
  await goToLine(`${line}:${lines[line - 1].indexOf(word) + 3}`);
}

/** Waits until a lens says it: they are worked out when they are seen. */
async function lens(who) {
  await editor
    .locator('.codelens-decoration', { hasText: `Runs as ${who}` })
    .first()
    .waitFor();
}

async function press(key) {
  await page.keyboard.press(key);
}

async function back() {
  await press('Control+Alt+-');
  await page.locator('.tab.active', { hasText: '2-shop.sql' }).waitFor();
}

async function picture(name, element, of) {
  await page.waitForTimeout(600);
  await user.pictureOf(name, element, { around: 0, ...of });
}

/** Looks at the definition or declaration without going there. */
async function peek(name, text) {
  await user.command(`Peek ${name[0].toUpperCase()}${name.slice(1)}`);
  await references.locator('.view-line', { hasText: text }).first().waitFor();
  await picture(name, references, { top: 240 });
  await press('Escape');
  await references.waitFor({ state: 'detached' });
}
