/** What is found in dynamic SQL whose text stands in the script: it is shown at the statement that runs it. */

import { withoutGaps } from '../engine/evaluate/pieces';
import { unreachableState } from '../engine/session/make';
import type { Path, PlacedStep, Run, Step } from '../engine/session/model';
import type { Body } from '../syntax/statement';
import { runChildrenOf } from '../syntax/walk';
import type { StepFinding } from './rule';

/** The finding of a statement inside the string, at the whole statement that runs the string. */
export function atRunner({ statement: { span } }: Step, { message, severity }: StepFinding): StepFinding {
  const told = withoutGaps(message.startsWith(inString) ? message : `${inString}${message}`);
  return { span, message: told, ...(severity && { severity }) };
}

const inString = 'In the string: ';

/** Whether there may be any: most steps start nothing, and nothing is noted of them. */
export function mayRunStrings({ calls, paths }: Step): boolean {
  return calls.length > 0 || paths.some(({ facts }) => facts.length > 0);
}

/** The runs of the constant strings that a step starts. */
export function stringsIn(step: Step): readonly Run[] {
  return step.calls.filter(({ kind }) => kind === 'dynamic').map(({ run }) => run);
}

/** Whether the outcome of a step is that of a statement in one of its strings, where a finding of its own tells it. */
export function isOfString({ calls }: Step, { outcome }: Path): boolean {
  const refusal = outcome.kind === 'unknown' ? outcome.unless?.refusal : outcome;
  return refusal?.kind === 'error' && refusal.span.end === 0 && calls.some(({ kind }) => kind === 'dynamic');
}

/** Whether every world that reaches the step runs one of its strings. */
export function allRunStrings({ calls, paths }: Step): boolean {
  const worlds = calls.map(({ kind, run }) =>
    kind === 'dynamic' && run.entry.kind === 'worlds' ? run.entry.worlds.length : 0,
  );
  return worlds.reduce((sum, count) => sum + count, 0) >= paths.length;
}

/** The runs of texts of which only pieces are known: nobody knows what they meet, so their steps have no paths. */
export function piecesIn(step: Step): readonly Run[] {
  const texts = new Set(
    step.paths.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'text-in-pieces' ? [fact.body] : []))),
  );
  return [...texts].map((body) => ({ entry: unreachableState, steps: unmet(body), exit: unreachableState }));
}

function unmet(body: Body): readonly PlacedStep[] {
  return body.map(({ offset, node: statement }) => ({
    offset,
    step: {
      statement,
      before: unreachableState,
      after: unreachableState,
      paths: [],
      children: unmet(runChildrenOf(statement)),
      calls: [],
    },
  }));
}
