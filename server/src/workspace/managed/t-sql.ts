/** What the scripts say of assemblies: the modules that EXTERNAL NAME leads into C#, and who calls them. */

import { yearOf } from '../../catalog/builtin';
import { decideAssemblyTrust, isStrict } from '../../catalog/decide/assembly-trust';
import { findAssembly } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import { externalCalls } from '../../engine/calls/external';
import { moduleOf } from '../../engine/run/body-entry';
import { stepsAsRun } from '../../engine/run/steps';
import type { World } from '../../engine/session/model';
import type { Script, StatementOf } from '../../syntax/statement';
import { modulesIn, offsetOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { shift } from '../../text/span';
import { callingScripts } from '../callers';
import type { Analysed, Workspace } from '../workspace';
import type { AssemblyFacts, ManagedCall, ManagedModule } from './model';

/** The modules of a script that lead into assemblies. */
export const externalModules = memo((script: Script): readonly StatementOf<'create_module'>[] =>
  script.batches.flatMap(({ batch }) => [...modulesIn(batch.statements)].filter(({ external }) => external?.method)),
);

/** The modules of all scripts; yields now and then. */
export function* managedModules(workspace: Workspace): Generator<undefined, readonly ManagedModule[]> {
  const found: ManagedModule[] = [];
  for (const script of workspace.scripts()) {
    if (externalModules(script).length === 0) continue;
    const analysed = yield* workspace.analyse(script.uri, { run: 'possible' });
    if (analysed) found.push(...modulesOf(analysed));
  }
  return found;
}

const modulesOf = memo((analysed: Analysed): readonly ManagedModule[] => {
  const { script, analysis } = analysed;
  return externalModules(script).flatMap((statement): readonly ManagedModule[] => {
    const body = analysis.bodies.get(statement);
    const offset = offsetOf(script, statement, 0);
    if (!body || offset === undefined || !statement.external) return [];
    const made = moduleOf(body.world, statement);
    const database = made?.database ?? body.world.catalog.databases.get(body.world.database);
    const assembly = factsOf(body.world, database?.name, statement.external.assembly);
    return [{ analysed, statement, offset, module: made?.module, database, assembly, entry: body.run.entry }];
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
      for (const { definition, entered } of externalCalls(definitions, statement, before)) {
        found.push({ script: place.script, span: shift(statement.span, place.offset), before, entered, definition });
      }
    }
  }
  return found;
});
