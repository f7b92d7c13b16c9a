/**
 * The bodies of the modules that a batch defines, each run on its own, so that hovers and rules say what holds for
 * every caller.
 */
import type { StatementOf } from '../../syntax/statement';
import { modulesIn } from '../../syntax/walk';
import type { Context, PlacedStep, Run, Step, World } from '../session/model';
import { bodyEntry } from './body-entry';
import { runRoutine } from './run';

export interface ModuleBody {
  /** Of the CREATE or ALTER statement, from the batch's start. */
  readonly offset: number;
  readonly statement: StatementOf<'create_module'>;
  readonly run: Run;
}

/** Runs the body of each module that a run creates or alters, under a symbolic caller. */
export function* moduleBodies(context: Context, run: Run): Generator<undefined, readonly ModuleBody[]> {
  const alone: Context = { ...context, enterCalls: false };
  const found: ModuleBody[] = [];
  for (const { offset, step } of moduleSteps(run.steps, 0)) {
    const statement = step.statement as StatementOf<'create_module'>;
    const world = worldOf(step);
    if (!world) continue;
    const { run: body } = yield* runRoutine(alone, statement.body, bodyEntry(world, statement));
    found.push({ offset, statement, run: body });
  }
  return found.length === 0 ? none : found;
}

const none: readonly ModuleBody[] = [];

/** The steps that create or alter modules, at any depth. */
function* moduleSteps(steps: readonly PlacedStep[], base: number): Generator<PlacedStep> {
  for (const { offset, step } of steps) {
    if (step.statement.kind === 'create_module') yield { offset: base + offset, step };
    else if (step.children.length > 0 && modulesIn([{ offset: 0, node: step.statement }]).length > 0)
      yield* moduleSteps(step.children, base + offset);
  }
}

function worldOf(step: Step): World | undefined {
  const after = step.after.kind === 'worlds' ? step.after.worlds[0] : undefined;
  return after ?? (step.before.kind === 'worlds' ? step.before.worlds[0] : undefined);
}
