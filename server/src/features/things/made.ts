/** Where scripts make a thing, and where they call a module. */
import type { DefinitionId } from '../../catalog/model';
import type { Script } from '../../syntax/statement';
import { fold, type Name } from '../../text/name';
import { type MadeKind, type NamedPlace, namedIn, nameKey } from '../../workspace/named-places';
import type { Analysed } from '../../workspace/workspace';
import { placeLink } from './links';

interface Place extends NamedPlace {
  readonly script: Script;
}

/**
 * The statements that make a thing of this name; of a database, those that may stand in it. Where the one is among them that
 * defines a module, that one alone.
 */
export function madeAt(
  analysed: Analysed,
  kind: MadeKind,
  name: Name,
  { database, module }: { readonly database: Name | undefined; readonly module: DefinitionId | undefined },
): readonly Place[] {
  const all = placesOf(analysed, nameKey(kind, name));
  const exact = module === undefined ? [] : all.filter((one) => one.module === module);
  if (exact.length > 0) return exact;
  return database === undefined
    ? all
    : all.filter((one) => one.database === undefined || one.database === fold(database));
}

/** The statements that call a module of this name. */
export function calledAt(analysed: Analysed, name: Name): readonly Place[] {
  return placesOf(analysed, nameKey('call', name));
}

/** Where something is, in words with links. */
export function placesInWords(places: readonly Place[], most = 4): string | undefined {
  if (places.length === 0) return undefined;
  const shown = places.slice(0, most).map(({ script, offset }) => placeLink(script, offset));
  const more = places.length > most ? ` and ${places.length - most} more` : '';
  return `${[...new Set(shown)].join(', ')}${more}`;
}

function placesOf({ script, included, others }: Analysed, key: string): readonly Place[] {
  const found: Place[] = [];
  for (const one of [script, ...included, ...others.naming(key)])
    for (const place of namedIn(one).find(key)) found.push({ ...place, script: one });
  return found;
}
