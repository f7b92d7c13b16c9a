/**
 * Temporary procedures: kept in tempdb, nobody's securable for their session, run in the current database (MOD-25,
 * PERM-14).
 */

import { defineModule } from '../../catalog/change/modules/modules';
import { dboSchemaId } from '../../catalog/ids';
import { findObject } from '../../catalog/lookup';
import { lacking } from '../../catalog/reason';
import type { StatementOf } from '../../syntax/statement';
import { fold, type Name } from '../../text/name';
import { type Effect, ok, type PlannedCall, unknown } from '../session/effect';
import { makeFrame } from '../session/make';
import { enter } from '../session/memory';
import type { Context, World } from '../session/model';
import { enterScope, withOwnFrame } from '../session/scope';
import type { Bound } from './module-frame';

const home = fold('tempdb');

/** CREATE, ALTER of #p: no permission is needed. What its EXECUTE AS clause means is not documented. */
export function defineTemporary(context: Context, statement: StatementOf<'create_module'>, world: World): Effect {
  const clause = statement.executeAs;
  const catalog = defineModule(world.catalog, home, {
    kind: 'module',
    type: 'procedure',
    schema: dboSchemaId,
    name: statement.name.name,
    runAs: !clause || clause.kind === 'caller' ? { kind: 'caller' } : { kind: 'unknown', because: clauseUnknown },
    body: context.definitions.idOf(statement),
    external: false,
    schemaBinding: false,
    events: [],
  });
  return ok(world, catalog);
}

/** MOD-25. */
const clauseUnknown = lacking('model', 'what its EXECUTE AS clause means is not documented');

/** EXEC #p. Its statements are checked against the frame in effect: no chain starts at what is nobody's. */
export function callTemporary(
  context: Context,
  world: World,
  name: Name,
  bind: (definition: StatementOf<'create_module'>, from: World) => Bound,
): Effect {
  const tempdb = world.catalog.databases.get(home);
  const found = tempdb && findObject(tempdb, { name }, undefined);
  const module = found?.kind === 'found' && found.entry.kind === 'module' ? found.entry : undefined;
  const definition = module?.body === undefined ? undefined : enter(context, module.body);
  if (!module || !definition) return unknown(world, lacking('declaration', `the text of ${name} is not known`));
  if (!context.enterCalls) return ok(world);
  const { runAs } = module;
  const call: PlannedCall = {
    kind: 'module',
    name,
    definition,
    body: definition.body,
    module: undefined,
    enter: (from) => {
      const entered = enterScope(from, { kind: 'module', keys: [], ...bind(definition, from) });
      if (runAs.kind !== 'unknown') return entered;
      const guard = {
        database: from.database,
        revert: 'never',
        by: definition,
      } as const;
      const frame = makeFrame({
        origin: 'module',
        scope: 'database',
        login: runAs,
        user: runAs,
        home: from.database,
        vouchers: [],
        guard,
      });
      return withOwnFrame(entered, frame);
    },
  };
  return { outcome: { kind: 'ok' }, after: world, calls: [call] };
}
