/**
 * The bodies of the modules that a script makes, each run on its own in the catalog as it stands last in the module's
 * life, so that hovers and rules say what holds for every caller.
 */
import { modulesIn } from '../../syntax/selected';
import type { Script, StatementOf } from '../../syntax/statement';
import type { Context, Run, World } from '../session/model';
import { bodyEntry } from './body-entry';
import { runRoutine } from './run';

export interface ModuleBody {
  readonly statement: StatementOf<'create_module'>;
  /** The run for a caller who may be anybody. */
  readonly run: Run;
  /** The world in which it is judged. */
  readonly world: World;
}

/** Runs the body of each module that a script makes, also of one whose CREATE is refused or cannot be decided. */
export function* moduleBodies(
  context: Context,
  script: Script,
  worldFor: (module: StatementOf<'create_module'>) => World | undefined,
): Generator<undefined, ReadonlyMap<StatementOf<'create_module'>, ModuleBody>> {
  const alone: Context = { ...context, enterCalls: false };
  const found = new Map<StatementOf<'create_module'>, ModuleBody>();
  for (const { batch } of script.batches) {
    for (const { node: statement } of modulesIn(batch.statements)) {
      if (found.has(statement)) continue;
      const world = worldFor(statement);
      if (!world) continue;
      const entry = bodyEntry(context.definitions, world, statement);
      const { run } = yield* runRoutine(alone, statement.body, entry);
      found.set(statement, { statement, run, world });
    }
  }
  return found;
}
