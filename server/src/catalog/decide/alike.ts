/**
 * One permission asked about many things: those on which nothing was granted or denied apart, and which stand in one place and
 * belong to one owner, are answered alike. Where one of them is not allowed, none is.
 */
import { memo } from '../../text/memo';
import { permissions, securableText } from '../indexes';
import type { Catalog, Database, DatabasePrincipal, Id, Securable, ServerPrincipal } from '../model';
import { onPrincipal, onServerPrincipal } from './question';
import type { Allowed, Verdict } from './verdict';

/** A thing and what makes its answer that of others; undefined: its answer is its own. */
export interface Alike<T> {
  readonly target: T;
  readonly group: string | undefined;
}

/**
 * Those that `ask` allows, each with its verdict; of a group whose first one is not allowed no other is asked about.
 * `self`: who asks, if he is among them: his answer is his own.
 */
export function* allowedAmong<T extends { readonly id: Id }>(
  all: Iterable<Alike<T>>,
  ask: (target: T) => Verdict,
  self?: Id,
): Generator<{ readonly target: T; readonly verdict: Allowed }> {
  const refused = new Set<string>();
  for (const { target, group } of all) {
    const shared = target.id === self ? undefined : group;
    if (shared !== undefined && refused.has(shared)) continue;
    const verdict = ask(target);
    if (verdict.kind === 'allowed') yield { target, verdict };
    else if (shared !== undefined) refused.add(shared);
  }
}

/** The logins and roles of a server. */
export const serverPrincipalsAlike = memo((server: Catalog['server']): readonly Alike<ServerPrincipal>[] =>
  [...server.principals.values()].map((one) => alike(one, onServerPrincipal(one), server.permissions, one)),
);

/** The users and roles of a database. */
export const principalsAlike = memo((database: Database): readonly Alike<DatabasePrincipal>[] =>
  [...database.principals.values()].map((one) => alike(one, onPrincipal(one), database.permissions, one)),
);

interface Standing {
  readonly owner?: Id | undefined;
  readonly schema?: Id;
  readonly fixed?: boolean;
  readonly certain: boolean;
}

/** `rows`: where permissions on it would be. */
export function alike<T>(
  target: T,
  securable: Securable,
  rows: Catalog['server']['permissions'],
  { owner, schema, fixed, certain }: Standing,
): Alike<T> {
  const isPlain = permissions.find(rows, securableText(securable)).length === 0;
  return { target, group: isPlain ? [securable.class, schema, owner, fixed, certain].join('|') : undefined };
}
