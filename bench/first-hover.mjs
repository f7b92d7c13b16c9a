// How soon there is a hover in a window that opens with a script in it, and how soon an extension could show one at all.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * The mouse goes to another letter so often, in milliseconds: an editor that had nobody to ask asks again only then. While it
 * says that it waits for an answer, the mouse rests.
 */
const step = 150;

/** For settings: how long the mouse has to rest is the user's own. */
export const atOnce = { 'editor.hover.delay': 1 };

/**
 * Opens the window again with the script that is open in it. In milliseconds since the window is there: the script is drawn,
 * and a hover is. `at`: the text of a line in sight and the word in it.
 */
export async function firstHover({ page, editor, away }, at) {
  await away();
  await page.reload();
  await page.locator('.monaco-workbench .explorer-folders-view').first().waitFor();
  const there = performance.now();
  const since = () => performance.now() - there;
  await editor.locator('.view-line').first().waitFor();
  const drawn = since();
  const waiting = page.locator('.monaco-hover:visible', { hasText: /^\s*Loading/ }).first();
  const answer = page.locator('.monaco-hover:visible', { hasText: /^(?!\s*Loading)\s*\S/ }).first();
  for (let turn = 0; since() < 60_000; turn++) {
    const word = await page.evaluate(placeOf, at);
    if (word) await page.mouse.move(word.x + (turn % 2 === 0 ? 0.3 : 0.7) * word.width, word.y + word.height / 2);
    const isShown = (timeout) =>
      answer.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
    do if (await isShown(step)) return { drawn, hover: since() };
    while (await waiting.isVisible());
  }
  throw new Error('no hover came');
}

/** Runs in the page: where the word is drawn; undefined: not yet. */
function placeOf({ line, word }) {
  const shown = [...document.querySelectorAll('.editor-instance .view-line')];
  const found = shown.find(({ textContent }) => textContent.replaceAll('\u00a0', ' ').includes(line));
  const texts = found && document.createTreeWalker(found, NodeFilter.SHOW_TEXT);
  while (texts?.nextNode()) {
    const at = texts.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + word.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }
  return undefined;
}

/** The folder of an extension that says the same everywhere at once, and what removes it. */
export function bareExtension() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsqlctx-bare-'));
  const about = { name: 'bare', publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.90.0' }, main: 'main.js' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...about, activationEvents: ['onLanguage:sql'] }));
  writeFileSync(
    path.join(folder, 'main.js'),
    `const { Hover, languages } = require('vscode');
exports.activate = () => languages.registerHoverProvider('sql', { provideHover: () => new Hover('here') });\n`,
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
