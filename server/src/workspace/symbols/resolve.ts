/** Which mentions of one name mean the same thing: by database, and by schema where things have one. */
import { type Folded, fold } from '../../text/name';
import { ofServer } from './mention';
import type { PlacedMention } from './placed';

/** What a mention means, as a key; undefined: that is not known before the script is run. */
export type Resolve = (mention: PlacedMention, database?: Folded) => string | undefined;

/** `mentions`: all of one name. A database that is given counts more than the one that is written. */
export function resolver(mentions: readonly PlacedMention[]): Resolve {
  const declared = new Map<Folded, Set<Folded>>();
  for (const { act, database, schema } of mentions) {
    if (act !== 'declares' || database === undefined) continue;
    const schemas = declared.get(database) ?? new Set();
    declared.set(database, schemas.add(fold(schema ?? 'dbo')));
  }
  return (mention, given) => {
    const { space } = mention;
    if (ofServer.has(space)) return '';
    const database = given ?? mention.database;
    if (space === 'trigger') return database ?? '';
    if (database === undefined) return undefined;
    return space === 'object' || space === 'type' ? inSchema(mention, database, declared) : database;
  };
}

/**
 * A name without a schema is looked for in that of the module, then in dbo; of other schemas that have it nobody knows
 * whether they are the default of who runs it. What begins with sp_ is looked for in master, too.
 */
function inSchema(
  { name, schema, home, act, anySchema }: PlacedMention,
  database: Folded,
  declared: ReadonlyMap<Folded, ReadonlySet<Folded>>,
): string | undefined {
  const here = declared.get(database);
  const key = (place: Folded, owner: Folded): string => `${place} ${owner}`;
  if (anySchema) return here?.size === 1 ? key(database, [...here][0]!) : undefined;
  const wanted = schema !== undefined ? [fold(schema)] : [fold(home ?? 'dbo'), fold('dbo')];
  if (act === 'declares') return key(database, fold(schema ?? 'dbo'));
  const found = wanted.find((one) => here?.has(one));
  if (found !== undefined) return key(database, found);
  const master = /^sp_/i.test(name) ? declared.get(fold('master')) : undefined;
  const shared = wanted.find((one) => master?.has(one));
  if (shared !== undefined) return key(fold('master'), shared);
  if (schema === undefined && here) return undefined;
  return key(database, wanted.at(-1)!);
}
