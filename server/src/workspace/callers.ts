/** Which scripts call the modules of which: by the names that stand in them, outside the bodies of modules. */
import { callSites } from '../engine/run/called-bodies';
import type { Analysis } from '../engine/start/analysis';
import { addressOf, moduleIdOf, modulesOf } from '../engine/start/definitions';
import type { Script, Statement } from '../syntax/statement';
import { memo, once } from '../text/memo';
import { calledIn, startedBy } from './called';
import { Named } from './named';
import type { Analysed, Workspace } from './workspace';

/** So many scripts that call the modules of a script are looked at. */
const most = 12;

/** The analyses of other scripts that call the modules of a script, or fire its triggers: by the names. */
export function* callersOf(workspace: Workspace, uri: string): Generator<undefined, readonly Analysed[]> {
  const script = workspace.script(uri);
  return script ? yield* callersAmong(workspace, script, () => true) : [];
}

/**
 * The same without those of which it is known already that no call of theirs enters a module of the script, because they have
 * one of that name themselves, or call that of another database: for what is found in bodies. `own`: the analysis of the
 * script as it says itself, which may be a caller of the next one.
 */
export function* enteringCallersOf(
  workspace: Workspace,
  uri: string,
  own?: Analysed,
): Generator<undefined, readonly Analysed[]> {
  const script = workspace.script(uri);
  if (!script) return [];
  const bodies = once(() => modulesOf(script).map(([, module]) => module));
  const entered = enteredIn(workspace);
  const callers = yield* callersAmong(workspace, script, (other) => {
    const known = entered.get(other.uri);
    return !known || known.scripts.has(script.uri) || bodies().some((body) => known.bodies.has(body));
  });
  for (const one of own ? [own, ...callers] : callers)
    if (!entered.has(one.script.uri)) entered.set(one.script.uri, enteredBy(one.analysis));
  return callers;
}

function* callersAmong(
  workspace: Workspace,
  script: Script,
  mayCall: (script: Script) => boolean,
): Generator<undefined, readonly Analysed[]> {
  yield* calling(workspace).preparing(workspace.scripts());
  const found: (Analysed | 'none of its')[] = [];
  for (const other of calling(workspace).mentioning(workspace.scripts(), startedBy(script))) {
    if (found.length >= most) break;
    if (other.uri === script.uri) continue;
    const analysed = mayCall(other) ? yield* workspace.analyse(other.uri, { run: 'possible' }) : 'none of its';
    if (analysed) found.push(analysed);
  }
  return found.filter((one) => one !== 'none of its');
}

/** What the calls of a script enter. */
interface Entered {
  /** The addresses of the scripts whose modules they are. */
  readonly scripts: ReadonlySet<string>;
  /** The modules: a script that is included is there under several addresses. */
  readonly bodies: { has(module: Statement): boolean };
}

function enteredBy(analysis: Analysis): Entered {
  const modules = [...callSites(analysis.run)].flatMap(({ bodies }) => bodies.map(({ definition }) => definition));
  const ids = modules.map(moduleIdOf).filter((id) => id !== undefined);
  return { scripts: new Set(ids.map(addressOf)), bodies: new WeakSet(modules) };
}

/** What is known of the calls of scripts, by address, for as long as no script changes and they are asked for the same. */
function enteredIn(workspace: Workspace): Map<string, Entered> {
  const known = newest.get(workspace);
  const [scripts, { stage }] = [workspace.scripts(), workspace];
  if (known?.scripts === scripts && known.stage === stage) return known.entered;
  const entered = new Map<string, Entered>();
  newest.set(workspace, { scripts, stage, entered });
  return entered;
}

interface Known {
  readonly scripts: readonly Script[];
  readonly stage: Workspace['stage'];
  readonly entered: Map<string, Entered>;
}

const newest = new WeakMap<Workspace, Known>();

/** The scripts that call modules of some names, folded; not all, where there are many. */
export function callingScripts(workspace: Workspace, names: readonly string[]): readonly Script[] {
  return calling(workspace).mentioning(workspace.scripts(), names).slice(0, most);
}

const calling = memo((_: Workspace) => new Named(calledIn));
