/**
 * A snapshot as scripts that declare what it says, one for the server and one or more for each database: everything that
 * reads scripts reads them. Their first line says what they are, and what no statement says (syntax/snapshot-mark.ts).
 */

import { isCaseSensitive } from '../catalog/collation';
import {
  type Accounts,
  type DatabaseMark,
  type ServerMark,
  snapshotAddress,
  snapshotLine,
  snapshotSuffix,
} from '../syntax/snapshot-mark';
import { bracket } from '../text/name';
import { databaseBatches, isLost, namesOnly } from './database-script';
import type { DatabasePart, Login, ServerPart, Snapshot, User } from './model';
import { serverBatches } from './server-script';
import { versionOf } from './version';

export interface SnapshotScript {
  /** What tells it from the others of the snapshot. */
  readonly name: string;
  readonly text: string;
}

/** Longer scripts are cut, in code units: no script of a snapshot is too large to be read. */
const largest = 1_000_000;

export function scriptsOf(snapshot: Snapshot): readonly SnapshotScript[] {
  const { server, databases, taken } = snapshot;
  const of = { of: server.name, taken };
  return [
    ...cut(serverBatches(snapshot), 'master').map((text, index) => ({
      name: numbered('server', index),
      text: `${snapshotLine(index === 0 ? { ...of, server: serverMark(snapshot) } : of)}${text}`,
    })),
    ...databases
      .filter(({ collected }) => collected)
      .flatMap((one) =>
        cut(databaseBatches(one, seesLogins(server)), one.name).map((text, index) => ({
          name: numbered(one.name, index),
          text: `${snapshotLine(index === 0 ? { ...of, database: databaseMark(one, server) } : of)}${text}`,
        })),
      ),
  ];
}

const numbered = (name: string, index: number): string => (index === 0 ? name : `${name} ${index + 1}`);

/** The address of a script of a snapshot. */
export function scriptUri(file: string, { name }: SnapshotScript): string {
  return snapshotAddress(file, name);
}

export function isSnapshotFile(file: string): boolean {
  return file.toLowerCase().endsWith(snapshotSuffix);
}

/** Batches in a database, in as many scripts as it takes. */
function cut(batches: readonly string[], database: string): readonly string[] {
  const head = `USE ${bracket(database)};\nGO\n`;
  const parts: string[] = [];
  let part = head;
  for (const batch of batches) {
    if (part !== head && part.length + batch.length > largest) {
      parts.push(part);
      part = head;
    }
    part += `${batch}\nGO\n`;
  }
  return [...parts, part];
}

/** Whether each login of the server is in the snapshot. */
export function seesLogins({ notSeen }: ServerPart): boolean {
  return !notSeen.includes('server') && !notSeen.includes('definitions');
}

function serverMark({ server, databases }: Snapshot): ServerMark {
  const sees = seesLogins(server);
  const logins = accountsIn(server.logins);
  const version = versionOf(server);
  return {
    whole: sees && !isSaRenamed(server) && !isCaseSensitive(server.collation),
    unlisted: ['job', ...(sees ? [] : ['credential', 'endpoint', 'linked server']), ...hiddenBehind(logins)],
    ...(version !== undefined && { version }),
    logins,
    credentials: server.credentials,
    endpoints: server.endpoints.map(({ name, owner }) => ({ name, ...(owner !== undefined && { owner }) })),
    open: databases.filter(({ collected }) => !collected).map(({ name }) => name),
    databases: databases.flatMap((one) => optionsOf(one, server) ?? []),
  };
}

/** What of a database no statement says. */
function optionsOf(
  { name, owner, ownerSid, trustworthy, chaining }: DatabasePart,
  server: ServerPart,
): ServerMark['databases'][number] | undefined {
  const isLogin = server.logins.some((one) => one.name === owner);
  const sid = seesLogins(server) && !isLogin ? sidOf(owner, ownerSid) : undefined;
  const unknown = [
    ...(trustworthy === undefined ? (['trustworthy'] as const) : []),
    ...(chaining === undefined ? (['chaining'] as const) : []),
    ...(isLogin || sid !== undefined ? [] : (['owner'] as const)),
  ];
  return unknown.length === 0 && sid === undefined
    ? undefined
    : { name, unknown, ...(sid !== undefined && { owner: sid }) };
}

/** An account of Windows is known by its name here. */
function sidOf(owner: string | undefined, sid: string | undefined): string | undefined {
  return owner?.includes('\\') ? owner : sid;
}

/**
 * Whether nothing else is in a database: the collector saw everything. Of the server's own databases what they hold from the
 * start is not collected.
 */
function databaseMark(database: DatabasePart, server: ServerPart): DatabaseMark {
  const { name, notSeen, users } = database;
  const ofUsers = accountsIn(users);
  const isKnown = seesLogins(server) || users.every((one) => !isLost(one));
  return {
    name,
    whole: notSeen.length === 0 && isKnown,
    unlisted: ['assembly', 'other', 'xml schema collection', ...hiddenBehind(ofUsers)],
    users: ofUsers,
    names: namesOnly(database),
  };
}

function accountsIn(list: readonly (Login | User)[]): Accounts {
  const names = (...types: readonly Login['type'][]): readonly string[] =>
    list.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  return { groups: names('windows_group', 'external_group'), persons: names('windows') };
}

function hiddenBehind({ groups }: Accounts): readonly string[] {
  return groups.length === 0 ? [] : ['member of a group'];
}

function isSaRenamed({ logins }: ServerPart): boolean {
  const sa = logins.find(({ sid }) => sid === '0x01');
  return sa !== undefined && sa.name.toLowerCase() !== 'sa';
}
