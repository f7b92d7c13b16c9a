/**
 * One catalog for two ways that meet: what both agree on stays; what differs, or is there on one way only, becomes
 * uncertain (`certain: false`), or undefined where a field can say "not known". Commutative, associative, idempotent;
 * parts that are the same object are not looked into.
 */
import type { Map as Immutable } from 'immutable';
import { idOf } from '../../text/intern';
import { memo2 } from '../../text/memo';
import { withoutGone } from '../change/gone';
import { opened } from '../change/knowledge';
import type { Catalog, Database, Entry, Job, LinkedServer, Server, Thumbprint } from '../model';
import { joinDatabase } from './database';
import { joinEntries, joinGone, joinMaps, joinMembers, joinRows, joinUnlisted, sideByFields, weaken } from './maps';
import { joinModule } from './module';

export function joinCatalogs(a: Catalog, b: Catalog): Catalog {
  if (a === b) return a;
  return idOf(a) < idOf(b) ? joined(a, b) : joined(b, a);
}

const joined = memo2((a: Catalog, b: Catalog): Catalog => {
  const server = joinServer(a.server, b.server);
  const isOpen = server.knowledge === 'open';
  const databases = joinMaps(a.databases, b.databases, joinDatabase, isOpen ? foundOrMade : weaken);
  return sideByFields({ ...a, server, databases }, a, b);
});

/** What is made on one path only may have been there before on the other, with whatever it holds. */
function foundOrMade(database: Database): Database {
  return weaken(opened(database));
}

function joinServer(a: Server, b: Server): Server {
  if (a === b) return a;
  const entries = <T extends Entry>(x: T, y: T): T => joinEntries(x, y);
  const made: Server = {
    ...withoutGone(a),
    ...joinGone(a, b),
    ...(b.unseen && { unseen: true as const }),
    ...joinUnlisted(a, b),
    knowledge: a.knowledge === 'open' || b.knowledge === 'open' ? 'open' : 'complete',
    principals: joinMaps(a.principals, b.principals, entries, weaken),
    members: joinMembers(a.members, b.members),
    permissions: joinRows(a.permissions, b.permissions),
    configuration: joinSettings(a.configuration, b.configuration),
    linkedServers: joinMaps(a.linkedServers, b.linkedServers, entries<LinkedServer>, weaken),
    triggers: joinMaps(a.triggers, b.triggers, joinModule, weaken),
    credentials: joinMaps(a.credentials, b.credentials, entries, weaken),
    endpoints: joinMaps(a.endpoints, b.endpoints, entries, weaken),
    trustedAssemblies: joinMaps(a.trustedAssemblies, b.trustedAssemblies, joinEntries, weaken),
    jobs: joinMaps(a.jobs, b.jobs, entries<Job>, weaken),
    keyFiles: joinMaps(
      a.keyFiles,
      b.keyFiles,
      (x: Thumbprint, y: Thumbprint) => (x < y ? x : y),
      (key: Thumbprint) => key,
    ),
  };
  return sideByFields(made, a, b);
}

type Settings = Immutable<string, number | undefined>;

/** An option that differs, or that one side does not list, is not known. */
function joinSettings(a: Settings, b: Settings): Settings {
  return joinMaps(
    a,
    b,
    (x, y) => (x === y ? x : undefined),
    () => undefined,
  );
}
