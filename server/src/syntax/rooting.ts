/**
 * The trees of scripts that were read before: from what was kept of them, and not from trees. They get their trees behind
 * what somebody waits for and keep their statements, so that what is remembered of those holds on.
 */
import type { Placed } from '../text/span';
import type { Lowered, LoweredBatch } from './lower/reuse';
import { newPace } from './pace';
import type { Batch, Body, Statement } from './statement';
import { type ParsedBatch, parseBatch, releaseTree, type Trees } from './trees';
import { childrenOf } from './walk';

/** A batch with its tree and the statements that it has; undefined: its text reads otherwise. Yields now and then. */
export function* rootBatch(trees: Trees, batch: Batch): Generator<undefined, ParsedBatch | undefined> {
  const parsed = (yield* parseBatch(trees, batch.text, batch.commands, newPace()))!;
  const children = adopting(parsed.lowered.children, batch.statements);
  const isSame = children.every(({ node }, index) => node.statement === batch.statements[index]?.node);
  if (isSame && children.length === batch.statements.length) {
    const lowered: LoweredBatch = { ...parsed.lowered, children };
    return Object.assign(parsed, { batch, lowered });
  }
  releaseTree(trees, parsed);
  return undefined;
}

/** What was lowered, each with the statement that stands for it, as far as there is one. */
function adopting(lowered: readonly Placed<Lowered>[], body: Body): readonly Placed<Lowered>[] {
  if (lowered.length === 0) return lowered;
  const known = new Map<number, Statement>(body.map(({ offset, node }) => [offset, node]));
  return lowered.map(({ offset, node }) => {
    const statement = known.get(offset);
    if (!statement || statement.node !== node.statement.node) return { offset, node };
    return { offset, node: { ...node, statement, children: adopting(node.children, childrenOf(statement)) } };
  });
}
