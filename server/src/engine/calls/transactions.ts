/** Transactions: principals, permissions and objects roll back, contexts do not (PRN-52, CTX-16). */

import { backTo } from '../../catalog/change/knowledge';
import { withImpliedOf } from '../../catalog/change/principals/implied';
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import type { StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';
import { ok, type StepFunction } from '../session/effect';
import { change, makeUndo } from '../session/make';
import type { World } from '../session/model';

/** Deeper nesting is not counted. */
const deepest = 32;

export const stepTransaction: StepFunction<
  StatementOf<'begin_transaction' | 'commit' | 'rollback' | 'save_transaction'>
> = (_, { kind, name }, world) => {
  switch (kind) {
    case 'begin_transaction':
      return ok(begun(world));
    case 'commit':
      return ok(committed(world));
    case 'save_transaction': {
      if (!world.undo || name === undefined) return ok(world);
      const savepoints = [
        ...world.undo.savepoints.filter((one) => one.name !== fold(name)),
        { name: fold(name), catalog: world.catalog },
      ];
      return ok(change(world, { undo: makeUndo({ ...world.undo, savepoints }) }));
    }
    case 'rollback': {
      const savepoint = name === undefined ? undefined : world.undo?.savepoints.find((one) => one.name === fold(name));
      return ok(savepoint ? change(world, { catalog: earlier(savepoint.catalog, world.catalog) }) : rolledBack(world));
    }
  }
};

function begun(world: World): World {
  const { undo, transaction } = world;
  if (!undo)
    return change(world, { transaction: 'open', undo: makeUndo({ catalog: world.catalog, depth: 1, savepoints: [] }) });
  const catalog = transaction === 'maybe' ? joinCatalogs(undo.catalog, world.catalog) : undo.catalog;
  return change(world, {
    transaction: 'open',
    undo: makeUndo({ ...undo, catalog, depth: Math.min(undo.depth + 1, deepest) }),
  });
}

function committed(world: World): World {
  const { undo } = world;
  if (undo && undo.depth > 1) return change(world, { undo: makeUndo({ ...undo, depth: undo.depth - 1 }) });
  return change(world, { transaction: 'none', undo: undefined });
}

/** The world behind ROLLBACK, or behind an error under XACT_ABORT. */
export function rolledBack(world: World): World {
  return change(world, { catalog: catalogBefore(world), transaction: 'none', undo: undefined });
}

/** An earlier catalog that is there again, with what of the later one a ROLLBACK does not take back. */
function earlier(before: Catalog, now: Catalog): Catalog {
  return before === now ? before : withImpliedOf(backTo(before, now), now);
}

function catalogBefore({ undo, transaction, catalog }: World): Catalog {
  if (!undo) return catalog;
  return transaction === 'maybe' ? joinCatalogs(undo.catalog, catalog) : earlier(undo.catalog, catalog);
}
