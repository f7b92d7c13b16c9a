/**
 * Loops. One whose every round is known before the script is run is run round by round, as the server would (UNK-4); any
 * other until its rounds bring nothing new.
 */
import { lacking } from '../../catalog/reason';
import type { Statement, StatementOf } from '../../syntax/statement';
import type { Placed } from '../../text/span';
import { join } from '../session/join';
import { anything, makeState, unreachableState } from '../session/make';
import type { Context, PlacedStep, State, Step } from '../session/model';
import { type Flow, isReachable, joinLeaves, noLeaves, orUnreachable, without } from './flow';

export interface Round {
  readonly test: Flow;
  readonly holds: State;
  readonly fails: State;
  /** Undefined: the loop has no body, in broken text. */
  readonly body: Flow | undefined;
}

type RunRound = (head: State) => Generator<undefined, Round>;

/**
 * More rounds are not run one by one: of a loop, of one inside it (wherever that stands: in a called module too), and
 * so on.
 */
const limits = [100, 20, 5];

/** Whether the rounds of a loop may be run one by one, with as many counted loops around it as there are. */
export function mayCount({ loops }: Context, { body }: StatementOf<'while'>, before: State): boolean {
  return body !== undefined && before.kind === 'worlds' && loops < limits.length;
}

/**
 * The loop as the sum of its rounds; undefined: whether a round is run at all is not known, or there are too many.
 * `loops`: how many counted ones are around it.
 */
export function* countedRounds(
  loops: number,
  { body }: StatementOf<'while'>,
  before: State,
  run: RunRound,
): Generator<undefined, Flow | undefined> {
  const limit = limits[loops];
  if (!body || limit === undefined) return undefined;
  const seen = new Set<State>();
  let head: State = before;
  let shown: Step | undefined;
  let next = unreachableState;
  let leaves = noLeaves;
  for (let count = 0; count < limit && isReachable(head); count++) {
    if (seen.has(head)) break;
    seen.add(head);
    const round = yield* run(head);
    if (isReachable(round.holds) && isReachable(round.fails)) return undefined;
    const inside = isReachable(round.holds) ? round.body : undefined;
    leaves = joinLeaves(
      leaves,
      joinLeaves(round.test.leaves, inside ? without(inside.leaves, 'breaks', 'continues') : noLeaves),
    );
    const step: Step = {
      ...round.test.step,
      children: [{ offset: body.offset, step: inside?.step ?? neverRun(body) }],
    };
    shown = shown ? both(shown, step) : step;
    next = join(next, join(round.fails, orUnreachable(inside?.leaves.breaks)));
    head = inside ? join(inside.next, orUnreachable(inside.leaves.continues)) : unreachableState;
    if (inside?.next.kind === 'anything') return undefined;
  }
  if (!shown || (isReachable(head) && !seen.has(head))) return undefined;
  return { step: { ...shown, after: next }, next, leaves };
}

const roundLimit = 6;

/** The loop as the least state that its rounds keep, over-approximated where they keep changing the context. */
export function* abstractLoop(
  { body: placed }: StatementOf<'while'>,
  before: State,
  run: RunRound,
): Generator<undefined, Flow> {
  let head = before;
  for (let count = 0; ; count++) {
    const { test, holds, fails, body } = yield* run(head);
    const leaves = body ? body.leaves : noLeaves;
    const back = body ? join(body.next, orUnreachable(leaves.continues)) : holds;
    const grown = join(head, back);
    if (grown !== head && count < roundLimit) {
      head = count < 2 ? grown : widen(head, grown);
      continue;
    }
    const next = join(fails, orUnreachable(leaves.breaks));
    const children = body && placed ? [{ offset: placed.offset, step: body.step }] : [];
    return {
      step: { ...test.step, before: head, after: next, children },
      next,
      leaves: joinLeaves(test.leaves, without(leaves, 'breaks', 'continues')),
    };
  }
}

/** Why nothing is known behind a loop that pushes frames. */
export const eachRound = lacking('effort', 'each round of a loop can change the context');

/** A loop that reaches new contexts again and again pushes frames: nothing is known behind it. */
function widen(head: State, grown: State): State {
  if (head.kind === 'worlds' && grown.kind === 'worlds' && grown.worlds.length <= head.worlds.length) return grown;
  return anything(eachRound);
}

function neverRun({ node }: Placed<Statement>): Step {
  return {
    statement: node,
    before: unreachableState,
    after: unreachableState,
    paths: [],
    children: [],
    calls: [],
  };
}

/** Two runs of one statement as one step: all the worlds it ran in, all that it called. */
function both(a: Step, b: Step): Step {
  if (a.before.kind === 'anything' || b.before.kind === 'anything') return a.before.kind === 'anything' ? a : b;
  return {
    statement: a.statement,
    before: makeState([...a.before.worlds, ...b.before.worlds]),
    after: b.after,
    paths: [...a.paths, ...b.paths],
    children: allChildren(a.children, b.children),
    calls: [...a.calls, ...b.calls],
  };
}

/** The enclosed statements are the same in each round, unless one did not reach into them. */
function allChildren(a: readonly PlacedStep[], b: readonly PlacedStep[]): readonly PlacedStep[] {
  const [longer, other] = a.length >= b.length ? [a, b] : [b, a];
  return longer.map((one) => {
    const same = other.find(({ offset, step }) => offset === one.offset && step.statement === one.step.statement);
    return same ? { offset: one.offset, step: both(one.step, same.step) } : one;
  });
}
