// Watches what stands in the editor while somebody types: lenses, hints, ribbon, underlines and the colours of words, frame
// by frame, each at its place beside the line that it belongs to.

/** Watches from now on; `stop` answers what went and came back, or stood elsewhere for a while, each with the frames. */
export async function watch(page) {
  await page.evaluate(startIn);
  return {
    async stop() {
      const { frames, ticks } = await page.evaluate(() => window.watched.stop());
      return { frames, blinks: blinksOf(frames, ticks) };
    },
  };
}

/** What was there, was not in a later frame, and was there again. */
function blinksOf(count, ticks) {
  const names = new Set(ticks.flatMap(({ seen }) => seen));
  return [...names].flatMap((name) => {
    const [line] = /^colours of ".*?":/.exec(name) ?? []; // the editor draws its lines when it likes
    const there = ticks.map(
      ({ seen }) => seen.includes(name) || (line !== undefined && !seen.some((one) => one.startsWith(line))),
    );
    const first = there.indexOf(true);
    const gone = there.indexOf(false, first);
    const back = gone < 0 ? -1 : there.indexOf(true, gone);
    if (back < 0) return [];
    const instead = ticks[gone].seen.filter((one) => !ticks[gone - 1].seen.includes(one));
    const when = `gone after ${ticks[gone].at} ms for ${ticks[back].at - ticks[gone].at} ms, of ${count} frames`;
    return [`${name}: ${when}${instead.length > 0 ? `; meanwhile: ${instead.join(', ')}` : ''}`];
  });
}

/** Runs in the page. */
function startIn() {
  const began = performance.now();
  const ticks = [];
  let frames = 0;
  let last = '';
  let running = true;
  const root = document.querySelector('.editor-instance .monaco-editor');
  const painted = new MessageChannel(); // what it is told comes when the editor is done with the frame
  painted.port1.onmessage = () => {
    if (!running) return;
    frames++;
    const seen = look();
    const key = seen.join('\n');
    if (key !== last) ticks.push({ at: Math.round(performance.now() - began), seen });
    last = key;
    requestAnimationFrame(frame);
  };
  const frame = () => painted.port2.postMessage('');
  window.watched = {
    stop: () => {
      running = false;
      return { frames, ticks };
    },
  };
  requestAnimationFrame(frame);

  function look() {
    const lines = [...root.querySelectorAll('.view-lines > .view-line')]
      .map((element) => ({ element, top: topOf(element), text: plain(element.textContent) }))
      .sort((a, b) => a.top - b.top);
    const cursor = topOf(root.querySelector('.cursors-layer .cursor') ?? root);
    const beside = (top) => lines.findLast((line) => Math.abs(line.top - top) < 4);
    const found = [];
    for (const lens of root.querySelectorAll('.codelens-decoration')) {
      const top = topOf(lens);
      const below = lines.find((line) => line.top > top);
      found.push(
        `lens "${plain(lens.textContent)}" ${Math.round(below ? below.top - top : 0)} above "${start(below)}"`,
      );
    }
    for (const line of lines) {
      if (Math.abs(line.top - cursor) < 4) continue; // what is typed moves what stands behind it
      const [, hint] = /(→.*)$/.exec(line.text) ?? [];
      if (hint) found.push(`hint "${hint}" behind "${start(line)}"`);
      const words = [...line.element.querySelectorAll('span span')].map((one) => getComputedStyle(one).color);
      if (line.text.trim() !== '') found.push(`colours of "${line.text}": ${[...new Set(words)].join(' ')}`);
    }
    for (const mark of root.querySelectorAll('.view-overlays [class*="ced-"], .view-overlays [class*="squiggly-"]')) {
      const top = topOf(mark);
      const style = getComputedStyle(mark);
      const line = beside(top);
      if (!line || Math.abs(top - cursor) < 4) continue;
      if (mark.className.includes('squiggly-')) found.push(`underline of "${start(line)}"`);
      else if (style.borderLeftWidth !== '0px')
        found.push(`ribbon ${style.borderLeftWidth} ${style.borderLeftColor} beside "${start(line)}"`);
    }
    return [...new Set(found)];
  }
  function topOf(element) {
    return element.getBoundingClientRect().top;
  }
  function plain(text) {
    return (text ?? '').replaceAll('\u00a0', ' ');
  }
  function start(line) {
    return line ? line.text.trim().slice(0, 40) : '';
  }
}
