/** SQL that managed code sends over the context connection, run as dynamic SQL is, where the code was started (CLR-6, CLR-9). */

import type { TextPart } from '../../clr/flow/model';
import { wholeText } from '../../clr/flow/texts';
import { runRoutine } from '../../engine/run/run';
import { isError } from '../../engine/session/effect';
import { makeState } from '../../engine/session/make';
import type { Run, State } from '../../engine/session/model';
import { newWork } from '../../engine/session/work';
import { finish } from '../../text/finish';
import type { ManagedEntry, ManagedModule } from './model';

export interface TextRun {
  readonly run: Run;
  /** `any`: for whoever calls the module; `call`: as a script calls it. */
  readonly for: 'any' | 'call';
}

/** The runs of a text: for any caller of each module, and in each call that is known; none where not all of it is known. */
export function textRuns({ modules, calls }: ManagedEntry, parts: readonly TextPart[]): readonly TextRun[] {
  const text = wholeText(parts);
  if (text === undefined || text.trim() === '') return [];
  return modules.flatMap((module): readonly TextRun[] => {
    const entered = calls
      .filter(({ id }) => id === module.id)
      .flatMap((call) => (isError(call.entered) ? [] : [call.entered]));
    return [
      ...runsIn(module, text, module.entry).map((run): TextRun => ({ run, for: 'any' })),
      ...[...new Set(entered)].flatMap((world) =>
        runsIn(module, text, makeState([world])).map((run): TextRun => ({ run, for: 'call' })),
      ),
    ];
  });
}

/** Remembered by the analysis of the script that makes the module. */
const known = new WeakMap<object, WeakMap<State, Map<string, readonly Run[]>>>();

function runsIn(module: ManagedModule, text: string, entry: State): readonly Run[] {
  const { context } = module.analysed.analysis;
  const byState = known.get(context) ?? new WeakMap<State, Map<string, readonly Run[]>>();
  known.set(context, byState);
  const byText = byState.get(entry) ?? new Map<string, readonly Run[]>();
  byState.set(entry, byText);
  const runs = byText.get(text) ?? makeRuns(module, text, entry);
  byText.set(text, runs);
  return runs;
}

function makeRuns({ analysed }: ManagedModule, text: string, entry: State): readonly Run[] {
  const { context } = analysed.analysis;
  const body = context.definitions.parse(`EXEC (N'${text.replaceAll("'", "''")}')`);
  const alone = { ...context, enterCalls: false, work: newWork() };
  const { run } = finish(runRoutine(alone, body, entry));
  return run.steps.flatMap(({ step }) => step.calls.filter(({ kind }) => kind === 'dynamic').map((call) => call.run));
}
