/** What keeps a principal from being dropped, whoever asks (PRN-50, MOD-9). */
import { saId } from '../../catalog/ids';
import type { Catalog, Database, DatabasePrincipal, Id, Module, ServerPrincipal } from '../../catalog/model';
import type { Session } from '../session/model';

/** The message that refuses the drop. */
export interface Hindrance {
  readonly number: number;
  readonly inserts: readonly string[];
}

/**
 * Why a login can't be dropped: it is sa, owns a database or a role, is who a trigger runs as, granted something, or is
 * connected.
 */
export function whyLoginStays(catalog: Catalog, session: Session, login: ServerPrincipal): Hindrance | undefined {
  const { server } = catalog;
  if (login.id === saId) return { number: 15150, inserts: ['drop', 'login', login.name] };
  if (session.original.kind === 'login' && session.original.id === login.id)
    return { number: 15434, inserts: [login.name] };
  if (catalog.databases.some((one) => one.owner === login.sid)) return { number: 15174, inserts: [login.name] };
  if (server.triggers.some((trigger) => runsAs(trigger, login.id))) return { number: 15186, inserts: [] };
  if (server.principals.some((one) => one.owner === login.id)) return { number: 15141, inserts: ['server role'] };
  if (server.endpoints.some((one) => one.owner === login.id)) return { number: 15155, inserts: ['endpoint'] };
  if (server.permissions.some((row) => row.grantor === login.id)) return { number: 15173, inserts: [login.name] };
  return undefined;
}

/**
 * Why a user or role can't be dropped: it owns something, is who a module runs as, granted something, or has members.
 */
export function whyPrincipalStays(database: Database, principal: DatabasePrincipal): Hindrance | undefined {
  const { id } = principal;
  const owns = (things: { some(test: (one: { readonly owner?: Id }) => boolean): boolean }): boolean =>
    things.some((one) => one.owner === id);
  if (database.objects.some((one) => one.owner === id && one.kind !== 'type')) return { number: 15183, inserts: [] };
  if (owns(database.objects)) return { number: 15184, inserts: [] };
  if (owns(database.schemas)) return { number: 15138, inserts: ['schema'] };
  if (owns(database.principals)) return { number: 15421, inserts: [] };
  if (database.keys.some((one) => one.owner === id && one.type === 'certificate'))
    return { number: 15138, inserts: ['certificate'] };
  if (owns(database.keys)) return { number: 15138, inserts: ['key'] };
  if (owns(database.assemblies)) return { number: 15138, inserts: ['assembly'] };
  if (owns(database.services)) return { number: 15138, inserts: ['service'] };
  if (isContext(database, id)) return { number: 15136, inserts: [] };
  if (database.permissions.some((row) => row.grantor === id)) return { number: 15284, inserts: [] };
  return principal.type === 'role' && (database.members.get(id)?.size ?? 0) > 0
    ? { number: 15144, inserts: [] }
    : undefined;
}

function isContext(database: Database, id: Id): boolean {
  return (
    database.triggers.some((trigger) => runsAs(trigger, id)) ||
    database.objects.some((object) => {
      if (object.kind === 'module') return runsAs(object, id);
      return (
        object.kind === 'queue' && object.activation?.context.kind === 'user' && object.activation.context.id === id
      );
    })
  );
}

function runsAs(module: Module, id: Id): boolean {
  return (module.runAs.kind === 'user' || module.runAs.kind === 'login') && module.runAs.id === id;
}
