/** What NEWID() gives. */
import { someGuid } from '../../catalog/ids';
import type { World } from '../session/model';

/** Another one at each place, and at the same place again once something has been made or dropped: names differ by it. */
export function newGuid({ catalog, database, scope, variables }: World, place: number): string {
  const { server, databases } = catalog;
  const here = databases.get(database);
  const counted = [
    ...[server.principals, server.credentials, server.endpoints, server.linkedServers, server.triggers, server.gone],
    ...[databases, here?.principals, here?.schemas, here?.objects, here?.keys, here?.others, here?.gone],
    ...[here?.triggers, here?.assemblies, here?.services],
  ].map((held) => held?.size ?? 0);
  return someGuid([place, scope.depth, variables.size, ...counted].join('/'));
}
