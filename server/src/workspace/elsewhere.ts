/**
 * What the other scripts give a script: what it starts from, what they declare on top of it, the bodies of their modules. A
 * script of a deployment (migrations.ts) starts from what the ones before it leave, on top of what all others declare; to
 * those the whole deployment is one script.
 */

import { Map as Immutable } from 'immutable';
import { capitalsCount, isCaseSensitive } from '../catalog/collation';
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog } from '../catalog/model';
import { versions } from '../catalog/versions';
import type { Afterwards } from '../engine/run/life-end';
import type { Definitions } from '../engine/session/model';
import { isHeard, makingsOf } from '../engine/start/declarations';
import { definitionsByAddress } from '../engine/start/definitions';
import { proceduresOf } from '../engine/start/hidden';
import { inSequence } from '../engine/start/in-sequence';
import { type Asked, Together } from '../engine/start/together';
import { marksOf } from '../migrations/marks';
import { ofScripts } from '../syntax/of-scripts';
import { fromSnapshots } from '../syntax/snapshot-mark';
import { stageOf } from '../syntax/stage';
import type { Body, Script } from '../syntax/statement';
import { idOf } from '../text/intern';
import { differing, differingPlaces, picking, sameItems } from '../text/lists';
import { memo } from '../text/memo';
import { type Chain, chainOf, laterIn, type Migration, migrationIn, startIn } from './chains';
import { flattened, type Whole } from './includes';
import { databasesFor, textOfDatabases, withDatabases } from './known-databases';
import { Migrations, type Sequence, type Standing } from './migrations';
import type { Named } from './named';
import { namesOfPlaces, Others } from './others';
import { isHeardOn, serverOf, versionOn } from './servers';
import { startsOf } from './starts';
import type { Store } from './store';
import type { Stage } from './workspace';

export interface Surroundings {
  /** How often other scripts had changed. */
  readonly changes: number;
  readonly stage: Stage;
  /** What of the script itself the start depends on: the server that it is for, and what it makes. */
  readonly own: string;
  /** It and the scripts that it includes. */
  readonly inside: ReadonlySet<string>;
  readonly others: Others;
  readonly definitions: Definitions;
  readonly start: Catalog;
  /** What the others declare on top of what the script makes. */
  readonly afterwards: Afterwards;
  /** Where it stands in a deployment; undefined: in none. */
  readonly migration: Migration | undefined;
}

/** What all scripts say. */
interface Said {
  /** The scripts of all servers. */
  readonly all: readonly Script[];
  /** Those of the server. */
  readonly on: (all: readonly Script[]) => readonly Script[];
  readonly scripts: readonly Script[];
  readonly stage: Stage;
  readonly byUri: Immutable<string, Script>;
  /** Those that say anything. */
  readonly heard: readonly Script[];
  readonly names: Named;
  readonly definitions: Definitions;
  readonly together: Together;
  readonly migrations: Migrations;
}

export class Elsewhere {
  readonly #store: Store;
  readonly #parse: (text: string) => Body;
  readonly #fresh = new Map<string, Catalog>();
  /** With the databases that are known, as `text` says; by which of them a script does not make itself. */
  #stocked = { text: '', catalogs: new Map<string, Catalog>() };
  /** The deployments as one script each. */
  readonly #sequences = new Map<string, { readonly wholes: readonly Whole[]; readonly script: Script }>();
  readonly #chains = new Map<string, Chained>();
  /** By the server on which scripts run: '' where that makes no difference. */
  readonly #said = new Map<string, Said>();

  constructor(store: Store, parse: (text: string) => Body) {
    this.#store = store;
    this.#parse = parse;
  }

  /** `changes`: how often other scripts changed. `known`: what was the case before. Yields while a deployment is run. */
  *surroundings(
    stage: Stage,
    asked: Whole,
    changes: number,
    known: Surroundings | undefined,
  ): Generator<undefined, Surroundings> {
    const { script, included } = asked;
    const fresh = this.#freshFor(stage, script);
    const inside = new Set([script, ...included].map(({ uri }) => uri));
    const makings = makingsOf(script, stage.database);
    // Where capitals tell names apart, it counts how they are written.
    const spelling = known?.start.databases.some(capitalsCount) ? 'as written' : 'without capitals';
    const own = `${idOf(fresh)} ${[...makings.of(spelling)].join('\n')} ${marksIn(script)}`;
    const isSame = known?.changes === changes && known.stage === stage && isSameSet(known.inside, inside) && known;
    if (isSame && isSame.own === own && !isSame.migration) return isSame;
    yield;
    this.#saidNow(stage, script);
    yield; // what was made by then is known
    yield* this.#saidNow(stage, script).together.preparing(fresh);
    const said = this.#saidNow(stage, script);
    if (isSame && isSame.own === own && isSame.definitions === said.definitions) return isSame;
    const standing = said.migrations.standing(script.uri);
    const others = known && isSameSet(known.inside, inside) ? known.others.among(said.heard) : undefined;
    const basis = {
      changes,
      stage,
      own,
      inside,
      others: others ?? new Others(said.heard, inside, said.names),
      definitions: said.definitions,
    };
    if (standing) return { ...basis, ...(yield* this.#inDeployment(said, standing, fresh)) };
    const request: Asked = { script: flattened(asked), inside, fresh };
    const start = yield* said.together.starting(request, known?.start);
    return { ...basis, start, afterwards: said.together.afterwards(request, start), migration: undefined };
  }

  /** Finds out what is asked of all scripts sooner or later; yields now and then. */
  preparing(stage: Stage): Generator<undefined, void> {
    const { names, heard } = this.#saidNow(stage, nobody);
    return names.preparing(heard);
  }

  /** The deployments among the scripts. */
  sequences(stage: Stage): readonly Sequence[] {
    return this.#saidNow(stage, nobody).migrations.sequences;
  }

  *#inDeployment(
    said: Said,
    standing: Standing,
    fresh: Catalog,
  ): Generator<undefined, Pick<Surroundings, 'start' | 'afterwards' | 'migration'>> {
    const { sequence } = standing;
    const { onTop, chain } = yield* this.#chained(said, sequence, fresh);
    const migration = migrationIn(chain, standing);
    const later = laterIn(migration);
    return { start: startIn(chain, standing), afterwards: memo((catalog) => onTop(later(catalog))), migration };
  }

  *#chained(said: Said, sequence: Sequence, fresh: Catalog): Generator<undefined, Chained> {
    const key = `${sequence.uri} ${idOf(fresh)}`;
    const known = this.#chains.get(key);
    if (known?.said === said) return known;
    const script = this.#sequenceOf(sequence, said.stage);
    const request: Asked = { script, inside: new Set([script.uri]), fresh };
    const makes = JSON.stringify([...makingsOf(script, said.stage.database).of('as written'), ...proceduresOf(script)]);
    const isSame = known?.makes === makes && !this.#store.anyIncludes && saysTheSame(said, known.said, sequence);
    const from = isSame ? known.from : yield* said.together.starting(request, known?.from);
    const chain = yield* chainOf({
      sequence,
      from,
      definitions: said.definitions,
      wholeOf: (uri) => this.#store.held(uri),
      parse: this.#parse,
      isPart: (uri) => this.#store.parts.has(uri),
      stage: said.stage,
      before: known?.said.stage === said.stage && known.chain.sequence === sequence ? known.chain : undefined,
    });
    const made = { said, makes, from, onTop: said.together.afterwards(request, from), chain };
    this.#chains.set(key, made);
    return made;
  }

  /** How many declarations were made so far: what an edit costs besides the runs of statements. */
  get declared(): number {
    return [...this.#said.values()].reduce((sum, { together }) => sum + together.declared, 0);
  }

  /** What the script itself and the others declare: what a part of it, or a call of one of its modules, finds. */
  withOwn(stage: Stage, asked: Whole): Catalog {
    const { script, included } = asked;
    const inside = new Set([script, ...included].map(({ uri }) => uri));
    const fresh = this.#freshFor(stage, script);
    return this.#saidNow(stage, script).together.withOwn({ script: flattened(asked), inside, fresh });
  }

  /** What all scripts declare together. */
  everything(stage: Stage): Pick<Said, 'scripts' | 'definitions'> & { readonly catalog: Catalog } {
    const { heard, definitions, together } = this.#saidNow(stage, nobody);
    return { scripts: heard, definitions, catalog: together.all(this.#freshFor(stage, nobody)) };
  }

  /** What the scripts of the server say on which a script runs. */
  #saidNow(stage: Stage, asked: Script): Said {
    const all = this.#store.scripts();
    const server = serverOf(asked, all);
    const known = this.#said.get(server);
    if (known?.all === all && known.stage === stage) return known;
    const on = known?.on ?? onServer(server);
    const scripts = server === '' ? all : on(all);
    const before = known?.scripts ?? [];
    const isUpdate = known !== undefined && before.length === scripts.length;
    const changed = isUpdate ? differing(scripts, before) : scripts;
    const isInPlace = isUpdate && changed.every(({ uri }) => known.byUri.has(uri));
    const byUri = (isInPlace ? known.byUri : Immutable<string, Script>()).withMutations((made) => {
      for (const one of changed) made.set(one.uri, one);
    });
    const definitions = definitionsByAddress(byUri, changed, this.#parse);
    const together =
      known?.stage.database === stage.database ? known.together : new Together(stage.database, definitions);
    const migrations = known?.migrations ?? new Migrations();
    const had = migrations.sequences.length;
    migrations.set(scripts, this.#store.parts);
    const isPlain = had + migrations.sequences.length === 0 && !this.#store.anyIncludes;
    if (isInPlace && known.together === together && isPlain) together.change(changed, definitions);
    else together.set(this.#declaring(scripts, stage, migrations), definitions);
    const heard = heardAmong(scripts);
    const names = known?.names ?? namesOfPlaces();
    const said = { all, on, scripts, stage, byUri, heard, names, definitions, together, migrations };
    this.#said.set(server, said);
    return said;
  }

  /**
   * What scripts say: each with the files that it includes in their places, and those files not by themselves; a deployment
   * as one script.
   */
  #declaring(scripts: readonly Script[], stage: Stage, migrations: Migrations): readonly Script[] {
    const { parts } = this.#store;
    const apart = scripts.filter(({ uri }) => !parts.has(uri) && !migrations.standing(uri));
    const alone = apart.map(({ uri }) => flattened(this.#store.whole(uri)!));
    return [...alone, ...migrations.sequences.map((one) => this.#sequenceOf(one, stage))].filter(isHeard);
  }

  /** A deployment as one script; the same one for as long as its scripts are. */
  #sequenceOf({ uri, order }: Sequence, stage: Stage): Script {
    const wholes = order.flatMap((one) => this.#store.whole(one) ?? []);
    const known = this.#sequences.get(uri);
    if (known && sameItems(known.wholes, wholes)) return known.script;
    const list = wholes.map((one) => ({
      script: flattened(one),
      database: startsOf(one.script, stage).database,
    }));
    const script = inSequence(uri, list, this.#parse);
    this.#sequences.set(uri, { wholes, script });
    return script;
  }

  /** The server before any script ran; in Azure SQL Database the first login of the script is its administrator (AZ-4). */
  #freshFor(stage: Stage, script: Script): Catalog {
    const { server, sessions } = stageOf(script);
    const said =
      server ?? script.starts?.server ?? (stage.versionAssumed ? versionOn(script, this.#store.scripts()) : undefined);
    const version = versions.find((one) => one === said) ?? stage.version;
    const { knowledge } = stage;
    const administrator =
      version === 'azure-sql-database' ? (sessions[0]?.login ?? startsOf(script, stage).login) : undefined;
    const caseSensitive =
      version !== 'azure-sql-database' && (isCaseSensitive(script.starts?.serverCollation) ?? false);
    const key = `${version}|${knowledge}|${administrator ?? ''}|${caseSensitive}`;
    const options = { knowledge, caseSensitive, ...(administrator !== undefined && { administrator }) };
    const bare = madeOnce(this.#fresh, key, () => freshCatalog(version, options));
    const text = textOfDatabases(stage);
    if (this.#stocked.text !== text) this.#stocked = { text, catalogs: new Map() };
    const databases = databasesFor(script, stage);
    const names = databases.map(({ name }) => name).join('\n');
    return madeOnce(this.#stocked.catalogs, `${key}|${names}`, () => withDatabases(bare, databases));
  }
}

/** The same object for the same key: what is made from a fresh server is kept by it. */
function madeOnce(known: Map<string, Catalog>, key: string, make: () => Catalog): Catalog {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

/** What is known of the scripts of a deployment, for one kind of fresh server. */
interface Chained {
  readonly said: Said;
  /** What the deployment makes, and what its procedures do besides, as text. */
  readonly makes: string;
  /** What all others declare to it, and what of that only applies on top of what it makes. */
  readonly from: Catalog;
  readonly onTop: Afterwards;
  readonly chain: Chain;
}

/** Whether the scripts that do not belong to a deployment say what they said. What snapshots say depends on all others. */
function saysTheSame(now: Said, before: Said, sequence: Sequence): boolean {
  if (now.stage !== before.stage || now.heard.length !== before.heard.length) return false;
  if (fromSnapshots(now.heard).length > 0) return false;
  const isInside = (one: Script | undefined): boolean => one !== undefined && insideOf(sequence).has(one.uri);
  return differingPlaces(now.heard, before.heard).every(
    (place) => isInside(now.heard[place]) && isInside(before.heard[place]),
  );
}

const insideOf = memo(({ order }: Sequence): ReadonlySet<string> => new Set(order));

const nobody: Script = { uri: 'tsql-context:nothing', text: '', batches: [] };

const heardAmong = picking((script: Script) => (isHeard(script) ? [script] : []));

/** A function of its own: what it answers is kept, and would keep all that the function around it knows. */
function onServer(server: string): Said['on'] {
  return picking((one: Script) => (isHeardOn(server, one) ? [one] : []));
}

const marksIn = ofScripts((script: Script) => JSON.stringify(marksOf(script.text)));

function isSameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return sameItems([...a], [...b]);
}
