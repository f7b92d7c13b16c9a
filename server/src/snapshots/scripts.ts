/**
 * A snapshot as scripts that declare what it says, one for the server and one or more for each database: everything that
 * reads scripts reads them. Their first line says what they are (syntax/snapshot-mark.ts).
 */
import type { SnapshotMark } from '../syntax/snapshot-mark';
import { bracket } from '../text/name';
import { databaseBatches } from './database-script';
import { type DatabasePart, type Snapshot, snapshotSuffix } from './model';
import { serverBatches } from './server-script';

export interface SnapshotScript {
  /** What tells it from the others of the snapshot. */
  readonly name: string;
  readonly text: string;
}

/** Longer scripts are cut, in code units: no script of a snapshot is too large to be read. */
const largest = 1_000_000;

export function scriptsOf(snapshot: Snapshot): readonly SnapshotScript[] {
  const { server, databases, taken } = snapshot;
  const seesServer = !server.notSeen.includes('server') && !server.notSeen.includes('definitions');
  const mark: SnapshotMark = {
    of: server.name,
    taken,
    server: seesServer && !isSaRenamed(snapshot),
    open: databases.filter((one) => !isWhole(one, seesServer)).map(({ name }) => name),
    whole: databases.filter((one) => isWhole(one, seesServer)).map(({ name }) => name),
    ownerless: databases
      .filter((one) => one.owner === undefined || !isLogin(snapshot, one.owner))
      .map(({ name }) => name),
    groups: server.logins.filter(({ type }) => type === 'windows_group').map(({ name }) => name),
    disabled: server.logins.filter(({ disabled, sid }) => disabled && sid !== '0x01').map(({ name }) => name),
  };
  const line = `--# snapshot: ${JSON.stringify(mark)}\n`;
  const short = `--# snapshot: ${JSON.stringify({ of: mark.of, taken })}\n`;
  const inside = (name: string, batches: readonly string[], database: string): readonly SnapshotScript[] =>
    cut(batches).map((some, index) => ({
      name: index === 0 ? name : `${name} ${index + 1}`,
      text: `${short}USE ${bracket(database)};\nGO\n${some}`,
    }));
  const [first, ...more] = inside('server', serverBatches(snapshot), 'master');
  return [
    { name: 'server', text: (first?.text ?? short).replace(short, () => line) },
    ...more,
    ...databases
      .filter(({ collected }) => collected)
      .flatMap((one) => inside(one.name, databaseBatches(one), one.name)),
  ];
}

/** `shop.tsqlcontext-snapshot.json#server` */
export function scriptUri(file: string, { name }: SnapshotScript): string {
  return `${file}#${encodeURIComponent(name)}`;
}

export function isSnapshotFile(file: string): boolean {
  return file.toLowerCase().endsWith(snapshotSuffix);
}

function cut(batches: readonly string[]): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const batch of batches) {
    if (part !== '' && part.length + batch.length > largest) {
      parts.push(part);
      part = '';
    }
    part += `${batch}\nGO\n`;
  }
  return [...parts, part];
}

/**
 * Whether nothing else is in a database: the collector ran in it and saw everything, the logins of its users are known, and
 * its names compare as names are compared here.
 */
function isWhole({ collected, notSeen, collation = '', users }: DatabasePart, seesServer: boolean): boolean {
  if (!collected || notSeen.length > 0 || /_CS_|_BIN/.test(collation)) return false;
  return seesServer || users.every(({ authentication, login }) => authentication !== 'INSTANCE' || login !== undefined);
}

function isSaRenamed({ server }: Snapshot): boolean {
  const sa = server.logins.find(({ sid }) => sid === '0x01');
  return sa !== undefined && sa.name.toLowerCase() !== 'sa';
}

function isLogin({ server }: Snapshot, name: string): boolean {
  return server.notSeen.includes('server') || server.logins.some((one) => one.name === name);
}
