/**
 * What dynamic SQL and calls of a script mean to the others: what they make is not looked at, but where they may make
 * something, the database may hold more than is listed.
 */
import { openDatabase } from '../../catalog/change/knowledge';
import type { Catalog } from '../../catalog/model';
import type { Statement } from '../../syntax/statement';
import { runStatementsOf } from '../../syntax/walk';
import { type Folded, fold } from '../../text/name';
import type { Context, World } from '../session/model';
import { stepWorld } from '../step/index';
import { isDeclaring } from './declarations';

/** The catalog behind a statement that runs, or makes, what is not declared by itself. */
export function behindUnread(context: Context, statement: Statement, world: World): Catalog {
  if (statement.kind !== 'execute' && statement.kind !== 'execute_string') return opened(world.catalog, world.database);
  const { outcome, calls } = stepWorld({ ...context, enterCalls: true }, statement, world);
  if (outcome.kind === 'error') return world.catalog;
  if (!calls) return opened(world.catalog, world.database);
  let { catalog } = world;
  for (const { body } of calls) {
    let here = world.database;
    for (const inner of runStatementsOf(body)) {
      if (inner.kind === 'use') here = fold(inner.database.name);
      else if (isDeclaring(inner)) catalog = opened(catalog, here);
    }
  }
  return catalog;
}

function opened(catalog: Catalog, database: Folded): Catalog {
  return catalog.databases.get(database)?.system ? catalog : openDatabase(catalog, database);
}
