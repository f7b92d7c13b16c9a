/** System procedures that change the catalog or need a permission worth knowing (PRN-50, section 6.2). */
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import type { Effect } from '../../effect';
import type { Context, World } from '../../model';
import { stepLegacy } from './legacy';
import { stepServerProcedure } from './server';

/** The effect of a system procedure; undefined: it is not modelled. */
export function stepProcedure(context: Context, statement: StatementOf<'execute'>, world: World, name: Folded): Effect | undefined {
  return stepServerProcedure(context, statement, world, name) ?? stepLegacy(context, statement, world, name);
}
