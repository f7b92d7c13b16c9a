/**
 * Loops whose every round is known before the script is run: they are run round by round, as the server would (UNK-4).
 */
import type { Placed } from '../../text/span';
import type { Statement, StatementOf } from '../../syntax/statement';
import { type Flow, isReachable, joinLeaves, noLeaves, orUnreachable, without } from './flow';
import { join } from '../session/join';
import { makeState, unreachableState } from '../session/make';
import type { PlacedStep, State, Step } from '../session/model';

export interface Round {
  readonly test: Flow;
  readonly holds: State;
  readonly fails: State;
  /** Undefined: the condition cannot hold. */
  readonly body: Flow | undefined;
}

/**
 * More rounds are not run one by one: of a loop, of one inside it (wherever that stands: in a called module too), and
 * so on.
 */
const limits = [100, 20, 5];
let nesting = 0;

/** The loop as the sum of its rounds; undefined: whether a round is run at all is not known, or there are too many. */
export function countedRounds(
  statement: StatementOf<'while'>,
  before: State,
  round: (head: State) => Round,
): Flow | undefined {
  const limit = limits[nesting];
  if (!statement.body || before.kind === 'anything' || limit === undefined) return undefined;
  nesting++;
  try {
    return sumOfRounds(statement.body, before, round, limit);
  } finally {
    nesting--;
  }
}

function sumOfRounds(
  body: Placed<Statement>,
  before: State,
  round: (head: State) => Round,
  limit: number,
): Flow | undefined {
  const seen = new Set<State>();
  let head: State = before;
  let shown: Step | undefined;
  let next = unreachableState;
  let leaves = noLeaves;
  for (let count = 0; count < limit && isReachable(head); count++) {
    if (seen.has(head)) break;
    seen.add(head);
    const one = round(head);
    if (isReachable(one.holds) && isReachable(one.fails)) return undefined;
    leaves = joinLeaves(
      leaves,
      joinLeaves(one.test.leaves, one.body ? without(one.body.leaves, 'breaks', 'continues') : noLeaves),
    );
    const step: Step = {
      ...one.test.step,
      children: [{ offset: body.offset, step: one.body?.step ?? neverRun(body) }],
    };
    shown = shown ? both(shown, step) : step;
    next = join(next, join(one.fails, orUnreachable(one.body?.leaves.breaks)));
    head = one.body ? join(one.body.next, orUnreachable(one.body.leaves.continues)) : unreachableState;
    if (one.body?.next.kind === 'anything') return undefined;
  }
  if (!shown || (isReachable(head) && !seen.has(head))) return undefined;
  return { step: { ...shown, after: next }, next, leaves };
}

function neverRun({ node }: Placed<Statement>): Step {
  return { statement: node, before: unreachableState, after: unreachableState, paths: [], children: [], calls: [] };
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
