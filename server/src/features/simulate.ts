/** The simulation of a script, of a part of it, or of a call of one of its modules, as a login; who can be picked. */
import { fold } from '../text/name';
import { type How, moduleCallAt, type Target } from '../workspace/request';
import type { Analysed } from '../workspace/workspace';
import { type Row, rowsOf } from './simulation';

/** How a simulation is asked for: one run on a server, as a login that starts in a database. */
export function simulationOf(login: string, database: string, target: Target): How {
  return { run: 'predicted', as: { login, database }, target };
}

/** The rows of a simulated run. `whole`: the analysis of the script that it was asked about. */
export function simulatedRows(simulated: Analysed, whole: Analysed): readonly Row[] {
  return rowsOf(
    simulated.analysis.run,
    simulated.script,
    [...whole.others, ...whole.included, whole.script].filter((script) => script !== simulated.script),
  );
}

/** What was run, where it is not the whole script. */
export function simulatedPart({ script }: Analysed, target: Target): string | undefined {
  switch (target.kind) {
    case 'file':
      return undefined;
    case 'selection':
      return 'Selection';
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
