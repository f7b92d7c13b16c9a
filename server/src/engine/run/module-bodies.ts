/**
 * The bodies of the modules that a script makes, each run on its own in the catalog as it stands last in the module's
 * life, so that hovers and rules say what holds for every caller.
 */
import { modulesIn } from '../../syntax/selected';
import type { Script, StatementOf } from '../../syntax/statement';
import { noneTracked } from '../calls/tracked';
import { cache } from '../session/memory';
import type { Context, Run, State, World } from '../session/model';
import { bodyEntry } from './body-entry';
import { runRoutine } from './run';

type Create = StatementOf<'create_module'>;

export interface ModuleBody {
  readonly statement: Create;
  /** The run for a caller who may be anybody. */
  readonly run: Run;
  /** The world in which it is judged. */
  readonly world: World;
}

/** Runs the body of each module that a script makes, also of one whose CREATE is refused or cannot be decided. */
export function* moduleBodies(
  context: Context,
  script: Script,
  worldFor: (module: Create) => World | undefined,
): Generator<undefined, ReadonlyMap<Create, ModuleBody>> {
  const alone: Context = { ...context, enterCalls: false };
  const found = new Map<Create, ModuleBody>();
  let pauseAt = pauseAfter;
  for (const { batch } of script.batches) {
    for (const { node: statement } of modulesIn(batch.statements)) {
      if (found.has(statement)) continue;
      const world = worldFor(statement);
      if (!world) continue;
      const entry = bodyEntry(context.definitions, world, statement);
      const run = remembered.find(alone, statement.body, entry, mode) ?? (yield* runAlone(alone, statement, entry));
      found.set(statement, bodyOf(statement, run, world));
    }
    if (found.size >= pauseAt) {
      pauseAt = found.size + pauseAfter;
      yield;
    }
  }
  return found;
}

/** Modules that are looked at in one go, where they are known. */
const pauseAfter = 32;
const mode = { tracked: noneTracked };
const remembered = cache<Run>();

function runAlone(alone: Context, { body }: Create, entry: State): Generator<undefined, Run> {
  return remembered.make(alone, body, entry, mode, function* () {
    return (yield* runRoutine(alone, body, entry)).run;
  });
}

const newest = new WeakMap<Create, ModuleBody>();

/** The same body for as long as nothing about it changes: what is found in it is remembered with it. */
function bodyOf(statement: Create, run: Run, world: World): ModuleBody {
  const known = newest.get(statement);
  if (known && known.run === run && known.world === world) return known;
  const made = { statement, run, world };
  newest.set(statement, made);
  return made;
}
