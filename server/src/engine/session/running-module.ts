/** The module whose body runs. */
import type { Link } from '../../catalog/decide/chain';
import { databaseByKey } from '../../catalog/lookup';
import type { Database, Module, SqlObject } from '../../catalog/model';
import type { World } from './model';

/**
 * The module whose body runs: what its references are compared with. Batches and dynamic SQL have none (CHN-12, DYN-2).
 */
export function runningModule(world: World): Link | undefined {
  const { module } = world.scope;
  if (!module) return undefined;
  if (module.server) return undefined;
  const database = databaseByKey(world.catalog, module.database);
  const object = database && moduleIn(database, module.id);
  return database && object ? { database, object } : undefined;
}

function moduleIn(database: Database, id: Module['id']): SqlObject | undefined {
  return database.objects.get(id) ?? database.triggers.get(id);
}
