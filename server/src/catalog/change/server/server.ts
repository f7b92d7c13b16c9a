/** What concerns the whole instance: configuration, linked servers, trusted assemblies. */

import type { Name } from '../../../text/name';
import { foldIn } from '../../collation';
import type { Catalog, Id, LinkedServer } from '../../model';
import { changing, editServer } from '../edit';

/** sp_configure + RECONFIGURE; `value` undefined: not known. */
export function setConfiguration(catalog: Catalog, option: string, value: number | undefined): Catalog {
  return changing(catalog, 'setConfiguration', [option, value], () =>
    editServer(catalog, (server) => ({
      ...server,
      configuration: server.configuration.set(option.toLowerCase(), value),
    })),
  );
}

/** sp_addlinkedserver: every login is mapped to itself at first (LNK-3). */
export function addLinkedServer(
  catalog: Catalog,
  name: Name,
  { rpcOut = false }: { readonly rpcOut?: boolean } = {},
): Catalog {
  return changing(catalog, 'addLinkedServer', [name, rpcOut], () =>
    editServer(catalog, (server) => {
      const made: LinkedServer = {
        id: `linked:${foldIn(server, name)}` as Id,
        name,
        certain: true,
        rpcOut,
        mappings: [{ useSelf: true }],
      };
      return server.linkedServers.has(foldIn(server, name))
        ? server
        : { ...server, linkedServers: server.linkedServers.set(foldIn(server, name), made) };
    }),
  );
}
export function dropLinkedServer(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'dropLinkedServer', name, () =>
    editServer(catalog, (server) => ({ ...server, linkedServers: server.linkedServers.delete(foldIn(server, name)) })),
  );
}

/** sp_serveroption 'rpc out'. */
export function setRpcOut(catalog: Catalog, name: Name, rpcOut: boolean): Catalog {
  return changing(catalog, 'setRpcOut', [name, rpcOut], () =>
    editServer(catalog, (server) => {
      const old = server.linkedServers.get(foldIn(server, name));
      return old
        ? { ...server, linkedServers: server.linkedServers.set(foldIn(server, name), { ...old, rpcOut }) }
        : server;
    }),
  );
}

/**
 * sp_addlinkedsrvlogin: replaces the mapping of the login; `local` undefined: of all logins without one of their own.
 */
export function setLoginMapping(catalog: Catalog, linked: Name, mapping: LinkedServer['mappings'][number]): Catalog {
  return changing(catalog, 'setLoginMapping', [linked, mapping], () =>
    editMappings(catalog, linked, (old) => [...old.filter((one) => one.local !== mapping.local), mapping]),
  );
}
/** sp_droplinkedsrvlogin. */
export function dropLoginMapping(catalog: Catalog, linked: Name, local: Id | undefined): Catalog {
  return changing(catalog, 'dropLoginMapping', [linked, local], () =>
    editMappings(catalog, linked, (old) => old.filter((one) => one.local !== local)),
  );
}

function editMappings(
  catalog: Catalog,
  linked: Name,
  edit: (mappings: LinkedServer['mappings']) => LinkedServer['mappings'],
): Catalog {
  return editServer(catalog, (server) => {
    const old = server.linkedServers.get(foldIn(server, linked));
    if (!old) return server;
    const mappings = [...edit(old.mappings)].sort((a, b) => ((a.local ?? '') < (b.local ?? '') ? -1 : 1));
    return { ...server, linkedServers: server.linkedServers.set(foldIn(server, linked), { ...old, mappings }) };
  });
}

/** sp_add_trusted_assembly. */
export function addTrustedAssembly(catalog: Catalog, hash: string, description: string | undefined): Catalog {
  return changing(catalog, 'addTrustedAssembly', [hash, description], () =>
    editServer(catalog, (server) =>
      server.trustedAssemblies.get(hash.toLowerCase())?.certain
        ? server
        : {
            ...server,
            trustedAssemblies: server.trustedAssemblies.set(hash.toLowerCase(), {
              certain: true,
              ...(description !== undefined && { description }),
            }),
          },
    ),
  );
}
export function dropTrustedAssembly(catalog: Catalog, hash: string): Catalog {
  return changing(catalog, 'dropTrustedAssembly', hash, () =>
    editServer(catalog, (server) => ({
      ...server,
      trustedAssemblies: server.trustedAssemblies.delete(hash.toLowerCase()),
    })),
  );
}

/** CREATE ENDPOINT, DROP ENDPOINT. */
export function createEndpoint(catalog: Catalog, endpoint: { readonly name: Name; readonly owner?: Id }): Catalog {
  return changing(catalog, 'createEndpoint', endpoint, () =>
    editServer(catalog, (server) => {
      const made = { ...endpoint, id: `endpoint:${foldIn(server, endpoint.name)}` as Id, certain: true };
      return server.endpoints.has(foldIn(server, endpoint.name))
        ? server
        : { ...server, endpoints: server.endpoints.set(foldIn(server, endpoint.name), made) };
    }),
  );
}
export function dropEndpoint(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'dropEndpoint', name, () =>
    editServer(catalog, (server) => ({ ...server, endpoints: server.endpoints.delete(foldIn(server, name)) })),
  );
}
