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
import { changesDatabase, homesIn, offsetOf } from '../syntax/walk';
import { memo } from '../text/memo';
import { fold } from '../text/name';
import { calledIn, startedBy } from './called';
import { type Facts, namedPlaceOf, type PlacedFact } from './facts';
import { namedIn } from './named-places';
import { readWords, wordsOf } from './symbols/words';

/** Where the whole script comes from. */
export interface Source {
  /** Read and parsed again, where that is needed. */
  whole(): Script;
  text(): string;
  /** Whether it is read and parsed. */
  isAtHand(): boolean;
}

export function scriptApart(uri: string, facts: Facts, source: Source, starts: Starts | undefined): Script {
  const script: Script = {
    uri,
    ...(starts && { starts }),
    get text() {
      return source.text();
    },
    get batches() {
      return source.whole().batches;
    },
    get atHand() {
      return source.isAtHand();
    },
  };
  const modules = new Modules(uri, source);
  const placed = facts.placed.map((one): PlacedStatement => {
    const { offset, conditional, database = starts?.database } = one;
    return { statement: modules.placed(one), offset, conditional, database };
  });
  knowPlaced(script, placed);
  const torn = facts.torn.map((database) => database ?? starts?.database);
  tornBatchesOf.know(script, torn);
  stageOf.know(script, facts.stage);
  includesOf.know(script, []);
  setvarsIn.know(script, []);
  usesVariables.know(script, facts.usesVariables);
  rankOf.know(script, facts.rank);
  proceduresOf.know(script, new Map(facts.procedures));
  calledIn.know(script, new Set(facts.calls));
  startedBy.know(script, new Set(facts.starts));
  const start = starts?.database === undefined ? undefined : fold(starts.database);
  namedIn.know(script, {
    find: (key) => facts.named.filter(([one]) => one === key).map((one) => namedPlaceOf(one, { uri, starts: start })),
    keys: facts.named.map(([key]) => key),
  });
  wordsOf.know(script, readWords(facts.words));
  homesIn.know(script, { get: (statement) => modules.homeOf(statement) });
  definedIn.know(script, modules);
  return script;
}

type CreateModule = StatementOf<'create_module'>;

/** The modules of a script: their headers are held, and their bodies read again. What was handed out stays known. */
class Modules implements Defined {
  readonly #homes = new WeakMap<Statement, number>();
  readonly #uri: string;
  readonly #source: Source;
  readonly #ids = new WeakMap<Statement, DefinitionId>();

  constructor(uri: string, source: Source) {
    this.#uri = uri;
    this.#source = source;
  }

  /** A statement of the facts. */
  placed({ statement, offset, module, changesDatabase: changes }: PlacedFact): Statement {
    const id = module === undefined ? undefined : (`${this.#uri}${module}` as DefinitionId);
    const made = id === undefined || 'body' in statement ? statement : this.#withBody(statement, id, changes === true);
    if (id !== undefined) this.#name(made, id);
    this.#homes.set(made, offset);
    return made;
  }

  #withBody(statement: Statement, id: DefinitionId, changes: boolean): Statement {
    const made: CreateModule = Object.defineProperty({ ...statement } as CreateModule, 'body', {
      enumerable: true,
      get: () => this.definition(id)?.body ?? nothing,
    });
    changesDatabase.know(made, changes);
    return made;
  }

  /** Where a statement stands that was handed out, or that stood there when somebody had the script open. */
  homeOf(statement: Statement): number | undefined {
    const home = this.#homes.get(statement);
    if (home !== undefined || statement.kind !== 'create_module') return home;
    const id = moduleIdOf(statement);
    const now = id !== undefined && isIn(this.#uri, id) ? this.definition(id) : undefined;
    return now && this.#homes.get(now);
  }

  idOf(statement: Statement): DefinitionId | undefined {
    return this.#ids.get(statement);
  }

  definition(id: DefinitionId): CreateModule | undefined {
    return modulesById(this.#read()).get(id);
  }

  /** The script that is at hand. Where its modules stand is noted once. */
  #read(): Script {
    const whole = this.#source.whole();
    const modules = modulesById(whole);
    const [some] = modules.values();
    if (some && !this.#ids.has(some)) {
      for (const [id, statement] of modules) {
        this.#name(statement, id);
        this.#homes.set(statement, offsetOf(whole, statement, 0)!);
      }
    }
    return whole;
  }

  #name(statement: Statement, id: DefinitionId): void {
    this.#ids.set(statement, id);
    nameModule(statement, id);
  }
}

const modulesById = memo((script: Script): ReadonlyMap<DefinitionId, CreateModule> => new Map(modulesOf(script)));

const nothing: Body = [];
