/** Databases of which something is known without a script that creates them: those of database projects. */
import { putDatabase } from '../catalog/change/server/databases';
import type { Catalog, Database } from '../catalog/model';
import { keyOfDatabase } from '../engine/names/made';
import { makingsOf } from '../engine/start/declarations';
import type { Script } from '../syntax/statement';
import { memo } from '../text/memo';
import type { Name } from '../text/name';

export interface KnownDatabase extends Pick<Database, 'caseSensitive' | 'catalogCollation'> {
  readonly name: Name;
  /** Whether it may hold more than scripts declare in it. */
  readonly knowledge: Catalog['server']['knowledge'];
  /** Undefined: not known. */
  readonly trustworthy: boolean | undefined;
  readonly chaining: boolean | undefined;
  readonly containment: 'none' | 'partial';
  readonly recursiveTriggers: boolean;
}

/** What of a stage says what the server holds. */
export interface Holding {
  /** Databases that are there without a script that creates them. */
  readonly databases?: readonly KnownDatabase[];
}

/** Those that are there before a script: the ones that it does not create itself. */
export function databasesFor(
  script: Script,
  { databases = [], database }: Holding & { readonly database: Name },
): readonly KnownDatabase[] {
  if (databases.length === 0) return databases;
  const made = makingsOf(script, database);
  return databases.filter(({ name }) => made.get(keyOfDatabase(name)) !== 'makes');
}

/** What is known of the databases, as a text: equal where the same is known of the same ones. */
export const textOfDatabases = memo(({ databases = [] }: Holding): string => JSON.stringify(databases));

/** A server on which they are. Nobody says who owns them. */
export function withDatabases(catalog: Catalog, databases: readonly KnownDatabase[]): Catalog {
  return databases.reduce((made, { name, ...known }) => putDatabase(made, name, known), catalog);
}
