/**
 * What scripts change without showing it: statements that may do anything (UNK-3, UNK-19), and what they make without
 * saying it: SELECT INTO, what is renamed, what the procedures make that they call. The databases in which they do that may
 * hold more than is listed. Counted by script, so that one of them can be left out.
 */

import { changeUnseen, openDatabase } from '../../catalog/change/knowledge';
import type { Catalog } from '../../catalog/model';
import { ofScripts } from '../../syntax/of-scripts';
import { modulesIn } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { runStatementsOf, statementsOf } from '../../syntax/walk';
import { Groups } from '../../text/groups';
import { type Folded, fold } from '../../text/name';
import type { Placed } from '../../text/span';
import { opaquePlacesOf, unsaidPlacesOf } from './declarations';
import { isOpaque, makesUnsaid } from './opaque';
import { isDeclaring } from './phases';
import { placedIn } from './placed';
import { type Lost, saysWhatIsWhole, withSnapshots } from './snapshots';

/** By what is asked about, the scripts of which that holds. */
type Scripts<K> = Groups<K, string>;

export interface Seeing {
  /** Scripts that are left out; what they define may be called all the same. */
  readonly without?: ReadonlySet<string>;
  /** A script that may be called besides. */
  readonly callee?: Script;
  /** Those that were made from a snapshot, and of which something did not come to be. */
  readonly lost?: Lost;
}

export class Hidden {
  readonly #database: string;
  readonly #scripts = new Map<string, Script>();
  /** Those that were made from a snapshot of the server. */
  readonly #snapshots = new Set<string>();
  /** Those of which not all declarations are read. */
  readonly #partly = new Set<string>();
  readonly #opaque: Scripts<Folded> = new Groups();
  readonly #anything: Scripts<Folded> = new Groups();
  readonly #calls = new Map<Folded, Scripts<Folded>>();
  /** By name, the scripts that define a procedure, and those whose procedure makes something. */
  readonly #defined: Scripts<Folded> = new Groups();
  readonly #making: Scripts<Folded> = new Groups();

  constructor(database: string) {
    this.#database = database;
  }

  add(script: Script): void {
    const { uri } = script;
    this.remove(uri);
    this.#scripts.set(uri, script);
    this.#each(script, (list, key) => list.add(key, uri));
    if (script.read === 'some declarations') this.#partly.add(uri);
    if (saysWhatIsWhole(script)) this.#snapshots.add(uri);
  }

  /** Those that were made from a snapshot and say what is whole, in the order of their names. */
  get snapshots(): readonly Script[] {
    return [...this.#snapshots].sort().map((uri) => this.#scripts.get(uri)!);
  }

  remove(uri: string): void {
    const script = this.#scripts.get(uri);
    if (!script) return;
    this.#scripts.delete(uri);
    this.#each(script, (list, key) => list.remove(key, uri));
    this.#partly.delete(uri);
    this.#snapshots.delete(uri);
  }

  #each(script: Script, visit: (list: Scripts<Folded>, key: Folded) => void): void {
    for (const place of opaquePlacesOf(script)) visit(this.#opaque, fold(place ?? this.#database));
    for (const { database, by } of unsaidPlacesOf(script)) {
      const place = fold(database ?? this.#database);
      if (by.kind === 'anything') visit(this.#anything, place);
      else visit(listOf(this.#calls, place), by.procedure);
    }
    for (const [name, { makes }] of proceduresOf(script)) visit(makes ? this.#making : this.#defined, name);
  }

  /** The procedures that those of a name call. */
  #calledBy(name: Folded): ReadonlySet<Folded> {
    const scripts = [...this.#defined.get(name)].map((uri) => this.#scripts.get(uri)!);
    return new Set(scripts.flatMap((script) => procedureByName(script).get(name)?.calls ?? []));
  }

  /** What scripts declare, as far as all that they change is seen. */
  over(declared: Catalog, { without = new Set(), callee, lost = new Set() }: Seeing): Catalog {
    const catalog = withSnapshots(
      declared,
      this.snapshots.filter(({ uri }) => !without.has(uri)),
      lost,
    );
    const says = (scripts: Iterable<string>): boolean => {
      for (const uri of scripts) if (!without.has(uri)) return true;
      return false;
    };
    const unseen = says(this.#partly)
      ? changeUnseen(catalog)
      : [...this.#opaque.entries()]
          .filter(([key, scripts]) => catalog.databases.has(key) && says(scripts))
          .map(([key]) => key)
          .sort()
          .reduce((made, key) => changeUnseen(made, key), catalog);
    const own = callee && procedureByName(callee);
    const isHarmless = (name: Folded, callers: ReadonlySet<Folded> = new Set()): boolean => {
      if (callers.has(name)) return true; // what it makes besides is asked about already
      const here = own?.get(name);
      if (this.#making.has(name) || here?.makes || !(this.#defined.has(name) || here)) return false;
      const around = new Set([...callers, name]);
      return [...this.#calledBy(name), ...(here?.calls ?? [])].every((one) => isHarmless(one, around));
    };
    const makesIn = (place: Folded): boolean =>
      says(this.#anything.get(place)) ||
      [...(this.#calls.get(place)?.entries() ?? [])].some(([name, scripts]) => !isHarmless(name) && says(scripts));
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
  const makesInModules = proceduresOf(script).some(([, { makes }]) => makes);
  if (script.atHand === undefined || makesInModules) yield* statementsOf(script);
  else for (const { statement, offset } of placedIn(script)) yield { node: statement, offset };
}

function listOf<K>(lists: Map<K, Scripts<Folded>>, key: K): Scripts<Folded> {
  const known = lists.get(key) ?? new Groups();
  lists.set(key, known);
  return known;
}

/** What a procedure may do besides what is seen. */
export interface Doing {
  /** Whether it may make something. */
  readonly makes: boolean;
  /** The procedures that it calls. */
  readonly calls: readonly Folded[];
}

/** The procedures of a script. */
export const proceduresOf = ofScripts((script: Script): readonly (readonly [name: Folded, does: Doing])[] => {
  const found = new Map<Folded, Doing>();
  for (const { batch } of script.batches) {
    for (const { node } of modulesIn(batch.statements)) {
      const { name, body, external } = node;
      const before = found.get(fold(name.name));
      const inside = [...runStatementsOf(body)];
      const calls = inside.flatMap((one) => {
        const by = makesUnsaid(one);
        return by?.kind === 'call' ? [by.procedure] : [];
      });
      const makes = before?.makes || external !== undefined || inside.some(mayMake); // external: managed code
      found.set(fold(name.name), { makes, calls: [...new Set([...(before?.calls ?? []), ...calls])] });
    }
  }
  return [...found];
});

/** The same, of a script that somebody calls: most are not called, and a table takes more than the list. */
const procedureByName = ofScripts((script: Script): ReadonlyMap<Folded, Doing> => new Map(proceduresOf(script)));

function mayMake(statement: Statement): boolean {
  const by = makesUnsaid(statement);
  if (isOpaque(statement) || by?.kind === 'anything') return true;
  return by === undefined && isDeclaring(statement);
}
