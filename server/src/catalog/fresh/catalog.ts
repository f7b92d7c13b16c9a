/**
 * What is there before any script ran: a fresh instance (docs/rulebook/principals.md), and databases known by name
 * only.
 */

import { Map as Immutable } from 'immutable';
import { type Folded, fold, type Name } from '../../text/name';
import { fixedServerRoleNames, yearOf } from '../builtin';
import { foldIn } from '../collation';
import { onDatabase, onServer } from '../decide/question';
import { azureMasterRoles } from '../generated/fixed-roles';
import { dboId, fixedServerRoleId, guestId, publicServerRoleId, roleId, saId, saSid, sysadminId } from '../ids';
import { permissionKey } from '../indexes';
import type {
  Catalog,
  Database,
  DatabasePrincipal,
  Entry,
  Id,
  Knowledge,
  Membership,
  Server,
  ServerPrincipal,
  Sid,
  Version,
} from '../model';
import { freshDatabase } from './database';
import { freshMsdb, withTable } from './msdb';
import { byId, grantRow, rowsOf } from './rows';

export { type DatabaseOptions, openDatabase } from './database';

export interface FreshOptions {
  /** 'open': a real server whose other logins and databases are not known; 'complete': nothing but what is here. */
  readonly knowledge: Knowledge;
  /** Azure SQL Database: the administrator's name; elsewhere the name of login 1, 'sa' by default. */
  readonly administrator?: Name;
  /** What the server's collation says; left out: not known, and taken for no. */
  readonly caseSensitive?: boolean;
}

/**
 * A fresh instance: sa, the fixed server roles of the version, and the system databases (PRN-2 to PRN-5, CHN-9,
 * XDB-15).
 */
export function freshCatalog(
  version: Version,
  { knowledge, administrator = 'sa', caseSensitive = false }: FreshOptions,
): Catalog {
  const azure = version === 'azure-sql-database';
  const owner = saSid;
  const bare = withGuest({ ...freshDatabase('master', owner), chaining: true, objectKnowledge: 'open' });
  const master = azure
    ? withMasterRoles(bare)
    : ['spt_values', 'spt_monitor'].reduce((database, name) => withTable(database, name, 'public'), bare);
  const databases: Database[] = [master, withGuest({ ...freshDatabase('tempdb', owner), chaining: true })];
  if (!azure)
    databases.push(
      freshDatabase('model', owner),
      freshMsdb(
        withGuest({ ...freshDatabase('msdb', owner), trustworthy: true, chaining: true, objectKnowledge: 'open' }),
      ),
    );
  const server = freshServer(version, knowledge, administrator);
  return {
    version,
    server: caseSensitive ? caseSensitiveServer(server) : server,
    databases: Immutable<Folded, Database>(
      databases.map((database) => [
        fold(database.name),
        {
          ...database,
          knowledge,
          system: true as const,
          masterKey: knowledge === 'complete' ? false : undefined,
          ...(caseSensitive && { caseSensitive }),
        },
      ]),
    ),
  };
}

function freshServer(version: Version, knowledge: Knowledge, administrator: Name): Server {
  const azure = version === 'azure-sql-database';
  const sa: ServerPrincipal = {
    id: saId,
    name: administrator,
    certain: true,
    sid: saSid,
    type: 'sql_login',
    fixed: true,
    disabled: false,
  };
  const roles = ['public', ...fixedServerRoleNames(version)].map(
    (name): ServerPrincipal => ({
      id: fixedServerRoleId(name),
      name,
      certain: true,
      sid: `role:${fold(name)}` as Sid,
      type: 'server_role',
      fixed: name !== 'public',
      disabled: false,
      owner: saId,
    }),
  );
  // Settings that people do change: at a server that is not known they may be otherwise (UNK-10).
  const optional = knowledge === 'open' ? undefined : 0;
  const endpoint = { id: 'endpoint:tsql default tcp' as Id, name: 'TSQL Default TCP', certain: true, owner: saId };
  return {
    knowledge,
    principals: byId([sa, ...roles]),
    members: azure
      ? Immutable()
      : Immutable<Id, Immutable<Id, Membership>>([[sysadminId, Immutable([[saId, { certain: true }]])]]),
    permissions: rowsOf([
      grantRow('CONNECT SQL', onServer, saId, saId),
      grantRow('VIEW ANY DATABASE', onServer, publicServerRoleId, saId),
      grantRow('CONNECT', { class: 'ENDPOINT', id: endpoint.id }, publicServerRoleId, saId),
    ]),
    configuration: Immutable<string, number | undefined>([
      ['cross db ownership chaining', 0],
      ['clr enabled', optional],
      ['xp_cmdshell', optional],
      ['common criteria compliance enabled', 0],
      ['contained database authentication', azure ? 1 : 0],
      ['ad hoc distributed queries', optional],
      ...(yearOf(version) >= 2017 ? [['clr strict security', knowledge === 'open' ? undefined : 1] as const] : []),
    ]),
    linkedServers: Immutable(),
    triggers: Immutable(),
    credentials: Immutable(),
    endpoints: Immutable<Folded, Entry & { readonly owner?: Id }>([[fold(endpoint.name), endpoint]]),
    trustedAssemblies: Immutable(),
    jobs: Immutable(),
    keyFiles: Immutable(),
    ...(azure && { administrator: saId }),
  };
}

function caseSensitiveServer(server: Server): Server {
  const made: Server = { ...server, caseSensitive: true };
  return { ...made, endpoints: server.endpoints.mapKeys((_, { name }) => foldIn(made, name)) };
}

/** guest may enter master, tempdb and msdb (PRN-25). */
function withGuest(database: Database): Database {
  const row = grantRow('CONNECT', onDatabase, guestId, dboId);
  return { ...database, permissions: database.permissions.set(permissionKey(row), row) };
}

function withMasterRoles(master: Database): Database {
  const roles = azureMasterRoles.map(
    (name): DatabasePrincipal => ({
      id: roleId(name),
      name,
      certain: true,
      type: 'role',
      authentication: 'none',
      sid: undefined,
      fixed: true,
      owner: dboId,
    }),
  );
  return { ...master, principals: master.principals.concat(byId(roles)) };
}
