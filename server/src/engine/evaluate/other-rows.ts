/**
 * Views of what is neither object nor principal: keys, assemblies, services, triggers of the server, linked servers,
 * credentials, jobs.
 */

import { knowledgeOf } from '../../catalog/lookup';
import type { Database, Entry, Key, Knowledge } from '../../catalog/model';
import type { World } from '../session/model';
import { type RowSet, row, string, visible } from './row';
import { type Sight, sightAtServer, sightInDatabase } from './sight';

/** The rows of such a view; undefined: it is not followed. */
export function otherRows(world: World, database: Database, view: string): RowSet | undefined {
  const { server } = world.catalog;
  const { knowledge } = database;
  const sight = sightInDatabase(world, database);
  switch (view) {
    case 'certificates':
      return named(keysOf(database, 'certificate'), knowledge, sight);
    case 'asymmetric_keys':
      return named(keysOf(database, 'asymmetric_key'), knowledge, sight);
    case 'symmetric_keys': {
      const keys = keysOf(database, 'symmetric_key');
      const master =
        database.masterKey === true
          ? [{ id: 'key:master', name: '##MS_DatabaseMasterKey##', certain: true } as unknown as Entry]
          : [];
      return named([...keys, ...master], database.masterKey === undefined ? 'open' : knowledge, sight);
    }
    case 'assemblies':
      return named([...database.assemblies.values()], knowledgeOf(database, 'assembly'), sight);
    case 'services':
      return named([...database.services.values()], 'open', sight);
    case 'server_triggers':
      return named([...server.triggers.values()], server.knowledge, sightAtServer(world));
    case 'servers':
    case 'sysservers': {
      // the server itself is in it, under a name that is not known
      const rows = named([...server.linkedServers.values()], 'open', 'all');
      return {
        ...rows,
        rows: rows.rows.map(
          (one) => new Map([...one, ['srvname', one.get('name')!], ['is_linked', { kind: 'number', value: 1 }]]),
        ),
      };
    }
    case 'credentials':
      return named([...server.credentials.values()], knowledgeOf(server, 'credential'), sightAtServer(world));
    case 'sysjobs':
    case 'sysjobs_view':
      return named([...server.jobs.values()], knowledgeOf(server, 'job'), 'all');
    default:
      return undefined;
  }
}

function keysOf(database: Database, type: Key['type']): readonly Key[] {
  return [...database.keys.values()].filter((key) => key.type === type);
}

function named(entries: readonly Entry[], knowledge: Knowledge, sight: Sight): RowSet {
  return visible(
    entries.map((entry) => ({ entry, row: row({ name: string(entry.name) }) })),
    knowledge,
    sight,
  );
}
