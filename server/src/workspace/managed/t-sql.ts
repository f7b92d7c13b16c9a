/** What the scripts say of assemblies: the modules that EXTERNAL NAME leads into C#, and who calls them. */

import { yearOf } from '../../catalog/builtin';
import { decideAssemblyTrust, isStrict } from '../../catalog/decide/assembly-trust';
import { findAssembly } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import type { ExternalName } from '../../clr/entries';
import { externalCalls } from '../../engine/calls/external';
import { moduleOf } from '../../engine/run/body-entry';
import { stepsAsRun } from '../../engine/run/steps';
import type { World } from '../../engine/session/model';
import { placedIn } from '../../engine/start/placed';
import { ofScripts } from '../../syntax/of-scripts';
import type { Script, StatementOf } from '../../syntax/statement';
import { offsetOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { shift } from '../../text/span';
import { callingScripts } from '../callers';
import type { Analysed, Workspace } from '../workspace';
import type { AssemblyFacts, ManagedCall, ManagedModule } from './model';

/** What EXTERNAL NAME says in a script. */
export const externalNames = ofScripts((script: Script): readonly ExternalName[] =>
  placedIn(script).flatMap(({ statement }) => (statement.kind === 'create_module' ? externalNameOf(statement) : [])),
);

/** The method of an assembly that a module is; none, where it is no such module. */
export function externalNameOf({ external }: StatementOf<'create_module'>): readonly ExternalName[] {
  return external?.type !== undefined && external.method !== undefined
    ? [{ assembly: external.assembly, type: external.type, method: external.method }]
    : [];
}

/** The modules of all scripts; yields now and then. */
export function* managedModules(workspace: Workspace): Generator<undefined, readonly ManagedModule[]> {
  const found: ManagedModule[] = [];
  for (const script of workspace.scripts()) {
    if (externalNames(script).length === 0) continue;
    const analysed = yield* workspace.analyse(script.uri, { run: 'possible' });
    if (analysed) found.push(...modulesOf(analysed));
  }
  return found;
}

const modulesOf = memo((analysed: Analysed): readonly ManagedModule[] => {
  const { script, analysis } = analysed;
  return [...analysis.bodies.values()].flatMap(({ statement, world, run }): readonly ManagedModule[] => {
    const offset = statement.external && offsetOf(script, statement, 0);
    if (!statement.external || offset === undefined) return [];
    const made = moduleOf(world, statement);
    const database = made?.database ?? world.catalog.databases.get(world.database);
    const assembly = factsOf(world, database?.name, statement.external.assembly);
    const id = analysis.context.definitions.idOf(statement);
    return [{ analysed, statement, id, offset, module: made?.module, database, assembly, entry: run.entry }];
  });
});

/** What a world knows of an assembly of a database. */
export function factsOf({ catalog }: World, home: string | undefined, name: string): AssemblyFacts {
  const database = home === undefined ? undefined : catalog.databases.get(fold(home));
  const found = database && findAssembly(database, name);
  const security = strictness(catalog);
  if (!database || found?.kind !== 'found') return { name, permissionSet: undefined, ...security, trust: undefined };
  const { permissionSet, image, signatures } = found.entry;
  const { verdict } = decideAssemblyTrust(catalog, database, {
    name: found.entry.name,
    permissionSet,
    image,
    signatures: signatures.map((row) => row.key),
  });
  return { name: found.entry.name, permissionSet, ...security, trust: verdict };
}

export function strictness(catalog: Catalog): Pick<AssemblyFacts, 'strict' | 'strictIsSaid'> {
  const isSaid = catalog.server.configuration.has('clr strict security') || yearOf(catalog.version) < 2017;
  return { strict: isStrict(catalog), strictIsSaid: isSaid };
}

/** The calls of some modules that scripts make; yields now and then. */
export function* callsOf(
  workspace: Workspace,
  modules: readonly ManagedModule[],
): Generator<undefined, readonly ManagedCall[]> {
  if (modules.length === 0) return [];
  const found: ManagedCall[] = [];
  const names = modules.map(({ statement }) => fold(statement.name.name));
  for (const script of callingScripts(workspace, names)) {
    const analysed = yield* workspace.analyse(script.uri, { run: 'possible' });
    if (analysed) found.push(...callsIn(analysed));
  }
  return found;
}

const callsIn = memo(({ script, analysis, included, others }: Analysed): readonly ManagedCall[] => {
  const { definitions } = analysis.context;
  const found: ManagedCall[] = [];
  for (const { step, place } of stepsAsRun(analysis.run, script, [...included, ...others])) {
    const { statement } = step;
    if (!place || (statement.kind !== 'execute' && !('uses' in statement))) continue;
    for (const { before } of step.paths) {
      for (const { module, entered } of externalCalls(definitions, statement, before)) {
        found.push({
          script: place.script,
          span: shift(statement.span, place.offset),
          before,
          entered,
          id: module.body,
        });
      }
    }
  }
  return found;
});
