// Every test there is: installs what is missing, builds, runs the suites, then the editor tests. The last line has the
// counts.
import path from 'node:path';
import { addedUp, failuresOf, leave, said } from './counts.mjs';
import { build, headless, node, root } from './run.mjs';

const editor = ['the installation of the editor', path.join(root, 'tools/vscode-host/install.mjs')];
await build(headless ? [editor] : []);
const programs = ['tools/suites.mjs', 'tools/test-editor.mjs'];
const total = addedUp(programs.map((file) => (env) => node([path.join(root, file)], { ...env, TSQLCTX_BUILT: '1' })));
leave(total);
console.log(`${failuresOf(total)}${said(total)}`);
