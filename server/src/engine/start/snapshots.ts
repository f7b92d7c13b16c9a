/** What scripts that were made from a snapshot say besides their declarations: what is whole, and what is not known. */
import { openDatabase } from '../../catalog/change/knowledge';
import type { Catalog, Database, Server } from '../../catalog/model';
import { type SnapshotMark, snapshotMarkOf } from '../../syntax/snapshot-mark';
import type { Script } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';

/** The catalog of which snapshots say what is complete. */
export function withSnapshots(catalog: Catalog, marks: readonly SnapshotMark[]): Catalog {
  return marks.reduce((made, mark) => applied(mark)(made), catalog);
}

/** The marks of scripts that say what is whole. */
export function marksOf(scripts: readonly Script[]): readonly SnapshotMark[] {
  return scripts.flatMap((script) => {
    const { mark } = snapshotMarkOf(script);
    return mark?.whole ? [mark] : [];
  });
}

/** The same catalog gives the same one. */
const applied = memo((mark: SnapshotMark) => memo((catalog: Catalog): Catalog => apply(catalog, mark)));

function apply(catalog: Catalog, { server, whole = [], open = [], ownerless = [], ...logins }: SnapshotMark): Catalog {
  const opened = open.reduce(
    (made, name) => (made.databases.has(fold(name)) ? openDatabase(made, fold(name)) : made),
    catalog,
  );
  const changed = (name: string, database: Database): Database => ({
    ...database,
    ...(whole.includes(name) && { knowledge: 'complete' as const }),
    ...(ownerless.includes(name) && !database.system && { owner: undefined }),
  });
  const databases = [...new Set([...whole, ...ownerless])].reduce((all, name) => {
    const database = all.get(fold(name));
    return database ? all.set(fold(name), changed(name, database)) : all;
  }, opened.databases);
  return { ...opened, databases, server: withLogins(opened.server, { ...logins, server: server === true }) };
}

function withLogins(
  server: Server,
  marked: { readonly server: boolean; readonly disabled?: readonly string[]; readonly groups?: readonly string[] },
): Server {
  const disabled = new Set(marked.disabled?.map(fold));
  const groups = new Set(marked.groups?.map(fold));
  // Whoever comes through a Windows group has a login of no name here, so names may be missing.
  const complete = marked.server && groups.size === 0;
  return {
    ...server,
    ...(complete && { knowledge: 'complete' as const }),
    principals: server.principals.map((one) => {
      if (groups.has(fold(one.name))) return { ...one, type: 'windows_group' as const };
      return disabled.has(fold(one.name)) ? { ...one, disabled: true } : one;
    }),
  };
}
