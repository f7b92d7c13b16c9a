/** USE (TOK-12, TOK-13, APP-5, SET-5, AZ-2). */

import { addOpenDatabase } from '../../../catalog/change/server/databases';
import { databaseKey } from '../../../catalog/collation';
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { enterDatabase } from '../../names/access';
import { failed, ok, type StepFunction, unknown } from '../../session/effect';
import { change, makeSession } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { isNoSuchDatabase } from '../../session/table-messages';

/** Re-binds the user token of the frame in effect; login, guard and stack stay. */
export const stepUse: StepFunction<StatementOf<'use'>> = (_, { database: { name, span } }, world) => {
  const { frame } = world.stack;
  const isCurrent = databaseKey(world.catalog, name) === world.database;
  if (isCurrent && frame.origin !== 'app_role' && frame.origin !== 'setuser') return ok(named(world, world.database)); // APP-5
  if (world.catalog.version === 'azure-sql-database' && !isCurrent)
    return failed(
      world,
      serverError({
        message: messages.useNotSupported(),
        span,
        refusal: { kind: 'platform', because: 'USE cannot change the database in Azure SQL Database' },
      }),
    );
  const entered = enterDatabase(world, name, span);
  if (entered.kind === 'refused' && isNoSuchDatabase(entered.outcome)) return failed(world, entered.outcome);
  if (frame.origin === 'app_role' || frame.origin === 'setuser')
    return failed(
      world,
      serverError({
        message: messages.pinnedToDatabase(),
        span,
        refusal: { kind: 'pinned-database', by: frame.origin },
      }),
    );
  switch (entered.kind) {
    case 'refused':
      return failed(world, entered.outcome);
    case 'unknown':
      // A frame that is likely to be refused is taken to stay where it is.
      if (entered.unless) return unknown(world, entered);
      // Where the database is not in the catalog, what follows is taken to run in it.
      return unknown(
        hoped(
          change(world, { catalog: addOpenDatabase(world.catalog, name), database: databaseKey(world.catalog, name) }),
        ),
        entered,
      );
    case 'entered':
      return ok(named(change(world, { database: entered.key }), entered.key));
  }
};

/** The script says itself that it is there; a frame that was pushed before was pushed where it was. */
function named(world: World, key: Folded): World {
  const { session, stack, scope } = world;
  const { assumed } = session;
  if (!assumed || stack.depth > 0 || scope.depth > 0) return world;
  const places = assumed.places.filter(({ database }) => database !== key);
  return change(world, { session: makeSession({ ...session, assumed: { ...assumed, places } }) });
}

/** An administrator is where he says; somebody who is impersonated may have been refused. */
function hoped(world: World): World {
  const { session, stack, database } = world;
  if (stack.depth === 0) return world;
  const { login = false, places = [] } = session.assumed ?? {};
  const assumed = { login, places: [...places, { database, by: 'use' } as const] };
  return change(world, { session: makeSession({ ...session, assumed }) });
}
