/** Everything that is derived from one script: its run, and for each module in it a run of the body on its own. */
import type { Catalog } from '../catalog/model';
import { readStage } from '../syntax/stage';
import type { Script, StatementOf } from '../syntax/statement';
import { memo } from '../text/memo';
import { modulesIn } from './definitions';
import { bodyEntry } from './body-entry';
import type { Context, Definitions, PlacedStep, Run, Step, World } from './model';
import { runRoutine } from './run';
import { type ScriptRun, runScript } from './script';

export interface Analysis {
  readonly script: Script;
  readonly run: ScriptRun;
  /** Module bodies that the script defines, each run once with a symbolic caller. */
  readonly bodies: ReadonlyMap<StatementOf<'create_module'>, Run>;
}

export interface AnalysisOptions {
  readonly script: Script;
  readonly definitions: Definitions;
  readonly catalog: Catalog;
  readonly login: string;
  readonly database: string;
  readonly errors: Context['errors'];
}

/** Analyses a script; yields between batches so that the door can stop it. */
export function* analyse(options: AnalysisOptions): Generator<undefined, Analysis> {
  const { script, definitions, catalog, login, database, errors } = options;
  const context: Context = { definitions, errors, enterCalls: true };
  const run = yield* runScript(context, script, { catalog, login, database, sessions: stageOf(script).sessions });
  const bodies = new Map<StatementOf<'create_module'>, Run>();
  for (const part of run.parts) {
    if (part.kind !== 'batch') continue;
    for (const step of moduleSteps(part.run.steps)) {
      const statement = step.statement as StatementOf<'create_module'>;
      const world = worldOf(step);
      if (world && !bodies.has(statement)) {
        bodies.set(statement, runRoutine({ ...context, enterCalls: false }, statement.body, bodyEntry(world, statement), false).run);
      }
    }
    yield;
  }
  return { script, run, bodies };
}

/** The same, without stopping. */
export function analyseNow(options: AnalysisOptions): Analysis {
  const running = analyse(options);
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}

/** The stage comments of a script, read once. */
export const stageOf = memo((script: Script) => readStage(script.text));

/** The steps that create or alter modules, at any depth. */
function* moduleSteps(steps: readonly PlacedStep[]): Generator<Step> {
  for (const { step } of steps) {
    if (step.statement.kind === 'create_module') yield step;
    else if (step.children.length > 0 && modulesIn([{ offset: 0, node: step.statement }]).length > 0) yield* moduleSteps(step.children);
  }
}

function worldOf(step: Step): World | undefined {
  const after = step.after.kind === 'worlds' ? step.after.worlds[0] : undefined;
  return after ?? (step.before.kind === 'worlds' ? step.before.worlds[0] : undefined);
}
