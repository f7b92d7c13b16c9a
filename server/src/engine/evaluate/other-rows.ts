/**
 * Views of what is neither object nor principal: keys, assemblies, services, triggers of the server, linked servers,
 * credentials, jobs.
 */

import { decide } from '../../catalog/decide/decide';
import { serverQuestion } from '../../catalog/decide/question';
import type { Database, Entry, Key } from '../../catalog/model';
import { subject } from '../session/identity';
import type { World } from '../session/model';
import { type RowSet, row, string, visible } from './row';

/** The rows of such a view; undefined: it is not followed. `all`: the frame sees all metadata of the database. */
export function otherRows(world: World, database: Database, view: string, all: boolean): RowSet | undefined {
  const { server } = world.catalog;
  const listed = database.knowledge === 'complete';
  const known = server.knowledge === 'complete';
  switch (view) {
    case 'certificates':
      return named(keysOf(database, 'certificate'), listed, all);
    case 'asymmetric_keys':
      return named(keysOf(database, 'asymmetric_key'), listed, all);
    case 'symmetric_keys': {
      const keys = keysOf(database, 'symmetric_key');
      const master =
        database.masterKey === true
          ? [{ id: 'key:master', name: '##MS_DatabaseMasterKey##', certain: true } as unknown as Entry]
          : [];
      return named([...keys, ...master], listed && database.masterKey !== undefined, all);
    }
    case 'assemblies':
      return named([...database.assemblies.values()], listed, all);
    case 'services':
      return named([...database.services.values()], false, all);
    case 'server_triggers':
      return named([...server.triggers.values()], known, seesServer(world));
    case 'servers':
    case 'sysservers': {
      // the server itself is in it, under a name that is not known
      const rows = named([...server.linkedServers.values()], false, true);
      return {
        ...rows,
        rows: rows.rows.map(
          (one) => new Map([...one, ['srvname', one.get('name')!], ['is_linked', { kind: 'number', value: 1 }]]),
        ),
      };
    }
    case 'credentials':
      return named([...server.credentials.values()], known, seesServer(world));
    case 'sysjobs':
    case 'sysjobs_view':
      return named([...server.jobs.values()], known, true);
    default:
      return undefined;
  }
}

function keysOf(database: Database, type: Key['type']): readonly Key[] {
  return [...database.keys.values()].filter((key) => key.type === type);
}

function named(entries: readonly Entry[], isListed: boolean, all: boolean): RowSet {
  return visible(
    entries.map((entry) => ({ entry, row: row({ name: string(entry.name) }) })),
    isListed,
    all,
    () => false,
  );
}

function seesServer(world: World): boolean {
  return (
    decide(world.catalog, subject(world, world.database), serverQuestion(world.catalog, 'VIEW ANY DEFINITION')).kind ===
    'allowed'
  );
}
