/**
 * Facts that are supposed to hold in a run: an administrator makes each of them on a session of its own, as soon as what
 * it names is there, and once more before the first statement behind that which uses what was set up. Whatever the script
 * says later about the same thing counts.
 */
import type { Catalog } from '../../catalog/model';
import type { Body, Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import { makes } from '../names/made';
import { change, makeState, makeUndo } from '../session/make';
import type { State, World } from '../session/model';

/** The facts of one run; it remembers which of them wait. */
export interface Supposed {
  /** A catalog with those that can be made in it, out of those that wait. */
  readonly on: (catalog: Catalog) => Catalog;
  /** A catalog in which those that were made once are made again. */
  readonly again: (catalog: Catalog) => Catalog;
  /** Called when all catalogs of a moment have been asked: what was made in one of them waits no more. */
  readonly settled: (moment: Moment) => void;
  readonly isOver: () => boolean;
  /** Whether a statement uses what was set up. */
  readonly isUse: (statement: Statement) => boolean;
}

/** What comes next. */
export type Moment = 'setting up' | 'use';

/** A state in which what is supposed has been made, where it can be. A ROLLBACK of the script's does not take it back. */
export function supposing(supposed: Supposed | undefined, state: State, moment: Moment): State {
  if (!supposed || supposed.isOver() || state.kind === 'anything') return state;
  const { on, again } = supposed;
  const facts = moment === 'use' ? (catalog: Catalog): Catalog => again(on(catalog)) : on;
  const made = makeState(state.worlds.map((world) => withFacts(facts, world)));
  supposed.settled(moment);
  return made;
}

function withFacts(facts: (catalog: Catalog) => Catalog, world: World): World {
  const { catalog, undo } = world;
  return change(world, { catalog: facts(catalog), undo: undo && makeUndo({ ...undo, catalog: facts(undo.catalog) }) });
}

export interface SupposedPart {
  readonly body: Body;
  readonly moment: Moment;
}

/**
 * The parts of a batch between which something that is supposed is made: behind each statement that makes a thing, and
 * before those that use some. A batch with variables, labels or jumps stays whole, for they belong to all of it.
 */
export function partsOf(body: Body, { isUse }: Supposed): readonly SupposedPart[] {
  const momentOf = (part: Body): Moment => (part.some(({ node }) => isUse(node)) ? 'use' : 'setting up');
  if (body.some(({ node }) => bound.has(node.kind))) return [{ body, moment: momentOf(body) }];
  const parts: SupposedPart[] = [];
  let from = 0;
  body.forEach(({ node }, index) => {
    const before = body[index - 1];
    if (!before || !(makes(before.node, fold('')) !== undefined || isUse(node))) return;
    const part = body.slice(from, index);
    parts.push({ body: part, moment: momentOf(part) });
    from = index;
  });
  const rest = from === 0 ? body : body.slice(from);
  return [...parts, { body: rest, moment: momentOf(rest) }];
}

const bound: ReadonlySet<string> = new Set(['declare', 'goto', 'label', 'declare_cursor']);
