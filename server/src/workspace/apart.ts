/**
 * A script of which only facts are held. To others it is a script as any other; its text and statements are read again when
 * somebody asks for them.
 */
import type { DefinitionId } from '../catalog/model';
import { type Defined, definedIn, isIn, moduleIdOf, modulesOf, nameModule } from '../engine/start/definitions';
import { proceduresOf } from '../engine/start/hidden';
import { rankOf } from '../engine/start/item';
import { knowPlaced, type PlacedStatement, tornBatchesOf } from '../engine/start/placed';
import { includesOf, setvarsIn, usesVariables } from '../syntax/sqlcmd';
import { stageOf } from '../syntax/stage';
import type { Body, Script, Starts, Statement, StatementOf } from '../syntax/statement';
import { changesDatabase, type Homes, homesIn, offsetOf } from '../syntax/walk';
import { memo } from '../text/memo';
import { fold } from '../text/name';
import { calledIn, startedBy } from './called';
import { type Facts, type NamedFact, namedPlaceOf, type PlacedFact } from './facts';
import { type NamedPlace, type NamedPlaces, namedIn } from './named-places';
import { keptWords } from './symbols/words';

/** Where whole scripts come from, by address. */
export interface Source {
  /** Read and parsed again, where that is needed. */
  whole(uri: string): Script;
  text(uri: string): string;
  /** Whether it is read and parsed. */
  isAtHand(uri: string): boolean;
}

export function scriptApart(uri: string, facts: Facts, source: Source, starts: Starts | undefined): Script {
  const script = new Apart(uri, source, starts);
  const modules = new Modules(uri, source, facts);
  knowPlaced(script, starts?.database === undefined ? facts.placed : facts.placed.map(startedIn(starts.database)));
  const torn = facts.torn.map((database) => database ?? starts?.database);
  tornBatchesOf.know(script, torn);
  stageOf.know(script, facts.stage);
  includesOf.know(script, []);
  setvarsIn.know(script, []);
  usesVariables.know(script, facts.usesVariables);
  rankOf.know(script, facts.rank);
  proceduresOf.know(script, facts.procedures);
  calledIn.know(script, facts.calls);
  startedBy.know(script, facts.starts);
  namedIn.know(script, new NamedApart(facts.named, uri, starts));
  if (facts.words !== undefined) keptWords.know(script, facts.words);
  homesIn.know(script, modules);
  definedIn.know(script, modules);
  return script;
}

/** Many objects of this class are held at a time: what they have in common is not theirs. */
class Apart implements Script {
  readonly uri: string;
  readonly starts?: Starts;
  readonly #source: Source;

  constructor(uri: string, source: Source, starts: Starts | undefined) {
    this.uri = uri;
    if (starts) this.starts = starts;
    this.#source = source;
  }

  get text(): string {
    return this.#source.text(this.uri);
  }

  get batches(): Script['batches'] {
    return this.#source.whole(this.uri).batches;
  }

  get atHand(): boolean {
    return this.#source.isAtHand(this.uri);
  }
}

/** A statement in the database in which its script starts, where it says none. */
function startedIn(start: string): (one: PlacedStatement) => PlacedStatement {
  return (one) => (one.database === undefined ? { ...one, database: start } : one);
}

class NamedApart implements NamedPlaces {
  readonly #facts: readonly NamedFact[];
  readonly #uri: string;
  readonly #starts: Starts | undefined;

  constructor(facts: readonly NamedFact[], uri: string, starts: Starts | undefined) {
    this.#facts = facts;
    this.#uri = uri;
    this.#starts = starts;
  }

  find(key: string): readonly NamedPlace[] {
    const database = this.#starts?.database;
    const at = { uri: this.#uri, starts: database === undefined ? undefined : fold(database) };
    return this.#facts.filter(([one]) => one === key).map((one) => namedPlaceOf(one, at));
  }

  get keys(): readonly string[] {
    return this.#facts.map(([key]) => key);
  }
}

type CreateModule = StatementOf<'create_module'>;

/** The modules of a script: their headers are held, and their bodies read again. What was handed out stays known. */
class Modules implements Defined, Homes {
  readonly #uri: string;
  readonly #source: Source;
  readonly #placed: readonly PlacedFact[];
  /** Where modules stand that were read, and by which ids they are known. */
  #read: WeakMap<Statement, { readonly id: DefinitionId; readonly offset: number }> | undefined;

  constructor(uri: string, source: Source, { placed }: Facts) {
    this.#uri = uri;
    this.#source = source;
    this.#placed = placed;
    for (const one of placed) this.#take(one);
  }

  #take({ statement, module, changesDatabase: changes }: PlacedFact): void {
    if (module === undefined || statement.kind !== 'create_module') return;
    const id = `${this.#uri}${module}` as DefinitionId;
    nameModule(statement, id);
    if (!owned.has(statement) && !('body' in statement)) {
      Object.defineProperty(statement, 'body', bodyReadAgain);
      changesDatabase.know(statement, changes === true);
    }
    owned.set(statement, { id, by: this });
  }

  /** Where a statement stands that was handed out, or that stood there when somebody had the script open. */
  get(statement: Statement): number | undefined {
    const home = this.#placeOf(statement) ?? this.#read?.get(statement)?.offset;
    if (home !== undefined || statement.kind !== 'create_module') return home;
    const id = moduleIdOf(statement);
    const now = id !== undefined && isIn(this.#uri, id) ? this.definition(id) : undefined;
    return now && this.#read?.get(now)?.offset;
  }

  #placeOf(statement: Statement): number | undefined {
    if (this.#placed.length > few) return homesOf(this.#placed).get(statement);
    return this.#placed.find((one) => one.statement === statement)?.offset;
  }

  idOf(statement: Statement): DefinitionId | undefined {
    const own = owned.get(statement);
    return own && own.by.#uri === this.#uri ? own.id : this.#read?.get(statement)?.id;
  }

  definition(id: DefinitionId): CreateModule | undefined {
    return modulesById(this.#whole()).get(id);
  }

  /** The script that is at hand. Where its modules stand is noted once. */
  #whole(): Script {
    const whole = this.#source.whole(this.#uri);
    const modules = modulesById(whole);
    const [some] = modules.values();
    if (some && !this.#read?.has(some)) {
      this.#read ??= new WeakMap();
      for (const [id, statement] of modules) {
        nameModule(statement, id);
        this.#read.set(statement, { id, offset: offsetOf(whole, statement, 0)! });
      }
    }
    return whole;
  }
}

/** Whose a module of the facts is, and its id there: other scripts that hold the statement may know it by another one. */
const owned = new WeakMap<Statement, { readonly id: DefinitionId; readonly by: Modules }>();

/** All modules have it in common, so that they are objects of one kind. */
const bodyReadAgain: PropertyDescriptor = {
  enumerable: true,
  get(this: CreateModule): Body {
    const own = owned.get(this);
    return own?.by.definition(own.id)?.body ?? nothing;
  },
};

/** So few are looked through: a table for each script would take more memory than it saves time. */
const few = 16;

const homesOf = memo(
  (placed: readonly PlacedFact[]): ReadonlyMap<Statement, number> =>
    new Map(placed.map(({ statement, offset }) => [statement, offset])),
);

const modulesById = memo((script: Script): ReadonlyMap<DefinitionId, CreateModule> => new Map(modulesOf(script)));

const nothing: Body = [];
