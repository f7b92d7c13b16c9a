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

/** Prepares the statements of a body, those inside others first; yields now and then. */
export function* prepare(body: Body, left = { untilPause: pauseAfter }): Generator<undefined, void> {
  if (isWhollyPrepared(body)) return;
  for (const { node } of body) {
    if (isPrepared(node)) continue;
    if (mayHold(node)) yield* prepare(runChildrenOf(node), left);
    trackedBy(node, noneTracked);
    labelsIn(node);
    isPrepared.know(node, true);
    if (--left.untilPause > 0) continue;
    left.untilPause = pauseAfter;
    yield;
  }
  isWhollyPrepared.know(body, true);
}

const pauseAfter = 64;
