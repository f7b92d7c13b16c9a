// The simulation panel by mouse and keyboard; called by user.mjs. Its pictures are those of docs/simulation.md.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './driver.mjs';

/** A refusal three calls deep, in a database whose neighbour trusts it or not; names that would be markup. */
export const deepSetup = `CREATE LOGIN clerk WITH PASSWORD = 'x';
CREATE LOGIN boss WITH PASSWORD = 'x';
CREATE LOGIN [<img src=x onerror=document.title=1>] WITH PASSWORD = 'x';
CREATE DATABASE Till;
CREATE DATABASE Vault;
GO
USE Vault;
CREATE USER clerk;
CREATE USER boss;
CREATE USER [<img src=x onerror=document.title=1>];
CREATE TABLE dbo.Cash (amount money);
GRANT SELECT ON dbo.Cash TO boss;
GO
USE Till;
CREATE USER clerk;
CREATE USER boss;
CREATE USER [<img src=x onerror=document.title=1>];
GO
CREATE SCHEMA safe AUTHORIZATION boss;
GO
CREATE TABLE safe.Notes (serial int);
GO
CREATE PROCEDURE dbo.CountNotes AS SELECT COUNT(*) FROM safe.Notes;
GO
CREATE PROCEDURE dbo.CloseTill AS EXECUTE dbo.CountNotes;
GO
CREATE PROCEDURE dbo.EndOfDay AS EXECUTE dbo.CloseTill;
GO
CREATE PROCEDURE dbo.AskVault WITH EXECUTE AS 'boss' AS SELECT amount FROM Vault.dbo.Cash;
GO
GRANT EXECUTE TO public;
GO
`;
export const deep = `--# session: login=clerk db=Till
EXECUTE dbo.EndOfDay;
EXECUTE dbo.AskVault;
`;

/** A run of 20,000 steps. */
const long = `--# session: login=clerk db=Till
${'SELECT serial FROM safe.Notes;\n'.repeat(20_000)}`;

/** Where the panel stands in the window. */
const beside = { x: 893, y: 36, width: 547, height: 936 };

export async function panelTests({ page, test, picture, openFile, inWebview, closePages, simulate, workspace }) {
  const start = async (login, file = 'deep.sql') => {
    await openFile(file);
    await simulate(login, 'Till');
    await inWebview('.line', 'connects');
  };
  const option = async (selector, value) => (await inWebview(selector)).selectOption(value);

  await test('a refusal three calls deep is found in the panel', async () => {
    await start('clerk');
    const line = await inWebview('.line', 'SELECT COUNT(*) FROM safe.Notes');
    await line.click();
    await inWebview('.answer', 'Msg 229');
    assert.equal(await line.getAttribute('aria-level'), '4');
    assert.match(await line.getAttribute('aria-label'), /refused, as clerk .*Msg 229/);
    await page.waitForTimeout(300);
    await picture('panel-deep', beside);
  });

  await test('three designs for one refusal, each tried', async () => {
    await (await inWebview('button', 'What would let it through?')).click();
    await inWebview('.designs h3', 'Module signing');
    const articles = await (await inWebview('.designs')).locator('article').allInnerTexts();
    assert.equal(articles.length, 3);
    for (const text of articles) assert.match(text, /✓ The server would run it\.[\s\S]*What it opens/);
    await (await inWebview('.designs')).scrollIntoViewIfNeeded();
    await picture('panel-designs', beside);
    await (await inWebview('.designs button', 'Suppose it')).click();
    await inWebview('.facts', 'Ownership chain');
    await (await inWebview('.line.differs', 'SELECT COUNT(*)')).waitFor();
    await (await inWebview('.facts button.small')).click();
  });

  await test('two logins side by side', async () => {
    const other = await inWebview('#other');
    await other.fill('boss');
    await other.press('Enter');
    const line = await inWebview('.line.differs.answer', 'SELECT COUNT(*) FROM safe.Notes');
    assert.equal((await line.locator('.signs').innerText()).replace(/\s/g, ''), '✗✓');
    await inWebview('.who', 'boss (login boss)');
    await (await inWebview('.side')).evaluate((side) => side.scrollTo(0, 0));
    await picture('panel-two-logins', beside);
    await other.fill('');
    await other.press('Enter');
    await (await inWebview('.timeline:not(.two)')).waitFor();
  });

  await test('TRUSTWORTHY is switched, and what it opens is said', async () => {
    await (await inWebview('.line', 'SELECT amount FROM Vault.dbo.Cash')).click();
    await inWebview('.answer', 'Msg 916');
    await (await inWebview('.choices summary')).click();
    await (await inWebview('button.choice', 'TRUSTWORTHY on in Till')).click();
    const line = await inWebview('.line.differs', 'SELECT amount FROM Vault.dbo.Cash');
    assert.equal((await line.locator('.signs').innerText()).replace(/\s/g, ''), '✗✓');
    await (await inWebview('.facts pre')).scrollIntoViewIfNeeded();
    await picture('panel-trustworthy', beside);
    await (await inWebview('.facts input[type=checkbox]')).uncheck();
    await (await inWebview('.timeline:not(.two)')).waitFor();
  });

  await test('the panel is used by keyboard, and says what it is to a screen reader', async () => {
    const tree = await inWebview('[role=tree]');
    await tree.focus();
    await tree.press('Home');
    await tree.press('ArrowDown');
    const active = async () => {
      const id = await tree.getAttribute('aria-activedescendant');
      return tree.locator(`#${id}`);
    };
    assert.equal(await (await active()).getAttribute('aria-posinset'), '2');
    await tree.press('End');
    const last = await active();
    assert.equal(await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize'));
    const search = await inWebview('#search');
    await search.fill('CountNotes');
    await eventually(async () => {
      const found = await tree.locator('.line').allInnerTexts();
      assert.ok(found.length > 0 && found.every((text) => /CountNotes/.test(text)), found.join('\n'));
    });
    await search.fill('');
    await option('#filter', 'refusals');
    await eventually(async () => {
      const refused = await tree.locator('.line').allInnerTexts();
      assert.ok(refused.some((text) => /SELECT COUNT/.test(text)) && !refused.some((text) => /connects/.test(text)));
    });
    await option('#filter', 'all');
    const line = await inWebview('.line', 'EXECUTE dbo.EndOfDay');
    await line.click();
    await tree.press('Enter');
    await page.locator('.monaco-editor.focused .view-line', { hasText: 'EndOfDay' }).first().waitFor();
  });

  await test('it runs again when the text changes, and says so', async () => {
    await page.locator('.monaco-editor .view-line', { hasText: 'AskVault' }).first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('SELECT serial FROM safe.Notes;');
    await inWebview('.status', 'because the text has changed');
    await inWebview('.line', 'SELECT serial FROM safe.Notes');
    // all of it: a script that breaks off would leave open what there is in its database
    for (let key = 0; key < 40; key++) await page.keyboard.press('Control+z');
  });

  await test('it runs again when another script changes on disk', async () => {
    const setup = path.join(workspace, 'deep-setup.sql');
    const allows = (sign) => inWebview(`.line .sign[title="${sign}"] ~ .text`, 'SELECT COUNT(*) FROM safe.Notes');
    await allows('refused');
    try {
      writeFileSync(setup, `${deepSetup}USE Till;\nGRANT SELECT ON safe.Notes TO clerk;\nGO\n`);
      await allows('runs');
      await inWebview('.status', 'run again at'); // what was typed before may be the reason that it gives
    } finally {
      writeFileSync(setup, deepSetup);
    }
    await allows('refused');
  });

  await test('names that would be markup are names', async () => {
    const login = await inWebview('#login');
    await login.fill('<img src=x onerror=document.title=1>');
    await login.press('Enter');
    await inWebview('.who', '<img src=x');
    const frame = await login.evaluate(({ ownerDocument }) => ({
      pictures: ownerDocument.images.length,
      policy: ownerDocument.querySelector('meta[http-equiv]').getAttribute('content'),
      title: ownerDocument.title,
    }));
    assert.equal(frame.pictures, 0);
    assert.equal(frame.title, 'Simulation');
    assert.doesNotMatch(frame.policy, /unsafe/);
  });

  await test('the panel survives a reload of the window', async () => {
    let kept = '';
    // the editor keeps what a page tells it behind a while: on a slow machine, a long one
    for (const pause of [1500, 5000, 15_000]) {
      const login = await inWebview('#login');
      await login.fill('clerk');
      await login.press('Enter');
      await eventually(async () => {
        const said = await (await inWebview('.status')).innerText();
        assert.ok(/would run/.test(said) && !/not declared/.test(said), said);
      });
      await page.waitForTimeout(pause);
      await page.reload();
      await inWebview('.line', 'SELECT COUNT(*) FROM safe.Notes');
      kept = await (await inWebview('#login')).inputValue();
      if (kept === 'clerk') break;
    }
    assert.equal(kept, 'clerk');
    await closePages();
  });

  await test('a run of 20,000 steps opens at once and scrolls', async () => {
    writeFileSync(path.join(workspace, 'long.sql'), long);
    await start('clerk', 'long.sql');
    await inWebview('.status', '20000 refused');
    const tree = await inWebview('[role=tree]');
    const { lines, slow } = await tree.evaluate(async (timeline) => {
      const times = [];
      for (let turn = 0; turn < 60; turn++) {
        const before = performance.now();
        timeline.scrollTop += 4_000;
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        times.push(performance.now() - before);
      }
      return { lines: timeline.querySelectorAll('.line').length, slow: times.sort((a, b) => a - b)[15] };
    });
    assert.ok(lines < 200, `${lines} lines are elements`);
    assert.ok(slow < 50, `three of four scrolls take ${slow} ms and more`);
    await tree.focus();
    await tree.press('End');
    await inWebview('.line[aria-posinset="20001"][aria-selected="true"]');
    await closePages();
  });

  await test('the security explorer shows who reaches a table, as a picture and as a table', async () => {
    await page.locator('.activitybar [aria-label^="T-SQL Security"]').first().click();
    const row = (text) => page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
    const expand = async (text) => {
      await row(text).click();
      if ((await row(text).getAttribute('aria-expanded')) === 'false') await page.keyboard.press('ArrowRight');
    };
    await row('Databases').waitFor();
    await expand('Databases');
    await expand('Till');
    await expand('Tables and views');
    await row('safe.Notes').hover();
    await row('safe.Notes').locator('a.action-label[aria-label^="Who Can Reach"]').first().click({ force: true });
    await inWebview('h1', 'Who can reach OBJECT::safe.Notes');
    assert.match(await (await inWebview('.reach table')).innerText(), /boss/);
    assert.ok((await (await inWebview('.reach')).locator('svg rect').count()) > 1);
    await picture('explorer-reach', { x: 48, y: 36, width: 960, height: 400 });
    await closePages();
    await expand('Logins');
    await row('wanda').hover();
    await row('wanda').locator('a.action-label[aria-label^="What Can This Reach"]').first().click({ force: true });
    await inWebview('h1', 'What login wanda can reach');
    await page.waitForTimeout(300);
    await picture('explorer-what', { x: 356, y: 40, width: 1076, height: 360 });
    await closePages();
    await page.keyboard.press('Control+Shift+E');
  });
}
