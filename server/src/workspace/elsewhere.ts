/** What the other scripts give a script: what it starts from, what they declare on top of it, the bodies of their modules. */
import { Map } from 'immutable';
import { capitalsCount, isCaseSensitive } from '../catalog/collation';
import { freshCatalog } from '../catalog/fresh/catalog';
import type { Catalog } from '../catalog/model';
import { versions } from '../catalog/versions';
import type { Afterwards } from '../engine/run/life-end';
import type { Definitions } from '../engine/session/model';
import { isHeard, makingsOf } from '../engine/start/declarations';
import { definitionsByAddress } from '../engine/start/definitions';
import { type Asked, Together } from '../engine/start/together';
import { stageOf } from '../syntax/stage';
import type { Body, Script } from '../syntax/statement';
import { idOf } from '../text/intern';
import { flattened, type Whole } from './includes';
import { databasesFor, withDatabases } from './known-databases';
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
  readonly others: readonly Script[];
  readonly definitions: Definitions;
  readonly start: Catalog;
  /** What the others declare on top of what the script makes. */
  readonly afterwards: Afterwards;
}

/** What all scripts say. */
interface Said {
  /** The scripts of all servers. */
  readonly all: readonly Script[];
  readonly scripts: readonly Script[];
  readonly stage: Stage;
  readonly byUri: Map<string, Script>;
  /** Those that say anything. */
  readonly heard: readonly Script[];
  readonly definitions: Definitions;
  readonly together: Together;
}

export class Elsewhere {
  readonly #store: Store;
  readonly #parse: (text: string) => Body;
  #fresh = Map<string, Catalog>();
  /** By the server on which scripts run: '' where that makes no difference. */
  readonly #said = new globalThis.Map<string, Said>();

  constructor(store: Store, parse: (text: string) => Body) {
    this.#store = store;
    this.#parse = parse;
  }

  /** `changes`: how often other scripts changed. `known`: what was the case before. */
  surroundings(stage: Stage, asked: Whole, changes: number, known: Surroundings | undefined): Surroundings {
    const { script, included } = asked;
    const fresh = this.#freshFor(stage, script);
    const inside = new Set([script, ...included].map(({ uri }) => uri));
    const makings = makingsOf(script, stage.database);
    // Where capitals tell names apart, it counts how they are written.
    const spelling = known?.start.databases.some(capitalsCount) ? 'as written' : 'without capitals';
    const own = `${idOf(fresh)} ${[...makings.of(spelling)].join('\n')}`;
    const isSame =
      known?.changes === changes && known.stage === stage && sameItems([...known.inside], [...inside]) && known;
    if (isSame && isSame.own === own) return isSame;
    const { heard, definitions, together } = this.#saidNow(stage, script);
    const others = isSame ? isSame.others : heard.filter(({ uri }) => !inside.has(uri));
    const request: Asked = { script: flattened(asked), inside, fresh };
    const start = together.startOf(request, known?.start);
    return {
      changes,
      stage,
      own,
      inside,
      others: known && sameItems(known.others, others) ? known.others : others,
      definitions,
      start,
      afterwards: together.afterwards(request, start),
    };
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
    const nothing: Script = { uri: 'tsql-context:nothing', text: '', batches: [] };
    const { heard, definitions, together } = this.#saidNow(stage, nothing);
    const fresh = this.#freshFor(stage, nothing);
    const catalog = together.withOwn({ script: nothing, inside: new Set([nothing.uri]), fresh });
    return { scripts: heard, definitions, catalog };
  }

  /** What the scripts of the server say on which a script runs. */
  #saidNow(stage: Stage, asked: Script): Said {
    const all = this.#store.scripts();
    const server = serverOf(asked, all);
    const known = this.#said.get(server);
    if (known?.all === all && known.stage === stage) return known;
    const scripts = server === '' ? all : all.filter((one) => isHeardOn(server, one));
    const before = known?.scripts ?? [];
    const isUpdate = known !== undefined && before.length === scripts.length;
    const changed = isUpdate ? scripts.filter((one, index) => one !== before[index]) : scripts;
    const isInPlace = isUpdate && changed.every(({ uri }) => known.byUri.has(uri));
    const byUri = (isInPlace ? known.byUri : Map<string, Script>()).withMutations((made) => {
      for (const one of changed) made.set(one.uri, one);
    });
    const definitions = definitionsByAddress(byUri, changed, this.#parse);
    const together =
      known?.stage.database === stage.database ? known.together : new Together(stage.database, definitions);
    if (isInPlace && known.together === together && !this.#store.anyIncludes) together.change(changed, definitions);
    else together.set(this.#declaring(scripts), definitions);
    const said = { all, scripts, stage, byUri, heard: scripts.filter(isHeard), definitions, together };
    this.#said.set(server, said);
    return said;
  }

  /** What scripts say: each with the files that it includes in their places, and those files not by themselves. */
  #declaring(scripts: readonly Script[]): readonly Script[] {
    const { parts } = this.#store;
    const apart = scripts.filter(({ uri }) => !parts.has(uri));
    return apart.map(({ uri }) => flattened(this.#store.whole(uri)!)).filter(isHeard);
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
    const known =
      this.#fresh.get(key) ??
      freshCatalog(version, { knowledge, caseSensitive, ...(administrator !== undefined && { administrator }) });
    this.#fresh = this.#fresh.set(key, known);
    return withDatabases(known, databasesFor(script, stage));
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
