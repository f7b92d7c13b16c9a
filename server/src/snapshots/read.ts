/** Snapshots as files: what the collector printed or an earlier snapshot; several of one server are one. */
import { databaseParts } from './database-part';
import { parseJson } from './json';
import { type DatabasePart, type Snapshot, SnapshotProblem, snapshotFormat } from './model';
import { type Fact, runsIn } from './rows';
import { snapshotSchema } from './schema';
import { serverPart } from './server-part';
import { mistakeIn, whole } from './validate';

/** Reads a file `*.tsqlcontext-snapshot.json`. Throws `SnapshotProblem`. */
export function readSnapshot(text: string): Snapshot {
  if (!/^\s*\{/.test(text)) throw new SnapshotProblem('it is no snapshot (tsqlctx snapshot import makes one)');
  const value = parseJson(text);
  const { format } = value as { readonly format?: unknown };
  if (format === undefined) throw new SnapshotProblem('it is no snapshot (tsqlctx snapshot import makes one)');
  if (format !== snapshotFormat)
    throw new SnapshotProblem(
      `the snapshot is of format ${JSON.stringify(format)}, and this version reads ${snapshotFormat}`,
    );
  const mistake = mistakeIn(value, snapshotSchema, whole);
  if (mistake !== undefined) throw new SnapshotProblem(`the snapshot is broken: ${mistake}`);
  return value as Snapshot;
}

/** The snapshots in a file: one, or one of each run of the collector. Throws `SnapshotProblem`. */
export function snapshotsIn(text: string): readonly Snapshot[] {
  return /^\s*\{\s*"(?:\$schema|format)"/.test(text) ? [readSnapshot(text)] : runsIn(text).map(snapshotOf);
}

function snapshotOf(facts: readonly Fact[]): Snapshot {
  return {
    format: snapshotFormat,
    taken: String(facts[0]?.taken),
    server: serverPart(facts),
    databases: byName(databaseParts(facts)),
  };
}

/** One snapshot of several of one server: the newest says what the server is, and each database that it was collected in. */
export function merged(all: readonly Snapshot[]): Snapshot {
  const inOrder = [...all].sort((a, b) => (a.taken < b.taken ? -1 : Number(a.taken > b.taken)));
  const newest = inOrder.at(-1);
  const oldest = inOrder[0];
  if (!newest || !oldest) throw new SnapshotProblem('there is nothing to import');
  const other = inOrder.find(({ server }) => server.name !== newest.server.name);
  if (other) throw new SnapshotProblem(`these are two servers: ${other.server.name} and ${newest.server.name}`);
  const databases = new Map<string, DatabasePart>();
  for (const { databases: list } of inOrder)
    for (const one of list) if (one.collected || !databases.get(one.name)?.collected) databases.set(one.name, one);
  // It is as old as its oldest part.
  return { ...newest, taken: oldest.taken, databases: byName([...databases.values()]) };
}

function byName(list: readonly DatabasePart[]): readonly DatabasePart[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** What is in it, a line for the server and for each database. */
export function summary({ server, databases, taken }: Snapshot): string {
  const not = (list: readonly string[]): string => (list.length === 0 ? '' : `; not seen: ${list.join(', ')}`);
  return [
    `${server.name} ${server.version}, as of ${taken}: ${server.logins.length} logins, ${server.roles.length} roles, ` +
      `${server.permissions.length} permissions, ${databases.length} databases${not(server.notSeen)}`,
    ...databases.map((one) =>
      one.collected
        ? `  ${one.name}: ${one.users.length} users, ${one.roles.length} roles, ${one.permissions.length} permissions, ` +
          `${one.objects.length} objects${not(one.notSeen)}`
        : `  ${one.name}: its options only; run docs/collect.sql in it`,
    ),
  ].join('\n');
}
