/**
 * What scripts change without showing it: statements that may do anything (UNK-3, UNK-19), and what they make without
 * saying it: SELECT INTO, what is renamed, what the procedures make that they call. The databases in which they do that may
 * hold more than is listed. Counted by script, so that one of them can be left out.
 */
import { changeUnseen, openDatabase } from '../../catalog/change/knowledge';
import type { Catalog } from '../../catalog/model';
import { modulesIn } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { runStatementsOf, statementsOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import type { Placed } from '../../text/span';
import { isDeclaring, opaquePlacesOf, placedIn, unsaidPlacesOf } from './declarations';
import { isOpaque, makesUnsaid } from './opaque';

/** By what is asked about, the scripts of which that holds. */
type Scripts<K> = Map<K, Set<string>>;

export interface Seeing {
  /** Scripts that are left out; what they define may be called all the same. */
  readonly without?: ReadonlySet<string>;
  /** A script that may be called besides. */
  readonly callee?: Script;
}

export class Hidden {
  readonly #database: string;
  readonly #scripts = new Map<string, Script>();
  /** Those of which not all declarations are read. */
  readonly #partly = new Set<string>();
  readonly #opaque: Scripts<Folded> = new Map();
  readonly #anything: Scripts<Folded> = new Map();
  readonly #calls = new Map<Folded, Scripts<Folded>>();
  /** By name, the scripts that define a procedure, and those whose procedure makes something. */
  readonly #defined: Scripts<Folded> = new Map();
  readonly #making: Scripts<Folded> = new Map();

  constructor(database: string) {
    this.#database = database;
  }

  add(script: Script): void {
    const { uri } = script;
    this.remove(uri);
    this.#scripts.set(uri, script);
    this.#each(script, (list, key) => {
      const scripts = list.get(key);
      if (scripts) scripts.add(uri);
      else list.set(key, new Set([uri]));
    });
    if (script.read === 'some declarations') this.#partly.add(uri);
  }

  remove(uri: string): void {
    const script = this.#scripts.get(uri);
    if (!script) return;
    this.#scripts.delete(uri);
    this.#each(script, (list, key) => {
      const scripts = list.get(key);
      scripts?.delete(uri);
      if (scripts?.size === 0) list.delete(key);
    });
    this.#partly.delete(uri);
  }

  #each(script: Script, visit: (list: Scripts<Folded>, key: Folded) => void): void {
    for (const place of opaquePlacesOf(script)) visit(this.#opaque, fold(place ?? this.#database));
    for (const { database, by } of unsaidPlacesOf(script)) {
      const place = fold(database ?? this.#database);
      if (by.kind === 'anything') visit(this.#anything, place);
      else visit(this.#callsIn(place), by.procedure);
    }
    for (const [name, makes] of proceduresOf(script)) visit(makes ? this.#making : this.#defined, name);
  }

  #callsIn(place: Folded): Scripts<Folded> {
    const known = this.#calls.get(place) ?? new Map();
    this.#calls.set(place, known);
    return known;
  }

  /** What scripts declare, as far as all that they change is seen. */
  over(catalog: Catalog, { without = new Set(), callee }: Seeing): Catalog {
    const says = (scripts: Iterable<string> | undefined): boolean => {
      for (const uri of scripts ?? []) if (!without.has(uri)) return true;
      return false;
    };
    const unseen = says(this.#partly)
      ? changeUnseen(catalog)
      : [...this.#opaque]
          .filter(([key, scripts]) => catalog.databases.has(key) && says(scripts))
          .map(([key]) => key)
          .sort()
          .reduce((made, key) => changeUnseen(made, key), catalog);
    const own = callee && proceduresOf(callee);
    const isHarmless = (name: Folded): boolean =>
      !this.#making.has(name) && own?.get(name) !== true && (this.#defined.has(name) || own?.get(name) === false);
    const makesIn = (place: Folded): boolean =>
      says(this.#anything.get(place)) ||
      [...(this.#calls.get(place) ?? [])].some(([name, scripts]) => !isHarmless(name) && says(scripts));
    const places = new Set([...this.#anything.keys(), ...this.#calls.keys()]);
    return [...places]
      .filter((key) => unseen.databases.has(key) && unseen.databases.get(key)?.system === undefined && makesIn(key))
      .sort()
      .reduce((made, key) => openDatabase(made, key), unseen);
  }
}

/**
 * The statements of a script that may make something, those in the bodies of modules among them; of a script that is held all
 * of its statements.
 */
export function* makingIn(script: Script): Generator<Placed<Statement>> {
  const makesInModules = [...proceduresOf(script).values()].some(Boolean);
  if (script.atHand === undefined || makesInModules) yield* statementsOf(script);
  else for (const { statement, offset } of placedIn(script)) yield { node: statement, offset };
}

/** The procedures of a script, and whether each may make something. */
export const proceduresOf = memo((script: Script): ReadonlyMap<Folded, boolean> => {
  const found = new Map<Folded, boolean>();
  for (const { batch } of script.batches) {
    for (const { node } of modulesIn(batch.statements)) {
      const { name, body, external } = node;
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
