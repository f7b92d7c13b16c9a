/** Queues that start a procedure which leaves the database: found at the statement that says so (ENT-2). */
import type { GranteeRun } from '../engine/run/grantees';
import type { ModuleBody } from '../engine/run/module-bodies';
import { byTry } from '../engine/run/try-blocks';
import type { PlacedStep } from '../engine/session/model';
import { selected } from '../syntax/selected';
import type { Script, StatementOf } from '../syntax/statement';
import { sameName } from '../text/name';
import { type Placed, placed } from './judge-step';
import { leavesSandbox, type RefusedStep, refusedIn, what } from './refused-steps';
import { activationSandbox } from './sandbox/activation-sandbox';

/** What is found at the queues of the script, by the run of which it speaks; offsets count from the script's start. */
export function foundAtQueues(
  script: Script,
  { statement: module }: ModuleBody,
  runs: readonly GranteeRun[],
): ReadonlyMap<GranteeRun, Placed> {
  const found = new Map<GranteeRun, Placed>();
  for (const one of runs) {
    const { queue, grantee, run } = one;
    const place = queue === undefined ? undefined : lastActivation(script, queue);
    const first = place && firstLeaving(run.steps, 0);
    if (!place || !first) continue;
    const finding = {
      span: place.activation.span,
      message: `The queue starts ${module.name.text} as '${grantee.name}', who is refused ${what(first.outcome)}${whyOf(first)}.`,
      related: [{ statement: first.step.statement, message: 'This statement is refused.' }],
    };
    found.set(one, { ...placed(activationSandbox, finding, first.step, 'always'), offset: place.offset });
  }
  return found;
}

const queues = selected((one) => one.kind === 'queue');

/** Whether the script itself says what a queue starts: what is to be found is found there. */
export function isQueueOf(script: Script, { queue }: GranteeRun): boolean {
  if (queue === undefined) return false;
  return queues(script).some(({ node }) => sameName(node.name.name, queue));
}

/** So many calls deep it is looked for. */
const deepest = 4;

/** The first statement that leaves the database, in what the procedure calls, too. */
function firstLeaving(steps: readonly PlacedStep[], depth: number): RefusedStep | undefined {
  const own = [...refusedIn(steps, 0)].find(({ outcome }) => leavesSandbox(outcome));
  if (own || depth >= deepest) return own;
  for (const { step } of steps) {
    for (const { kind, run } of step.calls) {
      const inner = kind === 'module' ? firstLeaving(run.steps, depth + 1) : undefined;
      if (inner) return inner;
    }
    for (const [children, inTry] of byTry(step)) {
      const inner = inTry ? undefined : firstLeaving(children, depth);
      if (inner) return inner;
    }
  }
  return undefined;
}

function whyOf({ outcome: { refusal } }: RefusedStep): string {
  return 'from' in refusal ? `: a frame of ${refusal.from} counts only there` : '';
}

interface At {
  readonly offset: number;
  readonly activation: NonNullable<StatementOf<'queue'>['activation']>;
}

/** The statement that switches the activation of a queue on; undefined: it is off in the end. */
function lastActivation(script: Script, queue: string): At | undefined {
  let found: At | undefined;
  for (const { offset, node } of queues(script)) {
    if (!node.activation || !sameName(node.name.name, queue)) continue;
    const { activation } = node;
    const isOn = activation.enabled && !activation.drop;
    const says = !found || activation.procedure || activation.executeAs;
    if (!isOn) found = undefined;
    else if (says) found = { offset, activation };
  }
  return found;
}
