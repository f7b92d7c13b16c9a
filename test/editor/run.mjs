// Runs the tests of index.ts in an editor: the one of tools/vscode-host, or desktop VS Code where that can be fetched.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { bundle, bundleTests } from './bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
await bundleTests();
process.exitCode = await runTests({
  ...(process.env.TSQLCTX_HEADLESS && { vscodeExecutablePath: path.join(root, 'tools/vscode-host/code-headless') }),
  extensionDevelopmentPath: root,
  extensionTestsPath: bundle,
  launchArgs: [path.join(root, 'samples'), '--disable-extensions'],
  extensionTestsEnv: { ...(process.env.TEST_COUNTS && { TEST_COUNTS: process.env.TEST_COUNTS }) },
}).catch((error) => {
  console.error(String(error));
  return 1;
});
