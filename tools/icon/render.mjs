// Renders icon.svg to the icon.png that the package shows. Needs the editor of tools/vscode-host.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import optimise, { init } from '@jsquash/oxipng/optimise.js';
import { launchChromium } from '../vscode-host/host.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const browser = await launchChromium();
const page = await (
  await browser.newContext({ viewport: { width: 128, height: 128 }, deviceScaleFactor: 2 })
).newPage();
await page.setContent(
  `<body style="margin:0;background:transparent">${readFileSync(path.join(here, 'icon.svg'), 'utf8')}</body>`,
);
const picture = await page.screenshot({ omitBackground: true });
await browser.close();

// half of what Chromium writes, pixel for pixel; by itself it would fetch its wasm
const wasm = createRequire(import.meta.url).resolve('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm');
await init(await WebAssembly.compile(readFileSync(wasm)));
writeFileSync(
  path.join(here, '../../icon.png'),
  Buffer.from(await optimise(picture, { level: 4, optimiseAlpha: true })),
);
