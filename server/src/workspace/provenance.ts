/**
 * Where a fact comes from: the statement at batch level that declares it, in the script itself, in what it includes, or in
 * another one. Looked up when it is asked for: a catalog does not know where its facts stand.
 */
import type { Catalog, Id, PermissionRow } from '../catalog/model';
import { isObjectClass } from '../catalog/show';
import { type Item, knownItemsOf } from '../engine/start/item';
import { placedIn } from '../engine/start/placed';
import { isOfSnapshot, marksAmong, snapshotFileOf, snapshotMarkOf } from '../syntax/snapshot-mark';
import type { Script, Statement, StatementOf } from '../syntax/statement';
import { memo, once } from '../text/memo';
import { type Folded, fold } from '../text/name';
import { type Span, shift } from '../text/span';
import { Others } from './others';
import type { Analysed } from './workspace';

export type Origin =
  | { readonly kind: 'statement'; readonly script: Script; readonly span: Span }
  | { readonly kind: 'snapshot'; readonly file: string; readonly taken: string };

/** A script as it was analysed; what is left out is not looked into. */
type Asked = Pick<Analysed, 'script'> & Partial<Pick<Analysed, 'included' | 'others' | 'database'>>;

export type Fact =
  /** A row of permissions; `database`: undefined where it is the server's. */
  | {
      readonly kind: 'permission';
      readonly row: PermissionRow;
      readonly catalog: Catalog;
      readonly database: Folded | undefined;
    }
  | { readonly kind: 'member'; readonly role: string; readonly member: string }
  | { readonly kind: 'principal'; readonly name: string; readonly level: 'login' | 'user' | 'role' | 'either' };

/** Answers where a fact comes from; undefined: no statement at batch level says it. */
export type Origins = (fact: Fact) => Origin | undefined;

/** For a script as it was analysed. Scripts count before snapshots: they come on top. */
export const originsOf = memo((asked: Asked): Origins => {
  const { script, included = [], others = Others.none, database = 'master' } = asked;
  const inOrder = once(() => snapshotsLast([script, ...included], others.list));
  return (fact) => {
    const wanted = wantedBy(fact);
    if (!wanted) return undefined;
    for (const one of inOrder()) {
      const item = indexOf(knownItemsOf(one, database))
        .get(wanted.key)
        ?.find((one) => wanted.fits(one));
      const origin = item && placeOf(item);
      if (origin) return origin;
    }
    return undefined;
  };
});

function snapshotsLast(own: readonly Script[], others: readonly Script[]): readonly Script[] {
  const scripts = [...own, ...others];
  if (marksAmong(others).length === 0 && !own.some(isOfSnapshot)) return scripts;
  return [...scripts.filter((one) => !isOfSnapshot(one)), ...scripts.filter(isOfSnapshot)];
}

interface Wanted {
  readonly key: string;
  readonly fits: (item: Item) => boolean;
}

function wantedBy(fact: Fact): Wanted | undefined {
  switch (fact.kind) {
    case 'permission':
      return permissionWanted(fact);
    case 'member':
      return { key: `member ${fold(fact.role)} ${fold(fact.member)}`, fits: () => true };
    case 'principal': {
      const { level } = fact;
      return {
        key: `principal ${fold(fact.name)}`,
        fits: ({ statement }) => level === 'either' || levels.get(statement.kind) === level,
      };
    }
  }
}

const levels: ReadonlyMap<Statement['kind'], string> = new Map([
  ['create_login', 'login'],
  ['create_user', 'user'],
  ['create_role', 'role'],
  ['create_application_role', 'role'],
]);

function permissionWanted({ row, catalog, database }: Fact & { kind: 'permission' }): Wanted | undefined {
  const place = database === undefined ? undefined : catalog.databases.get(database);
  const grantee = place ? place.principals.get(row.grantee) : catalog.server.principals.get(row.grantee);
  if (!grantee) return undefined;
  const name = nameOf(catalog, database, row.securable);
  const action = row.state === 'deny' ? 'deny' : 'grant';
  return {
    key: `${action} ${row.permission} ${fold(grantee.name)}`,
    fits: ({ statement, database: own }) =>
      statement.kind === 'permission' &&
      (database === undefined || fold(own) === database) &&
      isOn(statement, row.securable.class, name),
  };
}

/** The name of what a permission is on; undefined: the database or the server. */
function nameOf(
  catalog: Catalog,
  database: Folded | undefined,
  { class: kind, id }: { readonly class: string; readonly id: Id },
): string | undefined {
  if (kind === 'DATABASE' || kind === 'SERVER') return undefined;
  const place = database === undefined ? undefined : catalog.databases.get(database);
  if (!place) return catalog.server.principals.get(id)?.name;
  if (isObjectClass(kind)) return place.objects.get(id)?.name;
  const lists = [place.principals, place.schemas, place.keys, place.assemblies, place.services] as const;
  for (const list of lists) {
    const entry = (list as { get(id: Id): { readonly name: string } | undefined }).get(id);
    if (entry) return entry.name;
  }
  return undefined;
}

function isOn({ securable }: StatementOf<'permission'>, kind: string, name: string | undefined): boolean {
  if (name === undefined) return securable === undefined || securable.class === kind;
  return securable !== undefined && securable.class === kind && fold(securable.name.name) === fold(name);
}

/** What a script declares, by what it is about. */
const indexOf = memo((items: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item.statement)) {
      const list = found.get(key);
      if (list) list.push(item);
      else found.set(key, [item]);
    }
  }
  return found;
});

function keysOf(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'permission':
      return statement.principals.flatMap(({ name: to }) =>
        statement.permissions.map(({ name }) => `${statement.action} ${name} ${fold(to)}`),
      );
    case 'alter_role': {
      const { change, name } = statement;
      return change.kind === 'add_member' ? [`member ${fold(name.name)} ${fold(change.member.name)}`] : [];
    }
    case 'create_login':
    case 'create_user':
    case 'create_role':
    case 'create_application_role':
      return [`principal ${fold(statement.name.name)}`];
    default:
      return [];
  }
}

function placeOf({ script, statement }: Item): Origin | undefined {
  const file = snapshotFileOf(script.uri);
  const { mark } = snapshotMarkOf(script);
  if (file !== undefined && mark) return { kind: 'snapshot', file, taken: mark.taken };
  const offset = offsetsIn(script).get(statement);
  return offset === undefined ? undefined : { kind: 'statement', script, span: shift(statement.span, offset) };
}

/** Where each statement of a script begins; equal batches share theirs, and the first counts. */
const offsetsIn = memo((script: Script): ReadonlyMap<Statement, number> => {
  const found = new Map<Statement, number>();
  for (const { statement, offset } of placedIn(script)) if (!found.has(statement)) found.set(statement, offset);
  return found;
});
