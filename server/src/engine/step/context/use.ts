/** USE (TOK-12, TOK-13, APP-5, SET-5, AZ-2). */

import { addOpenDatabase } from '../../../catalog/change/server/databases';
import type { StatementOf } from '../../../syntax/statement';
import { fold } from '../../../text/name';
import { enterDatabase } from '../../names/access';
import { failed, ok, type StepFunction, unknown } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import { serverError } from '../../session/server-error';
import { isNoSuchDatabase } from '../../session/table-messages';

/** Re-binds the user token of the frame in effect; login, guard and stack stay. */
export const stepUse: StepFunction<StatementOf<'use'>> = (_, { database: { name, span } }, world) => {
  const { frame } = world.stack;
  const isCurrent = fold(name) === world.database;
  if (isCurrent && frame.origin !== 'app_role' && frame.origin !== 'setuser') return ok(world); // APP-5
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
      // Where the database is not in the catalog, what follows is taken to run in it.
      return unknown(
        change(world, { catalog: addOpenDatabase(world.catalog, name), database: fold(name) }),
        entered.because,
      );
    case 'entered':
      return ok(change(world, { database: entered.key }));
  }
};
