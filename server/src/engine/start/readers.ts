/** Which declarations may come out otherwise where a part of the catalog is another: found by the names that they mention. */
import { isDatabase } from '../../catalog/parts';
import type { Statement, StatementOf } from '../../syntax/statement';
import { Groups } from '../../text/groups';
import { type Folded, fold } from '../../text/name';
import { isCollating } from './capitals';
import { databasesOf, type Keyed, mentionsOf } from './item';
import type { Written } from './written';

export class Readers<T extends Keyed> {
  readonly #all = new Set<T>();
  readonly #byName = new Groups<string, T>();
  readonly #byDatabase = new Groups<Folded, T>();
  readonly #byKey = new Groups<string, T>();
  readonly #collating = new Set<T>();

  get size(): number {
    return this.#all.size;
  }

  all(): Iterable<T> {
    return this.#all;
  }

  add(one: T): void {
    this.#all.add(one);
    for (const name of mentionsOf(one.statement)) this.#byName.add(name, one);
    for (const database of databasesOf(one)) this.#byDatabase.add(database, one);
    for (const key of keysOf(one)) this.#byKey.add(key, one);
    if (isCollating(one.statement)) this.#collating.add(one);
  }

  remove(one: T): void {
    this.#all.delete(one);
    for (const name of mentionsOf(one.statement)) this.#byName.remove(name, one);
    for (const database of databasesOf(one)) this.#byDatabase.remove(database, one);
    for (const key of keysOf(one)) this.#byKey.remove(key, one);
    this.#collating.delete(one);
  }

  /** Those that give a database its collation. */
  collating(): Iterable<T> {
    return this.#collating;
  }

  /** Those that make the same thing, or give it another form. */
  makers(key: string): Iterable<T> {
    return this.#byKey.get(key);
  }

  /** The things that several make. */
  contested(): Iterable<readonly T[]> {
    return this.#byKey.several();
  }

  mentioning(name: string): Iterable<T> {
    return this.#byName.get(name);
  }

  /** Those that stand in a database, or name it. */
  inDatabase(database: Folded): Iterable<T> {
    return this.#byDatabase.get(database);
  }

  /** Those that may ask for a part. */
  *of(written: Written): Generator<T> {
    const { part, names, holders, isChain } = written;
    const { place, field, key } = part;
    if (isDatabase(part)) {
      yield* this.mentioning(key!);
      yield* this.inDatabase(key as Folded);
    } else if (field === 'masterKey') {
      for (const one of this.inDatabase(place!)) if (asksForMasterKey.has(one.statement.kind)) yield one;
    } else if (key === undefined) {
      if (place === undefined) yield* this.all();
      else {
        yield* this.inDatabase(place);
        yield* this.mentioning(place);
      }
    } else if (field === 'permissions' && names.length > 0) {
      for (const one of this.#named(written, names)) if (mayAskForRow(one.statement, written)) yield one;
    } else if (field === 'permissions') {
      for (const one of this.#named(written, holders)) if (!isOnSomething(one.statement)) yield one;
    } else if (field === 'members' && isChain) {
      for (const one of this.#named(written, [...names, ...holders])) if (changesMembers(one.statement)) yield one;
    } else if (field === 'members') {
      for (const one of this.#named(written, holders))
        if (changesMembers(one.statement) && mentionsAny(one.statement, names)) yield one;
    } else yield* this.#named(written, names);
  }

  *#named({ part: { place } }: Written, names: readonly string[]): Generator<T> {
    for (const name of names)
      for (const one of this.mentioning(name)) if (place === undefined || this.#byDatabase.has(place, one)) yield one;
  }
}

const asksForMasterKey: ReadonlySet<Statement['kind']> = new Set(['create_key', 'backup_certificate', 'signature']);

/**
 * Whether a row of somebody on something counts for a statement that mentions the thing: a plain GRANT looks at no row of other
 * grantees, and a new owner of something takes away what was granted on that, not on himself. All others make what nobody has a
 * permission on yet, or look at none.
 */
function mayAskForRow(statement: Statement, { names, holders }: Written): boolean {
  switch (statement.kind) {
    case 'permission':
      return !isPlain(statement) || mentionsAny(statement, holders);
    case 'create_schema':
      return true; // it may hold statements of permissions
    case 'alter_authorization':
      return names.includes(fold(statement.name.name));
    default:
      return mentionsAny(statement, holders);
  }
}

function isPlain({ action, cascade, as }: StatementOf<'permission'>): boolean {
  return action !== 'revoke' && !cascade && as === undefined;
}

function isOnSomething(statement: Statement): boolean {
  return statement.kind === 'permission' && statement.securable !== undefined;
}

function changesMembers({ kind }: Statement): boolean {
  return kind === 'alter_role' || kind === 'execute' || kind === 'create_role';
}

function mentionsAny(statement: Statement, names: readonly string[]): boolean {
  const mentioned = mentionsOf(statement);
  return names.some((name) => mentioned.includes(name));
}

function keysOf({ key, alters }: Keyed): readonly string[] {
  return [key, alters].filter((one) => one !== undefined);
}
