/** CREATE, ALTER, DROP LOGIN and the procedures that do the same; credentials (PRN-50). */
import type { Name } from '../../../text/name';
import { entriesNamed, foldIn } from '../../collation';
import { onServer, onServerPrincipal } from '../../decide/question';
import { firstFree, freeId, saId, windowsSid } from '../../ids';
import { serverIdentities, serverPrincipals, sidText } from '../../indexes';
import { hasSid } from '../../lookup';
import type { Catalog, Id, ServerPrincipal, Sid, Thumbprint } from '../../model';
import { changing, editServer } from '../edit';
import {
  withMember,
  withoutMember,
  withoutMembership,
  withoutRowsOf,
  withoutRowsOn,
  withRow,
} from '../permissions/rows';

export interface NewLogin {
  readonly name: Name;
  readonly type: Exclude<ServerPrincipal['type'], 'server_role'>;
  /** WITH SID = 0x...; else a sid that nothing else has, so that users of a dropped login of this name stay orphans. */
  readonly sid?: string | undefined;
  readonly key?: Thumbprint | undefined;
}

/** + server principal, + CONNECT SQL (PRN-8). The same name with the same sid again gives the same login. */
export function createLogin(catalog: Catalog, login: NewLogin): Catalog {
  return changing(catalog, 'createLogin', login, () => {
    const { principals } = catalog.server;
    const name = foldIn(catalog.server, login.name);
    const [old] = entriesNamed(catalog.server, serverPrincipals, principals, login.name);
    if (old && !old.implied) return catalog;
    const id = old?.id ?? freeId('login', name, (taken) => principals.has(taken));
    const own = /^windows_/.test(login.type)
      ? windowsSid(login.name)
      : (old?.sid ?? firstFree(`sid:${name}`, (text) => isSidUsed(catalog, text as Sid)));
    const sid = (login.sid?.toLowerCase() ?? own) as Sid;
    const made: ServerPrincipal = {
      id,
      name: login.name,
      certain: true,
      sid,
      type: login.type,
      fixed: false,
      disabled: false,
      created: true,
      ...(login.key !== undefined && { key: login.key }),
    };
    return editServer(catalog, (server) => ({
      ...server,
      principals: serverPrincipals.set(server.principals, id, made),
      permissions: withRow(server.permissions, {
        state: 'grant',
        permission: 'CONNECT SQL',
        securable: onServer,
        grantee: id,
        grantor: saId,
        certain: true,
      }),
    }));
  });
}

/** Whether a login, an owner of a database or a user, perhaps an orphan, has the sid. */
function isSidUsed(catalog: Catalog, sid: Sid): boolean {
  return (
    serverIdentities.find(catalog.server.principals, sidText(sid)).length > 0 ||
    catalog.databases.some((database) => database.owner === sid || hasSid(database, sid))
  );
}

/** ALTER LOGIN ... ENABLE, DISABLE, WITH NAME; sa too (PRN-2). */
export function alterLogin(
  catalog: Catalog,
  id: Id,
  change: { readonly name?: Name; readonly disabled?: boolean },
): Catalog {
  return changing(catalog, 'alterLogin', [id, change], () => alterServerPrincipal(catalog, id, change));
}

/** DROP LOGIN: its users become orphans. */
export function dropLogin(catalog: Catalog, id: Id): Catalog {
  return dropServerPrincipal(catalog, id);
}

export function dropServerPrincipal(catalog: Catalog, id: Id): Catalog {
  return changing(catalog, 'dropServerPrincipal', id, () =>
    editServer(catalog, (server) => {
      const principal = server.principals.get(id);
      if (!principal) return server;
      return {
        ...server,
        principals: serverPrincipals.remove(server.principals, id),
        members: withoutMember(server.members, id),
        permissions: withoutRowsOf(withoutRowsOn(server.permissions, onServerPrincipal(principal)), id),
        linkedServers: server.linkedServers.map((linked) =>
          linked.mappings.some((mapping) => mapping.local === id)
            ? { ...linked, mappings: linked.mappings.filter((mapping) => mapping.local !== id) }
            : linked,
        ),
      };
    }),
  );
}

/** CREATE SERVER ROLE ... AUTHORIZATION owner. */
export function createServerRole(catalog: Catalog, role: { readonly name: Name; readonly owner: Id }): Catalog {
  return changing(catalog, 'createServerRole', role, () => {
    const { principals } = catalog.server;
    if (entriesNamed(catalog.server, serverPrincipals, principals, role.name).length > 0) return catalog;
    const id = freeId('server_role', foldIn(catalog.server, role.name), (taken) => principals.has(taken));
    const made: ServerPrincipal = {
      id,
      name: role.name,
      certain: true,
      sid: id as string as Sid,
      type: 'server_role',
      fixed: false,
      disabled: false,
      created: true,
      owner: role.owner,
    };
    return editServer(catalog, (server) => ({
      ...server,
      principals: serverPrincipals.set(server.principals, id, made),
    }));
  });
}

export function renameServerRole(catalog: Catalog, id: Id, name: Name): Catalog {
  return changing(catalog, 'renameServerRole', [id, name], () => alterServerPrincipal(catalog, id, { name }));
}

function alterServerPrincipal(catalog: Catalog, id: Id, change: Partial<ServerPrincipal>): Catalog {
  return editServer(catalog, (server) => {
    const old = server.principals.get(id);
    return old ? { ...server, principals: serverPrincipals.set(server.principals, id, { ...old, ...change }) } : server;
  });
}

/** ALTER SERVER ROLE ... ADD MEMBER, sp_addsrvrolemember. */
export function addServerMember(catalog: Catalog, role: Id, member: Id): Catalog {
  return changing(catalog, 'addServerMember', [role, member], () =>
    editServer(catalog, (server) => ({ ...server, members: withMember(server.members, role, member) })),
  );
}
export function dropServerMember(catalog: Catalog, role: Id, member: Id): Catalog {
  return changing(catalog, 'dropServerMember', [role, member], () =>
    editServer(catalog, (server) => ({ ...server, members: withoutMembership(server.members, role, member) })),
  );
}

export function createCredential(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'createCredential', name, () =>
    editServer(catalog, (server) =>
      server.credentials.has(foldIn(server, name))
        ? server
        : {
            ...server,
            credentials: server.credentials.set(foldIn(server, name), {
              id: `credential:${foldIn(server, name)}` as Id,
              name,
              certain: true,
            }),
          },
    ),
  );
}
export function dropCredential(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'dropCredential', name, () =>
    editServer(catalog, (server) => ({ ...server, credentials: server.credentials.delete(foldIn(server, name)) })),
  );
}
