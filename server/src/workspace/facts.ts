/**
 * What a script says to others, as plain data that is made from its text alone: enough for as long as nobody asks about the
 * script itself, or enters a module of it. Small beside the statements, and can be handed to another thread or kept on disk.
 */
import type { DefinitionId } from '../catalog/model';
import { modulesOf } from '../engine/start/definitions';
import { type Doing, proceduresOf } from '../engine/start/hidden';
import { isBound, rankOf, withoutBody } from '../engine/start/item';
import { type PlacedStatement, placedIn, tornBatchesOf } from '../engine/start/placed';
import { usesVariables } from '../syntax/sqlcmd';
import { type Stage, stageOf } from '../syntax/stage';
import type { Script, Statement } from '../syntax/statement';
import { changesDatabase } from '../syntax/walk';
import { fingerprint } from '../text/fingerprint';
import type { Folded } from '../text/name';
import { calledIn, startedBy } from './called';
import { otherDialect } from './dialect';
import { type NamedPlace, namedPlacesIn } from './named-places';
import { pooled } from './shared-values';
import { wordsOf, writtenWords } from './symbols/words';

export interface Facts {
  readonly print: string;
  readonly rank: string;
  readonly dialect?: string | undefined;
  readonly stage: Stage;
  readonly usesVariables: boolean;
  readonly placed: readonly PlacedFact[];
  /** The databases of batches of which a part is not understood; null: whichever the script is run in. */
  readonly torn: readonly (string | null)[];
  readonly procedures: readonly (readonly [name: Folded, does: Doing])[];
  readonly calls: readonly string[];
  readonly starts: readonly string[];
  /** Where it names what it makes, and what it calls. */
  readonly named: readonly NamedFact[];
  /** The words that may stand in it (symbols/words.ts); left out where nobody looks for names in all texts. */
  readonly words?: string | undefined;
}

/** A place; an id is without the address. */
export type NamedFact = readonly [key: string, offset: number, database?: Folded | null, module?: string];

export interface PlacedFact extends PlacedStatement {
  /** A module is without its body, where that is not bound. */
  readonly statement: Statement;
  /** The id of a module, without the address. */
  readonly module?: string;
  /** Whether USE stands in the body that is left out. */
  readonly changesDatabase?: true;
}

/**
 * Undefined: the script is not read as a whole, or it is one with other files. `words`: whether names will be looked for in its
 * text.
 */
export function factsOf(script: Script, words = true): Facts | undefined {
  if (script.read || script.starts || script.batches.some(({ batch }) => batch.commands.length > 0)) return undefined;
  const dialect = otherDialect(script.text);
  const ids = new Map<Statement, string>(modulesOf({ ...script, uri: '' }).map(([id, statement]) => [statement, id]));
  return {
    print: fingerprint(script.text),
    rank: rankOf(script),
    dialect,
    stage: stageOf(script),
    usesVariables: usesVariables(script),
    placed: placedIn(script).map((one) => placedFact(one, ids.get(one.statement))),
    torn: tornBatchesOf(script).map((database) => database ?? null),
    procedures: proceduresOf(script),
    calls: calledIn(script),
    starts: startedBy(script),
    named: namedPlacesIn(script).map((one) => namedFact(one, script.uri)),
    words: words ? writtenWords(wordsOf(script)) : undefined,
  };
}

function namedFact({ key, offset, database, module }: NamedPlace, uri: string): NamedFact {
  if (module !== undefined) return [key, offset, database ?? null, module.slice(uri.length)];
  return database === undefined ? [key, offset] : [key, offset, database];
}

/** `starts`: the database in which the script starts where nothing in it says so. */
export function namedPlaceOf(
  [key, offset, database, module]: NamedFact,
  { uri, starts }: { readonly uri: string; readonly starts: Folded | undefined },
): NamedPlace {
  const id = module === undefined ? undefined : (`${uri}${module}` as DefinitionId);
  return { key, offset, database: database ?? starts, module: id };
}

function placedFact({ statement, ...place }: PlacedStatement, module: string | undefined): PlacedFact {
  if (statement.kind !== 'create_module' || module === undefined) return { statement, ...place };
  if (isBound(statement)) return { statement, ...place, module };
  const told = withoutBody(statement) as Statement;
  return { statement: told, ...place, module, ...(changesDatabase(statement) && { changesDatabase: true }) };
}

/** Facts as a text, without what holds the text that they were read from. */
export function written(facts: Facts): string {
  return JSON.stringify(facts);
}

/** Facts from a text that `written` made. */
export function readFacts(text: string): Facts {
  return pooled(JSON.parse(text) as Facts);
}
