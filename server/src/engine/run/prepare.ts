/**
 * What is worked out once for each statement before its body is run: the variables that matter in it, and its labels. A
 * long body pauses meanwhile.
 */
import type { Body, Statement } from '../../syntax/statement';
import { mayHold, runChildrenOf } from '../../syntax/walk';
import { noneTracked, trackedBy } from '../calls/tracked';
import { labelsIn } from './labels';

/** With those inside them. */
const prepared = new WeakSet<Statement>();

/** Prepares the statements of a body, those inside others first; yields now and then. */
export function* prepare(body: Body, left = { untilPause: pauseAfter }): Generator<undefined, void> {
  for (const { node } of body) {
    if (prepared.has(node)) continue;
    if (mayHold(node)) yield* prepare(runChildrenOf(node), left);
    trackedBy(node, noneTracked);
    labelsIn(node);
    prepared.add(node);
    if (--left.untilPause > 0) continue;
    left.untilPause = pauseAfter;
    yield;
  }
}

const pauseAfter = 64;
