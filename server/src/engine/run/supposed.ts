/**
 * Facts that are supposed to hold in a run: an administrator makes each of them on a session of its own, as soon as what
 * it names is there. Whatever the script itself says later about the same thing counts.
 */
import type { Catalog } from '../../catalog/model';
import type { Body } from '../../syntax/statement';
import { fold } from '../../text/name';
import { makes } from '../names/made';
import { change, makeState, makeUndo } from '../session/make';
import type { State, World } from '../session/model';

/** The facts of one run; it remembers which of them wait. */
export interface Supposed {
  /** A catalog with those that can be made in it, out of those that wait. */
  readonly on: (catalog: Catalog) => Catalog;
  /** Called when all catalogs of a moment have been asked: what was made in one of them waits no more. */
  readonly settled: () => void;
  readonly isWaiting: () => boolean;
}

/** A state in which what waits has been made, where it can be. A ROLLBACK of the script's does not take it back. */
export function supposing(supposed: Supposed | undefined, state: State): State {
  if (!supposed?.isWaiting() || state.kind === 'anything') return state;
  const made = makeState(state.worlds.map((world) => withFacts(supposed, world)));
  supposed.settled();
  return made;
}

function withFacts({ on }: Supposed, world: World): World {
  const { catalog, undo } = world;
  return change(world, { catalog: on(catalog), undo: undo && makeUndo({ ...undo, catalog: on(undo.catalog) }) });
}

/**
 * The parts of a batch between which something that is supposed may become possible: behind each statement that makes a
 * thing. A batch with variables, labels or jumps stays whole, for they belong to all of it.
 */
export function partsOf(body: Body): readonly Body[] {
  if (body.some(({ node }) => bound.has(node.kind))) return [body];
  const parts: Body[] = [];
  let from = 0;
  body.forEach(({ node }, index) => {
    if (index + 1 === body.length || makes(node, fold('')) === undefined) return;
    parts.push(body.slice(from, index + 1));
    from = index + 1;
  });
  return [...parts, from === 0 ? body : body.slice(from)];
}

const bound: ReadonlySet<string> = new Set(['declare', 'goto', 'label', 'declare_cursor']);
