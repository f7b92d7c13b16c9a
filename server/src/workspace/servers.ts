/**
 * Several servers in one workspace: a script that is said to run on one of them hears the scripts of that server, and those of
 * which nobody says where they run. Where nobody says it of any, and there are snapshots of one server at most, all are of one.
 */
import { marksAmong, type SnapshotMark, snapshotMarkOf } from '../syntax/snapshot-mark';
import type { Script } from '../syntax/statement';
import { picking } from '../text/lists';
import { memo } from '../text/memo';
import { fold } from '../text/name';

/** The server on which a script runs, among all scripts; '': there is one only. */
export function serverOf(script: Script, all: readonly Script[]): string {
  return serversIn(serversAmong(all)).size > 1 ? (ownServer(script) ?? nobodySays) : '';
}

/** Whether what a script says counts on a server. A snapshot is of its own server only. */
export function isHeardOn(server: string, script: Script): boolean {
  const own = ownServer(script);
  return own === undefined ? true : own === server;
}

/** The version of the server on which a script runs, as its snapshot has it; undefined: there is none. */
export function versionOn(script: Script, all: readonly Script[]): string | undefined {
  const server = serverOf(script, all);
  const found = new Set(
    versionsIn(marksAmong(all)).flatMap(({ of, version }) => (server === '' || of === server ? [version] : [])),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

const versionsIn = memo((marks: readonly SnapshotMark[]) =>
  marks.flatMap(({ of, server }) =>
    server?.version === undefined ? [] : [{ of: fold(of), version: server.version } as const],
  ),
);

const nobodySays = '?';

const serversAmong = picking((script: Script): readonly string[] => {
  const server = ownServer(script);
  return server === undefined ? [] : [server];
});

const serversIn = memo((names: readonly string[]): ReadonlySet<string> => new Set(names));

function ownServer(script: Script): string | undefined {
  const { mark } = snapshotMarkOf(script);
  const name = mark ? mark.of : script.starts?.onServer;
  return name === undefined ? undefined : fold(name);
}
