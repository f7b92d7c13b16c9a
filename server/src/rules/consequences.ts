/**
 * One cause, one finding: a REVERT that finds nothing because its EXECUTE AS was refused is no problem of its own, but
 * stands with the refusal.
 */
import type { ScriptRun } from '../engine/run/script';
import type { Outcome, Run, Step } from '../engine/session/model';
import { memo } from '../text/memo';
import type { Placed } from './judge-step';
import { stepFinder } from './routine';

/** Whether a REVERT finds nothing because an EXECUTE AS before it in the script was refused. */
export function followsRefusal(run: ScriptRun, step: Step): boolean {
  return ofScript(run).has(step);
}

/** The same within a batch or a body. */
export function followsRefusalIn(run: Run, step: Step): boolean {
  return ofRun(run).has(step);
}

/** A finding about a refused EXECUTE AS, with the REVERT that has nothing to do then. */
export function withConsequences(one: Placed, run: Run): Placed {
  if (one.step.statement.kind !== 'execute_as' || one.refusal === undefined) return one;
  const reverts = [...ofRun(run)].filter(([, cause]) => cause === one.step).map(([revert]) => revert.statement);
  if (reverts.length === 0) return one;
  const related = reverts.map((statement) => ({ statement, message: 'This REVERT then has nothing to revert.' }));
  return { ...one, found: { ...one.found, related: [...(one.found.related ?? []), ...related] } };
}

const ofRun = memo((run: Run) => matched([run]));
const ofScript = memo(({ parts }: ScriptRun) =>
  matched(parts.flatMap((part) => (part.kind === 'batch' ? [part.run] : []))),
);

const entering = stepFinder(({ statement: { kind } }) => kind === 'execute_as' || kind === 'revert');

/** Each REVERT without a frame and the refused EXECUTE AS that it belongs to. */
function matched(runs: readonly Run[]): ReadonlyMap<Step, Step> {
  const found = new Map<Step, Step>();
  const refused: Step[] = [];
  for (const run of runs) {
    for (const { step } of entering(run.steps)) {
      if (step.statement.kind === 'execute_as' && step.paths.some(({ outcome }) => isRefused(outcome)))
        refused.push(step);
      if (step.statement.kind !== 'revert' || !findsNothing(step)) continue;
      const cause = refused.pop();
      if (cause) found.set(step, cause);
    }
  }
  return found;
}

/** For certain, or unless something is otherwise than it is assumed. */
function isRefused(outcome: Outcome): boolean {
  return outcome.kind === 'error' || (outcome.kind === 'unknown' && outcome.unless !== undefined);
}

function findsNothing({ paths }: Step): boolean {
  return paths.some(({ facts }) => facts.some(({ kind }) => kind === 'nothing-to-revert'));
}
