/**
 * What is worked out once for each statement before its body is run: the variables that matter in it, and its labels. A
 * long body pauses meanwhile.
 */
import { ofBodies } from '../../syntax/of-bodies';
import { ofStatements } from '../../syntax/of-statements';
import type { Body, Statement } from '../../syntax/statement';
import { mayHold, runChildrenOf } from '../../syntax/walk';
import { noneTracked, trackedBy } from '../calls/tracked';
import { labelsIn } from './labels';

/** With those inside them. */
const isPrepared = ofStatements((_: Statement): boolean => false);
const isWhollyPrepared = ofBodies((_: Body): boolean => false);

/** Prepares the statements of a routine, those inside others first; yields now and then. */
export function* prepare(routine: Body): Generator<undefined, void> {
  if (isWhollyPrepared(routine)) return;
  yield* prepareIn(routine, { untilPause: pauseAfter });
  isWhollyPrepared.know(routine, true);
}

function* prepareIn(body: Body, left: { untilPause: number }): Generator<undefined, void> {
  for (const { node } of body) {
    if (isPrepared(node)) continue;
    if (mayHold(node)) yield* prepareIn(runChildrenOf(node), left);
    trackedBy(node, noneTracked);
    labelsIn(node);
    isPrepared.know(node, true);
    if (--left.untilPause > 0) continue;
    left.untilPause = pauseAfter;
    yield;
  }
}

const pauseAfter = 64;
