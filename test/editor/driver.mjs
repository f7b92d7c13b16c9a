// A user at the packaged extension: an editor of its own on a folder, what mouse and keyboard do there, and pictures of it.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexed, isSame, pngOf, webpOf } from '../../tools/pictures.mjs';
import { installVsix, launchChromium, startServer } from '../../tools/vscode-host/host.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const shots = path.join(root, 'test/screenshots');
/** Of the documentation: those that there are, and the names of those that a run has taken. */
export const pictures = path.join(root, 'docs/images');
export const taken = path.join(shots, 'taken.txt');

const look = {
  'files.autoSave': 'off',
  'editor.cursorBlinking': 'solid', // pictures are alike
  'editor.fontSize': 13,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
};

/** Hides what is another in each run: the folder of the scripts, and scroll bars, which fade. */
const style = '.peekview-title .dirname, .monaco-scrollable-element > .scrollbar { display: none !important; }';

/** So long is waited for what has to come, in milliseconds: a machine may be slow. */
const patience = 90_000;

/**
 * Opens the editor. `fill` puts the scripts into the folder that is open in it, `folder` is one that is there; without them
 * the window is empty. `language`: what the editor tells its extensions that it speaks; its own words stay English.
 * `instead`: folders of extensions in place of ours.
 */
export async function openEditor({
  fill,
  folder,
  settings = {},
  viewport = { width: 1100, height: 720 },
  scale = 1,
  language,
  rest,
  instead,
}) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-user-'));
  const workspace = path.join(dataDir, 'shop');
  mkdirSync(workspace);
  fill?.(workspace);
  if (!instead) installVsix(path.join(root, 'tsql-execution-context.vsix'), dataDir);
  const server = await startServer({ dataDir, settings: { ...look, ...settings }, more: instead });
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  const page = await context.newPage();
  if (language) await page.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
  const shown = fill ? workspace : folder;
  await page.goto(shown ? `${server.url}/?folder=${encodeURIComponent(shown)}` : server.url);
  return {
    ...userAt(page, rest),
    workspace,
    /** The process of VS Code's server. */
    serverId: server.child.pid,
    /** Settings of the user, beside those of the test. */
    set(more) {
      const file = path.join(dataDir, 'data/User/settings.json');
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...more }, null, 2));
    },
    async close() {
      await browser.close().catch(() => {});
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a user does at a page that shows the editor. `rest`: where the mouse is when it points at nothing. */
export function userAt(page, rest = [200, 480]) {
  mkdirSync(shots, { recursive: true });
  page.setDefaultTimeout(patience);
  const editor = page.locator('.editor-instance .monaco-editor').first();
  const away = () => page.mouse.move(...rest);
  const user = {
    page,
    editor,
    away,
    async openFile(name) {
      const file = page.locator('.explorer-folders-view').getByText(name, { exact: true });
      // a window that is slow to open may miss that a file was written
      if (!(await comes(file, { timeout: patience / 3 }))) await user.command('File: Refresh Explorer');
      await file.dblclick();
      await page.locator('.tab.active', { hasText: name }).waitFor();
      await editor.locator('.view-line').first().waitFor();
    },
    async goToLine(line) {
      await page.keyboard.press('Control+g');
      await page.locator('.quick-input-widget input').first().fill(`:${line}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },
    /** Runs a command by its title. */
    async command(title) {
      await (await user.inPalette(title)).click();
    },
    /**
     * Opens the palette, types a title as far as it is given, and answers the row of the command. A window that is still
     * opening takes the focus away, and has a palette without the commands that it learns of later: it is opened again.
     */
    async inPalette(title) {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title.split(': ').at(-1) }).first();
      const input = page.locator('.quick-input-widget input').first();
      for (const end = Date.now() + patience; ; ) {
        await page.keyboard.press('F1');
        if (await comes(input, { timeout: patience / 9 })) {
          await input.pressSequentially(title);
          if (await comes(row, { timeout: patience / 9 })) return row;
        }
        if (Date.now() > end) throw new Error(`the palette does not offer ${title}`);
        await page.keyboard.press('Escape');
      }
    },
    /** One of a list that is offered. */
    async pickRow(text) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
    },
    /** Simulates the open script as somebody, from the palette. */
    async simulate(login, database) {
      await user.command('T-SQL: Simulate as Login');
      await user.pickRow('Whole script');
      for (const name of [login, database]) await user.answer(name);
    },
    /** Types what is offered in a list, when it is there. */
    async answer(text) {
      await page.locator('.quick-input-widget').getByText(text, { exact: true }).first().waitFor();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    /** Hovers over a word until there is an answer with some text. `nth`: which of those in sight. */
    async hoverOver(word, text, nth = -1) {
      const found = editor.locator('.view-line span span', { hasText: word });
      const token = nth < 0 ? found.last() : found.nth(nth);
      const hover = page.locator('.monaco-hover:visible', { hasText: text });
      const end = Date.now() + patience;
      for (let wait = 1500; Date.now() < end; wait = Math.min(wait * 1.5, 10_000)) {
        await away();
        // a slow editor that sees the mouse come back at once keeps what it shows
        await comes(page.locator('.monaco-hover:visible').first(), { state: 'hidden', timeout: wait });
        await token.hover();
        if (await comes(hover.first(), { timeout: wait })) return hover.first();
      }
      throw new Error(`no hover on ${word} with ${text}`);
    },
    /** The first element of that kind in a page that the editor renders. */
    async inWebview(selector, text) {
      for (const end = Date.now() + patience; Date.now() < end; ) {
        for (const frame of page.frames()) {
          const found = frame.locator(selector, text === undefined ? {} : { hasText: text }).first();
          if (frame !== page.mainFrame() && (await found.count().catch(() => 0)) > 0) return found;
        }
        await page.waitForTimeout(200);
      }
      throw new Error(`no ${selector} in a rendered page`);
    },
    /** Closes what is open with the mouse: a rendered page keeps the keys to itself. */
    async closePages() {
      const tabs = page.locator('.tabs-container .tab');
      for (let left = await tabs.count(); left > 0; left = await tabs.count()) {
        await tabs.last().click({ button: 'middle' });
        await tabs.nth(left - 1).waitFor({ state: 'detached' });
      }
    },
    async closeAll() {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+w');
      await page.locator('.tab').first().waitFor({ state: 'detached' });
    },
    /** Takes back what was typed in the editor that has the focus. */
    async undoAll() {
      const dirty = page.locator('.tab.active.dirty');
      for (let tries = 0; tries < 100 && (await dirty.count()) > 0; tries++) await page.keyboard.press('Control+z');
      await dirty.first().waitFor({ state: 'detached' });
    },
    async shoot(name, clip) {
      const image = indexed(await page.screenshot({ style, animations: 'disabled', ...(clip && { clip }) }));
      writeFileSync(path.join(shots, `${name}.png`), pngOf(image));
      return image;
    },
    /** One for the documentation. It is said where it is another than the last one; UPDATE=1 puts it in its place. */
    async picture(name, clip) {
      const file = path.join(pictures, `${name}.webp`);
      const image = await user.shoot(name, clip);
      appendFileSync(taken, `${name}\n`);
      if (existsSync(file) && (await isSame(readFileSync(file), image))) return;
      console.log(`      ${name} is another picture than the last one`);
      if (process.env.UPDATE) writeFileSync(file, await webpOf(image));
    },
    /** One of an element, or of the left and the top of it, with a little around it. */
    async pictureOf(name, element, { around = 4, left = Number.POSITIVE_INFINITY, top = left } = {}) {
      const box = await element.boundingBox();
      const [x, y] = [Math.max(0, box.x - around), Math.max(0, box.y - around)];
      const [width, height] = [Math.min(box.width, left) + 2 * around, Math.min(box.height, top) + 2 * around];
      await user.picture(name, { x, y, width, height });
    },
    /** One of the line numbers and the text, between two lines. */
    async pictureLines(name, first, last, { left = 10, below = 0, width = 760 } = {}) {
      const at = (line) =>
        editor
          .locator('.line-numbers', { hasText: new RegExp(`^${line}$`) })
          .first()
          .boundingBox();
      await eventually(async () => {
        const [before, bottom, top] = [await at(first), await at(last), await at(first)]; // lines are drawn anew now and then
        if (before.y !== top.y) throw new Error('the lines move');
        const clip = { x: top.x - left, y: top.y - 4, width, height: bottom.y + bottom.height + below + 8 - top.y };
        await user.picture(name, clip);
      });
    },
  };
  return user;
}

/** Tries again what fails, for as long as it may come. */
export async function eventually(steps) {
  for (const end = Date.now() + patience; ; await new Promise((later) => setTimeout(later, 100)))
    try {
      return await steps();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
}

/** Whether it comes to that in time. */
function comes(element, wanted) {
  return element.waitFor(wanted).then(
    () => true,
    () => false,
  );
}

/**
 * Runs tests one after another, says how each went, and counts. One that fails is tried once more, for a window that another
 * process held up, and it is said. `kind`: in the names of the pictures of what was there then.
 */
export function testsOf({ page, shoot }, kind) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  let failures = 0;
  const test = async (name, steps) => {
    for (const last of [false, true])
      try {
        await steps();
        counts.passed++;
        console.log(`  ok: ${name}`);
        return;
      } catch (error) {
        console.log(`  ${last ? 'FAILED' : 'tried once more'}: ${name}\n${error.stack}`);
        await shoot(`failed-${kind}-${++failures}`).catch(() => {});
        for (let time = 0; time < 2; time++) await page.keyboard.press('Escape').catch(() => {});
        if (!last) continue;
        counts.failed++;
        counts.failures.push(name);
      }
  };
  const report = () => {
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    process.exitCode = counts.failed > 0 ? 1 : 0;
  };
  return { test, report };
}
