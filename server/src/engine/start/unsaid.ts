/**
 * What scripts make without saying it: SELECT INTO, what is renamed, what the procedures make that they call. The databases
 * in which they do that may hold more than is listed (UNK-3).
 */
import { openDatabase } from '../../catalog/change/knowledge';
import type { Catalog } from '../../catalog/model';
import type { Script } from '../../syntax/statement';
import { modulesIn, runStatementsOf } from '../../syntax/walk';
import { memo, once } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { isDeclaring, unsaidPlacesOf } from './declarations';
import { isOpaque, makesUnsaid } from './opaque';

/**
 * The catalog in which those databases are open. `database`: in which scripts stand that name none. `callees`: the scripts
 * that define what they call.
 */
export function withUnsaid(
  catalog: Catalog,
  scripts: readonly Script[],
  database: string,
  callees: readonly Script[],
): Catalog {
  const harmless = once(() => harmlessIn(callees));
  const places = new Set<Folded>();
  for (const script of scripts) {
    for (const { database: place, by } of unsaidPlacesOf(script)) {
      const key = fold(place ?? database);
      if (!places.has(key) && (by.kind === 'anything' || !harmless().has(by.procedure))) places.add(key);
    }
  }
  return [...places]
    .filter((key) => catalog.databases.get(key)?.system === undefined && catalog.databases.has(key))
    .sort()
    .reduce((made, key) => openDatabase(made, key), catalog);
}

/** The procedures of some scripts that make nothing. */
const harmlessIn = memo((scripts: readonly Script[]): ReadonlySet<Folded> => {
  const making = new Map<Folded, boolean>();
  for (const script of scripts)
    for (const [name, makes] of proceduresOf(script)) making.set(name, makes || (making.get(name) ?? false));
  return new Set([...making].flatMap(([name, makes]) => (makes ? [] : [name])));
});

/** The procedures of a script, and whether each may make something. */
const proceduresOf = memo((script: Script): ReadonlyMap<Folded, boolean> => {
  const found = new Map<Folded, boolean>();
  for (const { batch } of script.batches) {
    for (const { name, body, external } of modulesIn(batch.statements)) {
      const makes =
        external !== undefined || // managed code
        [...runStatementsOf(body)].some(
          (one) => isDeclaring(one) || isOpaque(one) || makesUnsaid(one)?.kind === 'anything',
        );
      found.set(fold(name.name), makes || (found.get(fold(name.name)) ?? false));
    }
  }
  return found;
});
