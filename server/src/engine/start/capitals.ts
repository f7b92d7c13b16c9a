/**
 * Where capitals tell names apart, as far as scripts say it before anything is declared: two scripts that make `Clerk` and
 * `clerk` make one user twice, or two users.
 */
import { capitalsCount, isCaseSensitive } from '../../catalog/collation';
import type { Catalog } from '../../catalog/model';
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import { makes, thingOf } from '../names/made';
import { alteredBy, type Keyed, type Placed } from './item';

/**
 * The key of what a declaration makes or gives another form, as its place tells names apart; undefined: it makes
 * nothing that has a name.
 */
export type KeyOf = (one: Keyed) => string | undefined;

const asFolded: KeyOf = ({ key, alters }) => key ?? alters;

/** `collating`: the declarations that give a database a collation. */
export function keysIn({ server, databases }: Catalog, collating: Iterable<Placed>): KeyOf {
  const said = new Map([...collating].flatMap((one) => collationsIn(one)));
  const onServer = capitalsCount(server);
  if (!onServer && said.size === 0 && !databases.some(capitalsCount)) return asFolded;
  const names = new Map([...databases.values()].map((one) => [fold(one.name) as string, capitalsCount(one)]));
  return (one) => {
    const key = one.key ?? one.alters;
    if (key === undefined) return undefined;
    const { database } = thingOf(key);
    const counts =
      onServer || (database !== undefined && (said.get(fold(database)) ?? names.get(fold(database)) ?? false));
    if (!counts) return key;
    return one.key === undefined
      ? alteredBy(one.statement, one.database, 'as written')
      : makes(one.statement, one.database, 'as written');
  };
}

/** Whether a statement gives a database its collation. */
export function isCollating(statement: Statement): boolean {
  return collationOf(statement) !== undefined;
}

function collationOf(statement: Statement): string | undefined {
  if (statement.kind !== 'create_database' && statement.kind !== 'alter_database') return undefined;
  return statement.options.find(({ name }) => name === 'COLLATE')?.value;
}

function collationsIn({ statement, database }: Placed): readonly (readonly [string, boolean])[] {
  if (statement.kind !== 'create_database' && statement.kind !== 'alter_database') return [];
  const named = statement.name?.name ?? database;
  return [[fold(named), isCaseSensitive(collationOf(statement)) ?? false]];
}
