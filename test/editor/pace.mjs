// How long the editor's extension host works for a keystroke, and how soon after one a finding is underlined.
import { readdirSync, readFileSync } from 'node:fs';

/** So much of the processor the extension host's main thread takes for a key, in milliseconds, beside what it takes idle. */
export async function hostTimePerKey({ page, serverId }, keys = 200) {
  const host = extensionHostOf(serverId);
  const rests = [await rateDuring(host, () => page.waitForTimeout(2000))];
  const began = busyOf(host);
  const started = performance.now();
  for (let index = 0; index < keys; index++) {
    await page.keyboard.type(index % 20 === 19 ? '\n' : '-');
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(1000); // what the last keys cause
  const [busy, took] = [busyOf(host) - began, performance.now() - started];
  rests.push(await rateDuring(host, () => page.waitForTimeout(2000)));
  return (busy - Math.min(...rests) * took) / keys;
}

/** Milliseconds from the last key of a statement that is refused to its underline, some times. */
export async function findingTimes({ page, editor }, statement, times = 7) {
  const marks = editor.locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint');
  const found = [];
  const before = await marks.count();
  for (let turn = 0; turn < times; turn++) {
    await page.keyboard.type(statement);
    found.push(await page.evaluate(untilMarked, before));
    for (let index = 0; index < statement.length; index++) await page.keyboard.press('Backspace');
    while ((await marks.count()) > before) await page.waitForTimeout(50);
    await page.waitForTimeout(500);
  }
  return found.sort((a, b) => a - b);
}

/** Runs in the page: waits until there are more marks. */
async function untilMarked(before) {
  const count = () => document.querySelectorAll('.editor-instance [class*="squiggly-"]').length;
  const began = performance.now();
  while (count() <= before && performance.now() - began < 20_000)
    await new Promise((drawn) => requestAnimationFrame(drawn));
  return Math.round(performance.now() - began);
}

async function rateDuring(host, wait) {
  const [busy, began] = [busyOf(host), performance.now()];
  await wait();
  return (busyOf(host) - busy) / (performance.now() - began);
}

/** How long its main thread has run, in milliseconds. */
function busyOf(process) {
  return Number(readFileSync(`/proc/${process}/task/${process}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function extensionHostOf(server) {
  return startedBy(server, 'type=extensionHost');
}

/** The process of our language server. */
export function languageServerOf(server) {
  return startedBy(server, 'dist/server.js');
}

/** The command line of a process; nothing of one that has ended meanwhile. */
function commandOf(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Among the processes that a server has started, the one with these words in its command line. */
function startedBy(server, words) {
  const parents = new Map();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const [, parent] = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
      parents.set(id, parent);
    } catch {} // it has ended
  const isBelow = (id) => id === String(server) || (parents.has(id) && isBelow(parents.get(id)));
  const all = [...parents.keys()].filter((id) => isBelow(id));
  const [found] = all.filter((id) => commandOf(id).includes(words));
  if (found === undefined) throw new Error(`there is no process with ${words}`);
  return Number(found);
}
