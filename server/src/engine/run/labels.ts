/** Which labels a statement or body holds, at any depth. */

import { ofBodies } from '../../syntax/of-bodies';
import { ofStatements } from '../../syntax/of-statements';
import type { Body, Statement } from '../../syntax/statement';
import { mayHold, runChildrenOf } from '../../syntax/walk';
import { type Folded, fold } from '../../text/name';

const none: ReadonlySet<Folded> = new Set();

export function labelsIn(where: Body | Statement): ReadonlySet<Folded> {
  if (!('kind' in where)) return ofBody(where);
  return where.kind === 'label' || mayHold(where) ? ofStatement(where) : none;
}

const ofBody = ofBodies((body: Body): ReadonlySet<Folded> => union(body.map(({ node }) => labelsIn(node))));

const ofStatement = ofStatements((statement): ReadonlySet<Folded> => {
  if (statement.kind === 'label') return new Set([fold(statement.name)]);
  return union(runChildrenOf(statement).map(({ node }) => labelsIn(node)));
});

function union(sets: readonly ReadonlySet<Folded>[]): ReadonlySet<Folded> {
  const filled = sets.filter((set) => set.size > 0);
  if (filled.length === 0) return none;
  return filled.length === 1 ? filled[0]! : new Set(filled.flatMap((set) => [...set]));
}
