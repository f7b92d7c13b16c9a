// Renders icon.svg to the icon.png that the package shows. Needs the editor of tools/vscode-host.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../vscode-host/host.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const browser = await launchChromium();
const page = await (
  await browser.newContext({ viewport: { width: 128, height: 128 }, deviceScaleFactor: 2 })
).newPage();
await page.setContent(
  `<body style="margin:0;background:transparent">${readFileSync(path.join(here, 'icon.svg'), 'utf8')}</body>`,
);
await page.screenshot({ path: path.join(here, '../../icon.png'), omitBackground: true });
await browser.close();
