/** What several rules ask of the deeds of managed code. */

import type { Deed, EntryRun, Identity, Seen } from '../../clr/flow/model';
import { identityKey, siteKey } from '../../clr/flow/worlds';
import { isError } from '../../engine/session/effect';
import { currentLoginId } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { viewOf } from '../../engine/session/view';
import { lineIndex } from '../../text/line-index';
import { memo } from '../../text/memo';
import type { ManagedCall, ManagedEntry, ManagedUnit } from '../../workspace/managed/model';
import type { Finding } from '../rule';

export type DeedOf<K extends Deed['kind']> = Extract<Deed, { kind: K }>;
export type SeenDeed<K extends Deed['kind']> = Seen & { readonly deed: DeedOf<K> };

/** The deeds of a kind. */
export function deeds<K extends Deed['kind']>({ seen }: EntryRun, kind: K): readonly SeenDeed<K>[] {
  return seen.filter((one): one is SeenDeed<K> => one.deed.kind === kind);
}

export type AtPlace<K extends Deed['kind']> = readonly [SeenDeed<K>, ...SeenDeed<K>[]];

/** The same, by the place where they are done. */
export function byPlace<K extends Deed['kind']>(run: EntryRun, kind: K): readonly AtPlace<K>[] {
  return (placesIn(run).get(kind) ?? []) as unknown as readonly AtPlace<K>[];
}

const placesIn = memo(({ seen }: EntryRun): ReadonlyMap<Deed['kind'], readonly (readonly Seen[])[]> => {
  const kinds = new Map<Deed['kind'], Map<string, Seen[]>>();
  for (const one of seen) {
    const places = kinds.get(one.deed.kind) ?? new Map<string, Seen[]>();
    kinds.set(one.deed.kind, places);
    const key = siteKey(one.site);
    const met = places.get(key);
    if (met) met.push(one);
    else places.set(key, [one]);
  }
  return new Map([...kinds].map(([kind, places]) => [kind, [...places.values()]]));
});

/** The line of a place, counted from 1; the name of the file, where it is another one. */
export function lineOf({ sources }: ManagedUnit, { member, span }: Seen['site'], from?: Seen['site']): string {
  const place = sources.places.get(member);
  if (!place) return 'elsewhere';
  const { line } = lineIndex(place.file.text).at(place.offset + span.start);
  const own = from && sources.places.get(from.member)?.file;
  return own && own !== place.file ? `line ${line} of ${nameOf(place.file.file)}` : `line ${line}`;
}

function nameOf(file: string): string {
  return decodeURIComponent(file.replace(/^.*[\\/]/s, ''));
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return identityKey(a) === identityKey(b);
}

/** What kind of principal a call has: who connected, and who is in effect when managed code starts. */
export type CallerKind = 'sql' | 'windows' | 'switched' | 'unknown';

/**
 * `sql`: the session's login and the frame are both of SQL Server, and neither is sa; `windows`: a Windows login that is the
 * original caller; `switched`: a Windows login, but EXECUTE AS is in effect (CLR-10, CLR-11).
 */
export function callerKind({ before, entered }: Pick<ManagedCall, 'before' | 'entered'>): CallerKind {
  const inside = isError(entered) ? before : entered;
  const original = typeOfOriginal(inside);
  const { depth } = inside.stack;
  const own = depth === 0 ? original : typeOfFrame(inside);
  if (original === 'sql' && own === 'sql') return 'sql';
  if (original === 'windows') return depth === 0 ? 'windows' : 'switched';
  return original === 'sql' && own === 'windows' ? 'switched' : 'unknown';
}

function typeOfOriginal(world: World): 'sql' | 'windows' | undefined {
  const { assumed, original } = world.session;
  if (assumed?.login || original.kind !== 'login') return undefined;
  return typeOfLogin(world, original.id);
}

function typeOfFrame(world: World): 'sql' | 'windows' | undefined {
  const id = currentLoginId(world);
  if (id !== undefined) return typeOfLogin(world, id);
  const { user, home } = world.stack.frame;
  const principal =
    user.kind === 'user' && home !== undefined ? world.catalog.databases.get(home)?.principals.get(user.id) : undefined;
  return principal?.type === 'sql_user' ? 'sql' : undefined;
}

/** The process's own identity is said to be that of sa: nothing is known of it. */
function typeOfLogin({ catalog }: World, id: ReturnType<typeof currentLoginId>): 'sql' | 'windows' | undefined {
  const login = id === undefined ? undefined : catalog.server.principals.get(id);
  if (!login || (login.type === 'sql_login' && login.fixed)) return undefined;
  if (login.type === 'sql_login') return 'sql';
  return login.type === 'windows_login' ? 'windows' : undefined;
}

export function nameOfCaller({ before, entered }: ManagedCall): string {
  const { login, user } = viewOf(isError(entered) ? before : entered);
  return login ?? user ?? 'somebody';
}

export function callSite({ script, span }: ManagedCall, message: string): Finding['related'][number] {
  return { uri: script.uri, span, message };
}

/** `Files.Write` */
export function shownName({ type, method }: ManagedEntry['entry']): string {
  return `${type.replace(/^.*[.+]/s, '')}.${method.name}`;
}
