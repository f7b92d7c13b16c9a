/** Why a statement never runs: the one before it from which no way goes on. */
import type { ScriptRun } from '../engine/run/script';
import type { Located, RunWithBodies } from '../engine/run/steps';
import { stepsAsWritten } from '../engine/run/steps';
import type { ErrorOutcome, Step } from '../engine/session/model';
import type { Script } from '../syntax/statement';
import { lineIndex } from '../text/line-index';
import { insideShort } from './inside';
import { outcomeWords } from './words';

/** A statement behind which nothing runs. */
export interface Stop {
  readonly step: Step;
  readonly offset: number;
}

/** Whether no way goes on behind a step that runs. */
export function isStop({ before, after, paths, statement }: Step): boolean {
  if (paths.length === 0 || before.kind === 'anything' || statement.kind === 'block') return false;
  return after.kind === 'worlds' && after.worlds.length === 0;
}

/** The statement before a place, in the same batch or body, behind which nothing runs. */
export function stopBefore(analysed: RunWithBodies, { step, offset, module, session }: Located): Stop | undefined {
  let stop: Stop | undefined;
  for (const one of stepsAsWritten(analysed)) {
    if (one.offset >= offset) break;
    if (one.module === module && isStop(one.step) && !holds(one, offset)) stop = one;
    else if (one.module === module && one.step.paths.length > 0 && !holds(one, offset)) stop = undefined;
  }
  return step.paths.length === 0 ? (stop ?? refusedLogon(analysed.run, session)) : undefined;
}

/** The connection of a session that is refused: nothing of it runs. */
export function refusedLogon({ parts, opening }: ScriptRun, session: number): Stop | undefined {
  const part = parts.filter((one) => one.kind === 'logon').find((one) => one.session === session);
  const step = part?.step ?? opening;
  return step && isStop(step) ? { step, offset: part?.span.start ?? 0 } : undefined;
}

function holds({ step, offset }: Stop, place: number): boolean {
  return step.children.length > 0 && offset + step.statement.span.end > place;
}

/** `Never runs: line 4 ends the batch, as line 7 inside is refused: Msg 229.` */
export function neverRuns(stop: Stop | undefined, scripts: readonly [Script, ...Script[]]): string {
  if (!stop) return 'Never runs: no path leads here.';
  const { step, offset } = stop;
  const line = `line ${lineIndex(scripts[0].text).at(offset).line}`;
  const inside = insideShort(step, scripts, offset);
  if (inside !== undefined) return `Never runs: ${line} ends the batch. It ${inside}.`;
  const error = step.paths.map(({ outcome }) => outcome).find((one) => one.kind === 'error');
  if (error && step.statement.node === 'logon') return `Never runs: ${outcomeWords(error).long}`;
  return error ? `Never runs: ${line} ${refusalThatEnds(error)}.` : `Never runs: ${line} leads elsewhere.`;
}

function refusalThatEnds({ number, refusal }: ErrorOutcome): string {
  const what = refusal.kind === 'raised' ? 'raises an error' : 'is refused';
  return `${what}${number === null ? '' : ` (Msg ${number})`}, and nothing behind it runs`;
}
