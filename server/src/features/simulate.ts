/** What can be simulated and as whom: a script, a part of it, or a call of one of its modules. */

import type { Catalog } from '../catalog/model';
import { stageOf } from '../engine/start/analysis';
import { noneTracked } from '../engine/calls/tracked';
import { newWork } from '../engine/session/work';
import { finish } from '../text/finish';
import { declaredCatalog } from '../engine/start/declarations';
import { runScript } from '../engine/run/script';
import type { Script, StatementOf } from '../syntax/statement';
import { bracket, fold } from '../text/name';
import type { Span } from '../text/span';
import type { Analysed, Workspace } from '../workspace/workspace';
import { stepAt } from './locate';
import { type Row, rowsOf } from './simulation';

export interface SimulationRequest {
  readonly login: string;
  readonly database: string;
  readonly target:
    | { readonly kind: 'file' }
    | { readonly kind: 'selection'; readonly span: Span }
    | { readonly kind: 'module'; readonly offset: number };
}

export interface Simulated {
  readonly rows: readonly Row[];
  /** What was run, where it is not the whole script. */
  readonly what?: string;
}

/**
 * Runs the target as a login. A whole script starts from what the other scripts declare; a selection or a call finds
 * what the script itself declares, too. So does a script that makes the login as which it is run.
 */
export function simulated(workspace: Workspace, analysed: Analysed, request: SimulationRequest): Simulated | undefined {
  const { script } = analysed;
  const { target } = request;
  switch (target.kind) {
    case 'file': {
      const known = [...analysed.start.server.principals.values()].some(
        ({ name }) => fold(name) === fold(request.login),
      );
      return { rows: run(workspace, analysed, script, known ? analysed.start : withOwn(workspace, analysed), request) };
    }
    case 'selection': {
      const part = workspace.selection(script.uri, target.span);
      if (!part || part.batches.every(({ batch }) => batch.statements.length === 0)) return undefined;
      return { rows: run(workspace, analysed, part, withOwn(workspace, analysed), request), what: 'Selection' };
    }
    case 'module': {
      const module = moduleCallAt(analysed, target.offset);
      if (!module?.call) return undefined;
      return {
        rows: run(workspace, analysed, workspace.snippet(module.call), withOwn(workspace, analysed), request),
        what: `Call of ${module.name}`,
      };
    }
  }
}

function run(
  workspace: Workspace,
  analysed: Analysed,
  script: Script,
  catalog: Catalog,
  { login, database }: SimulationRequest,
): readonly Row[] {
  const scripts = [...analysed.others, analysed.script];
  const definitions = script === analysed.script ? analysed.definitions : workspace.definitions([...scripts, script]);
  const sessions = script === analysed.script ? stageOf(script).sessions : [];
  const running = runScript(
    { definitions, errors: 'predicted', enterCalls: true, tracked: noneTracked, loops: 0, work: newWork() },
    script,
    {
      catalog,
      login,
      database,
      sessions,
    },
  );
  return rowsOf(finish(running), script, scripts);
}

function withOwn(workspace: Workspace, { script, others }: Analysed): Catalog {
  const scripts = [...others, script];
  return declaredCatalog(scripts, workspace.fresh(), workspace.stage.database, workspace.definitions(scripts));
}

export interface ModuleCall {
  readonly name: string;
  /** A batch that calls it; undefined where nothing that can be written here does. */
  readonly call: string | undefined;
}

/** The module whose definition holds an offset. */
export function moduleCallAt(analysed: Analysed, offset: number): ModuleCall | undefined {
  const located = stepAt(analysed, offset);
  const { statement } = located?.step ?? {};
  const module = located?.module ?? (statement?.kind === 'create_module' ? statement : undefined);
  return module && { name: module.name.text, call: callOf(module) };
}

/** A call with arguments that nothing is known about. */
function callOf(module: StatementOf<'create_module'>): string | undefined {
  const name = [module.name.schema ?? 'dbo', module.name.name].map(bracket).join('.');
  const values = module.parameters.map((parameter) => ({
    ...parameter,
    value: `@value_of_${parameter.name.slice(1)}`,
  }));
  switch (module.type) {
    case 'procedure':
      return `EXECUTE ${name} ${values.map((one) => `${one.name} = ${one.value}${one.output ? ' OUTPUT' : ''}`).join(', ')};`;
    case 'function': {
      const call = `${name}(${values.map((one) => one.value).join(', ')})`;
      return module.returns === 'scalar' ? `SELECT ${call};` : `SELECT * FROM ${call};`;
    }
    case 'view':
      return `SELECT * FROM ${name};`;
    case 'trigger': {
      const { on, events } = module.trigger ?? {};
      if (on?.kind !== 'object') return undefined;
      const table = [on.name.schema ?? 'dbo', on.name.name].map(bracket).join('.');
      if (events?.includes('INSERT')) return `INSERT INTO ${table} DEFAULT VALUES;`;
      return events?.includes('UPDATE') ? `UPDATE ${table} SET value = value;` : `DELETE FROM ${table};`;
    }
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
