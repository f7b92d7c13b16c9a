/** What keeps a principal from being dropped, whoever asks (PRN-50, MOD-9). */

import { saId } from '../../catalog/ids';
import type { Catalog, Database, DatabasePrincipal, Id, Module, ServerPrincipal } from '../../catalog/model';
import * as messages from '../session/messages';
import type { Session } from '../session/model';

/**
 * Why a login can't be dropped: it is sa, owns a database or a role, is who a trigger runs as, granted something, or is
 * connected.
 */
export function whyLoginStays(
  catalog: Catalog,
  session: Session,
  login: ServerPrincipal,
): messages.Message | undefined {
  const { server } = catalog;
  if (login.id === saId) return messages.cannotToFixed('drop', 'login', login.name);
  if (session.original.kind === 'login' && session.original.id === login.id) return messages.loggedIn(login.name);
  if (catalog.databases.some((one) => one.owner === login.sid)) return messages.ownsDatabases(login.name);
  if (server.triggers.some((trigger) => runsAs(trigger, login.id))) return messages.isContextOfTrigger();
  if (server.principals.some((one) => one.owner === login.id)) return messages.loginOwns('server role');
  if (server.endpoints.some((one) => one.owner === login.id)) return messages.loginOwnsOne('endpoint');
  if (server.permissions.some((row) => row.grantor === login.id)) return messages.loginGranted(login.name);
  return undefined;
}

/**
 * Why a user or role can't be dropped: it owns something, is who a module runs as, granted something, or has members.
 */
export function whyPrincipalStays(database: Database, principal: DatabasePrincipal): messages.Message | undefined {
  const { id } = principal;
  const owns = (things: { some(test: (one: { readonly owner?: Id }) => boolean): boolean }): boolean =>
    things.some((one) => one.owner === id);
  if (database.objects.some((one) => one.owner === id && one.kind !== 'type')) return messages.ownsObjects();
  if (owns(database.objects)) return messages.ownsTypes();
  if (owns(database.schemas)) return messages.userOwns('schema');
  if (owns(database.principals)) return messages.userOwnsRole();
  if (database.keys.some((one) => one.owner === id && one.type === 'certificate'))
    return messages.userOwns('certificate');
  if (owns(database.keys)) return messages.userOwns('key');
  if (owns(database.assemblies)) return messages.userOwns('assembly');
  if (owns(database.services)) return messages.userOwns('service');
  if (isContext(database, id)) return messages.isContextOfModule();
  if (database.permissions.some((row) => row.grantor === id)) return messages.userGranted();
  return principal.type === 'role' && (database.members.get(id)?.size ?? 0) > 0 ? messages.roleHasMembers() : undefined;
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
