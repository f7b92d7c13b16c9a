/** The module bodies that a run enters: each run of a body once, and the statement outside modules that led to it. */
import type { Statement } from '../../syntax/statement';
import { memo } from '../../text/memo';
import type { PlacedStep, Run, Step } from '../session/model';
import type { ScriptRun } from './script';
import { byTry } from './try-blocks';

/** A run of the body of a module. */
export interface CalledBody {
  readonly definition: Statement;
  readonly run: Run;
  /** Whether a TRY takes its errors, wherever it stands. */
  readonly caught: boolean;
}

/** A statement at batch level, or in a block there, that calls something. */
export interface CallSite {
  readonly step: Step;
  /** Where its statement starts in the text. */
  readonly offset: number;
  readonly bodies: readonly CalledBody[];
}

/** The statements of a script that call modules, fire triggers, or start what runs in the background. */
export function* callSites({ parts }: ScriptRun): Generator<CallSite> {
  for (const part of parts) {
    if (part.kind !== 'batch') continue;
    const { offset: base } = part.placed;
    for (const { step, offset, bodies } of sitesOf(part.run)) yield { step, offset: base + offset, bodies };
  }
}

/** Those of a batch; places count from its start. */
const sitesOf = memo((run: Run): readonly CallSite[] => [...sitesIn(run.steps, 0, false)]);

function* sitesIn(steps: readonly PlacedStep[], base: number, guarded: boolean): Generator<CallSite> {
  for (const { offset, step } of steps) {
    if (step.calls.length > 0) {
      const bodies = distinct(startedBy(step, guarded));
      if (bodies.length > 0) yield { step, offset: base + offset, bodies };
    }
    for (const [children, inTry] of byTry(step)) yield* sitesIn(children, base + offset, guarded || inTry);
  }
}

function startedBy({ calls }: Step, guarded: boolean): readonly CalledBody[] {
  return calls.flatMap(({ definition, run, kind }) => {
    const caught = guarded && !isApart(kind);
    const own = definition ? [{ definition, run, caught }] : [];
    return [...own, ...(caught ? caughtIn(run) : freeIn(run))];
  });
}

/** What runs on a session of its own: a TRY around the statement that starts it takes none of its errors. */
function isApart(kind: Step['calls'][number]['kind']): boolean {
  return kind === 'activation' || kind === 'job';
}

const freeIn = memo((run: Run): readonly CalledBody[] => distinct(inside(run.steps, false)));
const caughtIn = memo((run: Run): readonly CalledBody[] => distinct(inside(run.steps, true)));

function inside(steps: readonly PlacedStep[], guarded: boolean): readonly CalledBody[] {
  return steps.flatMap(({ step }) => [
    ...startedBy(step, guarded),
    ...byTry(step).flatMap(([children, inTry]) => inside(children, guarded || inTry)),
  ]);
}

function distinct(bodies: readonly CalledBody[]): readonly CalledBody[] {
  const seen = new Map<Run, Set<boolean>>();
  return bodies.filter(({ run, caught }) => {
    const known = seen.get(run) ?? new Set();
    seen.set(run, known);
    if (known.has(caught)) return false;
    known.add(caught);
    return true;
  });
}
