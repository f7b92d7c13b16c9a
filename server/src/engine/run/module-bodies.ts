/**
 * The bodies of the modules that a script makes, each run on its own in the catalog as it stands last in the module's
 * life, so that hovers and rules say what holds for every caller.
 */

import { ofBodies } from '../../syntax/of-bodies';
import { modulesIn } from '../../syntax/selected';
import type { Body, Script, StatementOf } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { noneTracked } from '../calls/tracked';
import { cache } from '../session/memory';
import type { Context, PlacedStep, Run, State, World } from '../session/model';
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

/** What bodies were before an edit of something else, and of how many statements may be run anew for it. */
export interface Standing {
  readonly bodies: ReadonlyMap<Create, ModuleBody>;
  readonly most: number;
}

export interface ModuleBodies {
  readonly bodies: ReadonlyMap<Create, ModuleBody>;
  /** Whether any of them is what it was before. */
  readonly behind: boolean;
}

/**
 * Runs the body of each module that a script makes, also of one whose CREATE is refused or cannot be decided. `standing`:
 * a body in which more would be run anew stays what it was.
 */
export function* moduleBodies(
  context: Context,
  script: Script,
  worldFor: (module: Create) => World | undefined,
  standing: () => Standing | undefined = () => undefined,
): Generator<undefined, ModuleBodies> {
  const alone: Context = { ...context, enterCalls: false };
  const found = new Map<Create, ModuleBody>();
  let again = 0;
  let behind = false;
  let pauseAt = pauseAfter;
  for (const { batch } of script.batches) {
    for (const { node: statement } of modulesIn(batch.statements)) {
      if (found.has(statement)) continue;
      const world = worldFor(statement);
      if (!world) continue;
      const entry = bodyEntry(context.definitions, world, statement);
      const known = remembered.find(alone, statement.body, entry, mode);
      const before = known ? undefined : standing();
      const stood = before?.bodies.get(statement);
      if (before && stood) {
        again += statementsIn(stood.run);
        if (again > before.most) {
          found.set(statement, stood);
          behind = true;
          continue;
        }
      }
      const run = known ?? (yield* runAlone(alone, statement, entry));
      found.set(statement, bodyOf(statement, run, world));
    }
    if (found.size >= pauseAt) {
      pauseAt = found.size + pauseAfter;
      yield;
    }
  }
  return { bodies: found, behind };
}

/** Modules that are looked at in one go, where they are known. */
const pauseAfter = 32;
const mode = { tracked: noneTracked };
const remembered = cache<Body, Run>(ofBodies);

/** The run of a module's body for a caller who may be anybody, in a world in which it is made. */
export function* bodyAlone(context: Context, world: World, statement: Create): Generator<undefined, Run> {
  const alone: Context = { ...context, enterCalls: false };
  const entry = bodyEntry(context.definitions, world, statement);
  return remembered.find(alone, statement.body, entry, mode) ?? (yield* runAlone(alone, statement, entry));
}

function runAlone(alone: Context, { body }: Create, entry: State): Generator<undefined, Run> {
  return remembered.make(alone, body, entry, mode, function* () {
    return (yield* runRoutine(alone, body, entry)).run;
  });
}

/** How many statements a run has steps of. */
const statementsIn = memo(({ steps }: Run): number => count(steps));

function count(steps: readonly PlacedStep[]): number {
  return steps.reduce((sum, { step }) => sum + 1 + count(step.children), 0);
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
