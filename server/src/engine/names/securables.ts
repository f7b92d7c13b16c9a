/**
 * What a class and a name denote: the securable of GRANT, ALTER AUTHORIZATION, and of the permission checks of DROP and
 * ALTER.
 */

import { foldIn } from '../../catalog/collation';
import { onKey, onObject, onPrincipal, onSchema, onServerPrincipal } from '../../catalog/decide/question';
import { databaseId, serverId, systemObjectId } from '../../catalog/ids';
import {
  type Found,
  findAssembly,
  findDatabase,
  findKey,
  findLinkedServer,
  findObject,
  findOther,
  findPrincipal,
  findSchema,
  findServerPrincipal,
  findService,
  knowledgeOf,
} from '../../catalog/lookup';
import type { Database, Id, Securable, SqlObject } from '../../catalog/model';
import { databaseNotKnown, lacking } from '../../catalog/reason';
import { requirementOfProcedure } from '../../catalog/requirement/requirement';
import type { ObjectName } from '../../syntax/expression';
import { fold } from '../../text/name';
import { defaultSchema } from '../session/identity';
import type { World } from '../session/model';
import { systemSchemaOf } from './resolve';

export interface SecurableFound {
  readonly securable: Securable;
  readonly object?: SqlObject;
  /** Of the server, so that permissions on it are stored there. */
  readonly server: boolean;
}

const map = <T>(found: Found<T>, make: (entry: T) => SecurableFound): Found<SecurableFound> => {
  if (found.kind === 'absent') return found;
  if (found.kind === 'found') return { kind: 'found', entry: make(found.entry) };
  return found.entry === undefined
    ? { kind: 'unknown', because: found.because }
    : { kind: 'unknown', because: found.because, entry: make(found.entry) };
};

/** The thing that `class::name` denotes in the current database or on the server. */
export function findSecurable(world: World, kind: string, name: ObjectName): Found<SecurableFound> {
  const { catalog } = world;
  const database = catalog.databases.get(world.database);
  if (!database) return { kind: 'unknown', because: databaseNotKnown };
  const here = (securable: Securable, object?: SqlObject): SecurableFound => ({
    securable,
    server: false,
    ...(object && { object }),
  });
  switch (kind) {
    case 'LOGIN':
    case 'SERVER ROLE':
      return ofClass(
        kind,
        map(findServerPrincipal(catalog, name.name), (one) => ({
          securable: onServerPrincipal(one),
          server: true,
        })),
      );
    case 'SERVER':
      return { kind: 'found', entry: { securable: { class: 'SERVER', id: serverId }, server: true } };
    case 'ENDPOINT': {
      const endpoint = catalog.server.endpoints.get(foldIn(catalog.server, name.name));
      if (endpoint)
        return { kind: 'found', entry: { securable: { class: 'ENDPOINT', id: endpoint.id }, server: true } };
      return knowledgeOf(catalog.server, 'endpoint') === 'open'
        ? { kind: 'unknown', because: lacking('declaration', 'endpoints are not all known') }
        : { kind: 'absent' };
    }
    case 'LINKED SERVER':
      return map(findLinkedServer(catalog, name.name), (one) => ({
        securable: { class: 'SERVER', id: one.id },
        server: true,
      }));
    case 'DATABASE':
      return map(findDatabase(catalog, name.name), () => here({ class: 'DATABASE', id: databaseId }));
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return ofClass(
        kind,
        map(findPrincipal(database, name.name), (one) => here(onPrincipal(one))),
      );
    case 'SCHEMA':
      return map(findSchema(database, name.name), (one) => here(onSchema(one)));
    case 'CERTIFICATE':
      return map(findKey(database, 'certificate', name.name), (one) => here(onKey(one)));
    case 'ASYMMETRIC KEY':
      return map(findKey(database, 'asymmetric_key', name.name), (one) => here(onKey(one)));
    case 'SYMMETRIC KEY':
      return map(findKey(database, 'symmetric_key', name.name), (one) => here(onKey(one)));
    case 'ASSEMBLY':
      return map(findAssembly(database, name.name), (one) => here({ class: 'ASSEMBLY', id: one.id }));
    case 'SERVICE':
      return map(findService(database, name.name), (one) => here({ class: 'SERVICE', id: one.id }));
    case 'TYPE':
      return map(findObject(database, name, defaultSchema(world), 'type'), (one) => here(onObject(one), one));
    case 'XML SCHEMA COLLECTION':
      return map(findObject(database, name, defaultSchema(world), 'xml_schema_collection'), (one) =>
        here(onObject(one), one),
      );
    case 'OBJECT': {
      const found = findObject(database, name, defaultSchema(world));
      const system = found.kind === 'found' ? undefined : systemSecurable(database, name);
      return system ? { kind: 'found', entry: here(system) } : map(found, (one) => here(onObject(one), one));
    }
    default:
      return otherIn(database, kind, name);
  }
}

/** A principal of another class than the one that is written is not what the name denotes. */
function ofClass(kind: string, found: Found<SecurableFound>): Found<SecurableFound> {
  return found.kind === 'found' && found.entry.securable.class !== kind ? { kind: 'absent' } : found;
}

/**
 * A view, procedure or function of the system: permissions on it are rows like any other (GRANT EXECUTE ON
 * xp_cmdshell).
 */
function systemSecurable(database: Database, name: ObjectName): Securable | undefined {
  const plain = fold(name.name);
  const bySchema = systemSchemaOf(database, name.schema) !== undefined;
  const byName =
    (name.schema === undefined || fold(name.schema) === fold('dbo')) &&
    /^(sp|xp)_/.test(plain) &&
    requirementOfProcedure(plain) !== undefined;
  return bySchema || byName ? onSystemObject(plain) : undefined;
}

/** Of the resource database: seen from master, whose rows say who may. */
export function onSystemObject(name: string): Securable {
  return { class: 'OBJECT', id: systemObjectId(name) };
}

function otherIn(database: Database, kind: string, name: ObjectName): Found<SecurableFound> {
  return map(findOther(database, kind, name.name), (one) => ({
    securable: { class: kind, id: one.id as Id },
    server: false,
  }));
}
