/**
 * What of a body is to be run again for somebody of whom more is known than for any caller: all but the queries, the changes of
 * data, the calls that come out the same for anybody, and the blocks and branches of these, that are allowed to any caller and
 * leave everything as it was. To leave those out changes nothing of what comes behind them.
 */
import type { Body, Statement, StatementOf } from '../../syntax/statement';
import type { Change } from '../../syntax/statements/data';
import type { Uses } from '../../syntax/uses';
import { childrenOf } from '../../syntax/walk';
import { firedTriggers } from '../judge/table-triggers';
import { resolveObject } from '../names/resolve';
import type { Path, PlacedStep, Run, Step } from '../session/model';

/**
 * The part of a body that asks who runs it, or may do more than it says; `steps`: its run for any caller, `same`: the calls in
 * it that come out the same for anybody.
 */
export function askingIn(body: Body, steps: Steps, same: ReadonlySet<Statement>): Body {
  return keepAsking(body, { steps, same });
}

interface Known {
  readonly steps: Steps;
  readonly same: ReadonlySet<Statement>;
}

/** The runs of each statement. */
export type Steps = ReadonlyMap<Statement, readonly Step[]>;

/** The runs of each statement of a body, those inside others, too, but not those of what it calls. */
export function stepsOf({ steps }: Run): Steps {
  const found = new Map<Statement, Step[]>();
  noteSteps(steps, found);
  return found;
}

function noteSteps(list: readonly PlacedStep[], found: Map<Statement, Step[]>): void {
  for (const { step } of list) {
    const known = found.get(step.statement);
    if (known) known.push(step);
    else found.set(step.statement, [step]);
    noteSteps(step.children, found);
  }
}

/** A block is the same one where all of it stays. */
function keepAsking(body: Body, known: Known): Body {
  return body.flatMap((placed) => {
    const { node, offset } = placed;
    if (asksNothing(node, known)) return [];
    if (node.kind !== 'block') return [placed];
    const inside = keepAsking(node.body, known);
    return [inside.length === node.body.length ? placed : { offset, node: { ...node, body: inside } }];
  });
}

function asksNothing(statement: Statement, known: Known): boolean {
  const own = known.steps.get(statement);
  if (!own?.every(isPlain)) return false;
  switch (statement.kind) {
    case 'select':
      return statement.assignments.length === 0 && !statement.fills && onlyTouchesData(statement, own);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return !statement.fills && onlyTouchesData(statement, own);
    case 'if':
    case 'while':
      return (
        !statement.fills &&
        startsNothing(statement) &&
        childrenOf(statement).every(({ node }) => asksNothing(node, known))
      );
    case 'block':
      return statement.body.every(({ node }) => asksNothing(node, known));
    case 'execute':
      return known.same.has(statement);
    default:
      return false;
  }
}

type TouchesData = StatementOf<'select'> | Change;

/** It reads or changes what is in tables, makes none and starts no module; `steps`: its runs. */
export function onlyTouchesData(statement: TouchesData, steps: readonly Step[]): boolean {
  if (!startsNothing(statement)) return false;
  return statement.kind === 'select' ? !statement.into : !statement.call && firesNothing(statement, steps);
}

/** It calls no function. */
export function startsNothing({ uses }: { readonly uses: Uses }): boolean {
  return uses.functions.length === 0 && !uses.accesses.some(({ isFunction }) => isFunction);
}

function firesNothing({ target, actions }: Change, steps: readonly Step[]): boolean {
  return steps.every(({ paths }) =>
    paths.every(({ before }) => {
      const resolved = target && resolveObject(before, target);
      if (resolved?.kind !== 'object') return true;
      const { instead, after } = firedTriggers(before, resolved.database, resolved.key, resolved.object, actions);
      return instead.length + after.length === 0;
    }),
  );
}

/**
 * Every way through it is allowed to any caller and leaves everything as it was. One that nothing leads to is none: where an
 * EXECUTE AS is refused to somebody, what stands behind it may go another way.
 */
export function isPlain({ before, after, paths, calls }: Step): boolean {
  if (after !== before || calls.length > 0 || !isReached(paths)) return false;
  return paths.every((path) => path.after === path.before && isForAll(path));
}

/** Whether anything leads to a statement. */
export function isReached(paths: readonly Path[]): boolean {
  return paths.length > 0;
}

/** No permission is needed, or the chain of owners takes the place of all, and nothing is to be said of it. */
export function isForAll({ outcome, facts }: Path): boolean {
  if (outcome.kind !== 'ok' || facts.length > 0) return false;
  const { proof } = outcome;
  return !proof || proof.kind === 'chain' || proof.kind === 'exempt';
}
