/**
 * What of a body is to be run again for somebody of whom more is known than for any caller: all but the queries, the changes of
 * data, and the blocks and branches of these, that are allowed to any caller and leave everything as it was. To leave
 * those out changes nothing of what comes behind them.
 */
import type { Body, Statement } from '../../syntax/statement';
import type { Change } from '../../syntax/statements/data';
import type { Uses } from '../../syntax/uses';
import { childrenOf } from '../../syntax/walk';
import { firedTriggers } from '../judge/table-triggers';
import { resolveObject } from '../names/resolve';
import type { Outcome, Path, PlacedStep, Run, Step } from '../session/model';

/** The part of a body that asks who runs it, or may do more than it says; `run`: that of the body for any caller. */
export function askingIn(body: Body, run: Run): Body {
  const steps: Steps = new Map();
  noteSteps(run.steps, steps);
  return keepAsking(body, steps);
}

/** The runs of each statement. */
type Steps = Map<Statement, Step[]>;

function noteSteps(list: readonly PlacedStep[], found: Steps): void {
  for (const { step } of list) {
    const known = found.get(step.statement);
    if (known) known.push(step);
    else found.set(step.statement, [step]);
    noteSteps(step.children, found);
  }
}

/** A block is the same one where all of it stays. */
function keepAsking(body: Body, steps: Steps): Body {
  return body.flatMap((placed) => {
    const { node, offset } = placed;
    if (asksNothing(node, steps)) return [];
    if (node.kind !== 'block') return [placed];
    const inside = keepAsking(node.body, steps);
    return [inside.length === node.body.length ? placed : { offset, node: { ...node, body: inside } }];
  });
}

function asksNothing(statement: Statement, steps: Steps): boolean {
  const own = steps.get(statement);
  if (!own?.every(isPlain)) return false;
  switch (statement.kind) {
    case 'select':
      return statement.assignments.length === 0 && !statement.into && startsNothing(statement);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return !statement.call && startsNothing(statement) && !own.some(({ paths }) => fires(paths, statement));
    case 'if':
    case 'while':
      return startsNothing(statement) && childrenOf(statement).every(({ node }) => asksNothing(node, steps));
    case 'block':
      return statement.body.every(({ node }) => asksNothing(node, steps));
    default:
      return false;
  }
}

/** It fills no variable and calls no function. */
function startsNothing({ uses, fills }: Statement & { readonly uses: Uses }): boolean {
  return !fills && uses.functions.length === 0 && !uses.accesses.some(({ isFunction }) => isFunction);
}

function fires(paths: readonly Path[], { target, actions }: Change): boolean {
  return paths.some(({ before }) => {
    const resolved = target && resolveObject(before, target);
    if (resolved?.kind !== 'object') return false;
    const { instead, after } = firedTriggers(before, resolved.database, resolved.key, resolved.object, actions);
    return instead.length + after.length > 0;
  });
}

/** Every way through it is allowed to any caller and leaves everything as it was. */
function isPlain({ before, after, paths, calls }: Step): boolean {
  return after === before && calls.length === 0 && paths.every(isPlainPath);
}

function isPlainPath({ before, after, outcome, facts }: Path): boolean {
  return after === before && facts.length === 0 && isForAll(outcome);
}

/** No permission is needed, or the chain of owners takes the place of all. */
function isForAll(outcome: Outcome): boolean {
  if (outcome.kind !== 'ok') return false;
  const { proof } = outcome;
  return !proof || proof.kind === 'chain' || proof.kind === 'exempt';
}
