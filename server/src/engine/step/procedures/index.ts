/** System procedures that change the catalog or need a permission worth knowing (PRN-50, PERM-30). */
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { type Effect, failed } from '../../session/effect';
import type { Context, World } from '../../session/model';
import { onlyInAzure } from '../../session/server-error';
import { refusedInTransaction } from './in-transaction';
import { stepLegacy } from './legacy';
import { stepLinkedServerProcedure } from './linked-servers';
import { refusedReport } from './reports';
import { stepServerProcedure } from './server';

/** What Azure SQL Database has none of (AZ-5). */
const ofInstances = /linkedserver|linkedsrvlogin|^sp_(add|drop)server$|^sp_configure$|trusted_assembly/;

/** The effect of a system procedure; undefined: it is not modelled. */
export function stepProcedure(
  context: Context,
  statement: StatementOf<'execute'>,
  world: World,
  name: Folded,
): Effect | undefined {
  if (world.catalog.version === 'azure-sql-database' && ofInstances.test(name))
    return failed(world, onlyInAzure(`Azure SQL Database has no ${name}.`, statement.span));
  return (
    refusedInTransaction(statement, world, name) ??
    refusedReport(context, statement, world, name) ??
    stepLinkedServerProcedure(context, statement, world, name) ??
    stepServerProcedure(context, statement, world, name) ??
    stepLegacy(context, statement, world, name)
  );
}
