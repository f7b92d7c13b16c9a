/** Which scripts call the modules of which: by the names that stand in them, outside the bodies of modules. */
import type { Script } from '../syntax/statement';
import { memo } from '../text/memo';
import { calledIn, startedBy } from './called';
import { Named } from './named';
import type { Analysed, Workspace } from './workspace';

/** So many scripts that call the modules of a script are looked at. */
const most = 12;

/** The analyses of other scripts that call the modules of a script, or fire its triggers. */
export function* callersOf(workspace: Workspace, uri: string): Generator<undefined, readonly Analysed[]> {
  const script = workspace.script(uri);
  if (!script) return [];
  const found: Analysed[] = [];
  yield* calling(workspace).preparing(workspace.scripts());
  for (const other of calling(workspace).mentioning(workspace.scripts(), startedBy(script))) {
    if (found.length >= most) break;
    if (other.uri === script.uri) continue;
    const analysed = yield* workspace.analyse(other.uri, { run: 'possible' });
    if (analysed) found.push(analysed);
  }
  return found;
}

/** The scripts that call modules of some names, folded; not all, where there are many. */
export function callingScripts(workspace: Workspace, names: readonly string[]): readonly Script[] {
  return calling(workspace).mentioning(workspace.scripts(), names).slice(0, most);
}

const calling = memo((_: Workspace) => new Named(calledIn));
