/** How a principal came by a role: the path of memberships between them (TOK-5, TOK-6). */
import type { Database, Id, Server } from '../catalog/model';
import type { World } from '../engine/session/model';

type Members = Database['members'] | Server['members'];

/** The names on the way from the first principal to the role, both included; undefined: no way, or a single step. */
export function pathOfMemberships(
  world: World,
  database: string,
  from: Id,
  role: string,
): readonly string[] | undefined {
  const { server, databases } = world.catalog;
  const place = databases.get(database as World['database']);
  const within = place && pathIn(place.members, place.principals, from, role);
  return within ?? pathIn(server.members, server.principals, from, role);
}

interface Named {
  readonly id: Id;
  readonly name: string;
}

function pathIn(
  members: Members,
  principals: { get(id: Id): Named | undefined; find(test: (one: Named) => boolean): Named | undefined },
  from: Id,
  role: string,
): readonly string[] | undefined {
  const start = principals.get(from);
  const target = principals.find(({ name }) => name === role);
  if (!start || !target || start.id === target.id) return undefined;
  const cameFrom = new Map<Id, Id | undefined>([[start.id, undefined]]);
  const waiting = [start.id];
  for (let id = waiting.shift(); id !== undefined && !cameFrom.has(target.id); id = waiting.shift()) {
    for (const [parent, list] of members) {
      if (!list.has(id) || cameFrom.has(parent)) continue;
      cameFrom.set(parent, id);
      waiting.push(parent);
    }
  }
  if (!cameFrom.has(target.id)) return undefined;
  const path: string[] = [];
  for (let id: Id | undefined = target.id; id !== undefined; id = cameFrom.get(id))
    path.unshift(principals.get(id)?.name ?? String(id));
  return path.length > 2 ? path : undefined;
}
