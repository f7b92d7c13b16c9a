// The pages in German, and in little room: the labels of the panel and of the reach page have no English left, and at 200 %
// the steps can be read.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openEditor, root, testsOf } from './driver.mjs';

const german = JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.de.json'), 'utf8'));
const user = await openEditor({
  fill: (workspace) => cpSync(path.join(root, 'samples'), workspace, { recursive: true }),
  viewport: { width: 720, height: 450 },
  scale: 2,
  language: 'de',
});
const { page, editor, inWebview, openFile, shoot } = user;
const { test, report } = testsOf(user, 'german');

try {
  await test('the simulation panel is in German', async () => {
    await openFile('4-a-day-in-the-shop.sql');
    await editor.getByText('→ anna @ Shop, sandboxed').first().waitFor();
    await page.keyboard.press('Control+b');
    await user.command('T-SQL: Als Anmeldung simulieren');
    await user.pickRow('Ganzes Skript');
    await user.answer('shop_app');
    await user.answer('Shop');
    await inWebview('.status', 'abgelehnt');
    const refused = await inWebview('.line', 'SELECT Total');
    await refused.scrollIntoViewIfNeeded();
    await refused.click();
    await (await inWebview('.choices summary')).click();
    await shoot('german-panel');
    assert.deepEqual(await englishIn('#panel'), []);
    await (await inWebview('button', german['What would let it through?'])).click();
    await inWebview('.designs h3');
    assert.deepEqual(await englishIn('#panel'), []);
    const language = await (await inWebview('#panel')).evaluate(
      ({ ownerDocument }) => ownerDocument.documentElement.lang,
    );
    assert.equal(language, 'de');
  });

  await test('at 200 % there is room for the steps and for what is said of one', async () => {
    for (const selector of ['.timeline', '.side']) {
      const { height } = await (await inWebview(selector)).boundingBox();
      assert.ok(height > 120, `${selector}: ${height}`);
    }
    await user.closePages();
  });

  await test('the page of who reaches what is in German', async () => {
    await page.locator('.activitybar [aria-label^="T-SQL"]').first().click();
    const row = (text) => page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
    for (const text of ['Databases', 'Shop', 'Tables and views']) {
      await row(text).click();
      if ((await row(text).getAttribute('aria-expanded')) === 'false') await page.keyboard.press('ArrowRight');
    }
    await row('dbo.Orders').hover();
    await row('dbo.Orders').locator(`a.action-label[aria-label^="${whoReaches()}"]`).first().click({ force: true });
    await inWebview('.reach table');
    assert.deepEqual(await englishIn('.reach'), []);
    await shoot('german-reach');
  });
} finally {
  await user.close();
}
report();

/** Labels of our own that are as in English: those for which German has another word. */
async function englishIn(selector) {
  const labels = await (await inWebview(selector)).evaluate((page) => {
    const own = 'h1, h2, h3, h4, label, button, option, caption, th, summary, .status span, .s3';
    const texts = [...page.querySelectorAll(own)].map((one) => one.textContent.trim());
    const said = [...page.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((one) =>
      ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
    );
    return [...texts, ...said];
  });
  const words = Object.keys(german).filter((text) => german[text] !== text && !text.includes('{') && text.length > 2);
  assert.ok(
    labels.some((label) => Object.values(german).includes(label)),
    labels.join('\n'),
  );
  return labels.filter((label) => words.includes(label));
}

function whoReaches() {
  return JSON.parse(readFileSync(path.join(root, 'package.nls.de.json'), 'utf8'))['command.whoReaches'];
}
