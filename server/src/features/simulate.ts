/** The simulation of a script, of a part of it, or of a call of one of its modules, as a login; who can be picked. */
import type { State, Step } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import { inOneLine, statementsOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import { fold } from '../text/name';
import { type How, moduleCallAt, type Target, takenOver } from '../workspace/request';
import type { Analysed } from '../workspace/workspace';
import { framesOf } from './describe';
import type { Connects } from './page';
import { type Row, rowsOf } from './simulation';

/** How a simulation is asked for: one run on a server, as a login that starts in a database. */
export function simulationOf(login: string, database: string, target: Target): How {
  if (target.kind === 'frame') return { run: 'predicted' };
  return { run: 'predicted', as: { login, database }, target };
}

/** The rows of a simulated run. `whole`: the analysis of the script that it was asked about. */
export function simulatedRows(simulated: Analysed, whole: Analysed, target: Target): readonly Row[] {
  const rows = rowsOf(
    simulated.analysis.run,
    simulated.script,
    [...(simulated.supposed ? [simulated.supposed] : []), ...whole.others, ...whole.included, whole.script].filter(
      (script) => script !== simulated.script,
    ),
  );
  return target.kind === 'frame' ? inFrame(rows, target.offset) : rows;
}

/** The EXECUTE AS at an offset and the rows behind it that run in its frame, up to the one that leaves it. */
function inFrame(rows: readonly Row[], offset: number): readonly Row[] {
  const first = rows.findIndex(({ place, level }) => level === 0 && place?.offset === offset);
  const pushed = rows[first]?.statement;
  if (!pushed) return [];
  const behind = rows.slice(first + 1);
  const end = behind.findIndex(({ before }) => !holdsFrame(before, pushed));
  return [rows[first]!, ...(end < 0 ? behind : behind.slice(0, end))];
}

/** Whether a frame that the statement pushed is on the stack of some world. */
function holdsFrame(state: State, pushed: Statement): boolean {
  if (state.kind === 'anything') return true;
  return (
    state.worlds.length === 0 ||
    state.worlds.some(({ stack }) => framesOf(stack).some(({ guard }) => guard.by === pushed))
  );
}

function frameHead(script: Script, offset: number): string {
  for (const { offset: at, node } of statementsOf(script))
    if (at === offset) return inOneLine(textOf(script, node, at), 60);
  return 'EXECUTE AS';
}

/** Who connects in a simulation, and in place of whom. `whole`: the analysis of the script that it was asked about. */
export function connects(simulated: Analysed, whole: Analysed, { login, target }: Picked): Connects | undefined {
  if (target.kind === 'frame') return undefined;
  const step = firstStep(simulated);
  const [world] = step?.before.kind === 'worlds' ? step.before.worlds : [];
  const ref = world?.stack.frame.login;
  const principal = ref?.kind === 'login' ? world?.catalog.server.principals.get(ref.id) : undefined;
  const mark = target.kind === 'file' ? takenOver(whole.script, { login }) : undefined;
  const { text } = whole.script;
  return {
    login: principal?.name ?? login,
    database: world?.catalog.databases.get(world.database)?.name ?? simulated.database,
    undeclared: ref !== undefined && (principal?.implied === true || !principal),
    ...(mark && {
      inPlaceOf: `line ${lineIndex(text).at(mark.span.start).line}, ${text.slice(mark.span.start, mark.span.end)}`,
    }),
  };
}

/** What was picked for a simulation. */
export interface Picked {
  readonly login: string;
  readonly target: Target;
}

function firstStep({ analysis }: Analysed): Step | undefined {
  const [part] = analysis.run.parts;
  if (part?.kind === 'included') return undefined;
  return part?.kind === 'logon' ? part.step : part?.run.steps[0]?.step;
}

/** What was run, where it is not the whole script. */
export function simulatedPart({ script }: Analysed, target: Target): string | undefined {
  switch (target.kind) {
    case 'file':
      return undefined;
    case 'selection':
      return 'Selection';
    case 'frame':
      return `Frame of ${frameHead(script, target.offset)}`;
    case 'module':
      return `Call of ${moduleCallAt(script, target.offset)?.name ?? 'the module'}`;
  }
}

/** The logins and databases that a simulation can start with: those that are there before the script or after it. */
export function knownTo({ start, analysis }: Analysed): {
  readonly logins: readonly { readonly name: string; readonly type: string }[];
  readonly databases: readonly string[];
} {
  const { exit } = analysis.run;
  const catalogs = new Set([start, ...(exit.kind === 'worlds' ? exit.worlds.map((world) => world.catalog) : [])]);
  const logins = new Map<string, { name: string; type: string }>();
  const databases = new Map<string, string>();
  for (const catalog of catalogs) {
    for (const { name, type } of catalog.server.principals.values()) {
      if (canConnect.has(type)) logins.set(fold(name), { name, type: type.replaceAll('_', ' ') });
    }
    for (const { name } of catalog.databases.values()) databases.set(fold(name), name);
  }
  const system = (name: string): number => Number(['master', 'tempdb', 'model', 'msdb'].includes(fold(name)));
  return {
    logins: [...logins.values()].sort((a, b) => a.name.localeCompare(b.name)),
    databases: [...databases.values()].sort((a, b) => system(a) - system(b) || a.localeCompare(b)),
  };
}

const canConnect: ReadonlySet<string> = new Set(['sql_login', 'windows_login', 'external_login']);
