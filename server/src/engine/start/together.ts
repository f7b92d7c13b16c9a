/**
 * What the scripts of a workspace declare to each of them: kept for as long as they say the same, changed by what one of
 * them says otherwise. For each kind of fresh server there is a whole of its own, made when it is asked for.
 */
import { Map } from 'immutable';
import type { Catalog } from '../../catalog/model';
import { differingParts, isSameCatalog } from '../../catalog/parts';
import type { Script } from '../../syntax/statement';
import { finish } from '../../text/finish';
import { memo } from '../../text/memo';
import type { Afterwards } from '../run/life-end';
import type { Definitions } from '../session/model';
import { afterwardsOf } from './afterwards';
import { declarationsOf, isHeard, makingsOf } from './declarations';
import { Hidden } from './hidden';
import { lostIn } from './lost';
import type { Lost } from './snapshots';
import { Whole } from './whole';

/** A script that is asked about, as it runs. */
export interface Asked {
  /** With what it includes. */
  readonly script: Script;
  /** The addresses of it and of what it includes. */
  readonly inside: ReadonlySet<string>;
  readonly fresh: Catalog;
}

interface Kept {
  readonly whole: Whole;
  /** How many changes it knows of. */
  at: number;
}

export class Together {
  readonly #database: string;
  readonly #hidden: Hidden;
  readonly #wholes = new globalThis.Map<Catalog, Kept>();
  #scripts = Map<string, Script>();
  /** The addresses of scripts that said something else, in the order of that. */
  readonly #changed: string[] = [];
  #definitions: Definitions;
  /** Those that are being made. */
  readonly #making = new globalThis.Map<Catalog, { readonly work: Generator<undefined, Whole>; readonly at: number }>();
  readonly #alls = new WeakMap<Whole, { readonly catalog: Catalog; readonly scripts: object; readonly all: Catalog }>();
  #lost: { readonly catalog: Catalog; readonly scripts: object; readonly lost: Lost } | undefined;

  /** `database`: in which scripts stand that name none. */
  constructor(database: string, definitions: Definitions) {
    this.#database = database;
    this.#hidden = new Hidden(database);
    this.#definitions = definitions;
  }

  /** From now on these scripts declare. */
  set(scripts: readonly Script[], definitions: Definitions): void {
    const now = new Set(scripts.map(({ uri }) => uri));
    for (const uri of this.#scripts.keys()) if (!now.has(uri)) this.#put(uri, undefined);
    for (const script of scripts) this.#put(script.uri, script);
    this.#definitions = definitions;
  }

  /** From now on these declare something else; the others say what they said. */
  change(scripts: readonly Script[], definitions: Definitions): void {
    for (const script of scripts) this.#put(script.uri, isHeard(script) ? script : undefined);
    this.#definitions = definitions;
  }

  #put(uri: string, script: Script | undefined): void {
    if (this.#scripts.get(uri) === script) return;
    this.#scripts = script ? this.#scripts.set(uri, script) : this.#scripts.delete(uri);
    if (script) this.#hidden.add(script);
    else this.#hidden.remove(uri);
    this.#changed.push(uri);
  }

  /**
   * What the others declare to a script. `before`: what they did last; the same object where that is the same. Yields now and
   * then.
   */
  *starting({ script, inside, fresh }: Asked, before?: Catalog): Generator<undefined, Catalog> {
    const besides = makingsOf(script, this.#database);
    const whole = this.#wholeFor(fresh);
    const declared = yield* whole.cataloguing({ without: inside, besides });
    const start = this.#hidden.over(declared, { without: inside, callee: script, lost: this.#lostIn(whole) });
    return before && differingParts(before, start).length === 0 ? before : start;
  }

  /** How many declarations were made so far. */
  get declared(): number {
    return [...this.#wholes.values()].reduce((sum, { whole }) => sum + whole.declared, 0);
  }

  /**
   * What the others declare on top of what a script makes. Where that is what all declare, it is that object: bodies that
   * were run in it for one script are remembered for the others.
   */
  afterwards({ script, inside, fresh }: Asked, start: Catalog): Afterwards {
    const { readers } = this.#wholeFor(fresh);
    const others = { readers, definitions: this.#definitions, database: this.#database, without: inside };
    const onTop = afterwardsOf(others, script, start);
    const all = this.all(fresh);
    return memo((catalog: Catalog) => {
      const made = onTop(catalog);
      return isSameCatalog(all, made) ? all : made;
    });
  }

  /** What all declare: one object for as long as they say the same. */
  all(fresh: Catalog): Catalog {
    const whole = this.#wholeFor(fresh);
    const known = this.#alls.get(whole);
    if (known?.catalog === whole.catalog && known.scripts === this.#scripts) return known.all;
    const all = this.#hidden.over(whole.catalog, { lost: this.#lostIn(whole) });
    this.#alls.set(whole, { catalog: whole.catalog, scripts: this.#scripts, all });
    return all;
  }

  /** What all declare, where the definitions of one script count. */
  withOwn({ script, inside, fresh }: Asked): Catalog {
    const whole = this.#wholeFor(fresh);
    const declared = whole.catalogFor({ without: inside, with: script, first: script.uri });
    const own = this.#scripts.get(script.uri);
    this.#hidden.add(script);
    const without = new Set([...inside].filter((uri) => uri !== script.uri));
    const seen = this.#hidden.over(declared, { without, lost: this.#lostIn(whole) });
    if (own) this.#hidden.add(own);
    else this.#hidden.remove(script.uri);
    return seen;
  }

  /** Which snapshots are not in the whole as they were said to be. */
  #lostIn({ catalog }: Whole): Lost {
    const { snapshots } = this.#hidden;
    if (this.#lost?.catalog === catalog && this.#lost.scripts === this.#scripts) return this.#lost.lost;
    const lost = lostIn(catalog, snapshots);
    this.#lost = { catalog, scripts: this.#scripts, lost };
    return lost;
  }

  #wholeFor(fresh: Catalog): Whole {
    const known = this.#wholes.get(fresh);
    const at = this.#changed.length;
    if (known) {
      known.whole.set(this.#scripts, new Set(this.#changed.slice(known.at)), this.#definitions);
      known.at = at;
      return known.whole;
    }
    const whole = finish(this.#makingFor(fresh));
    this.#keep(fresh, { whole, at });
    return whole;
  }

  #keep(fresh: Catalog, made: Kept): void {
    if (!this.#wholes.has(fresh) && this.#wholes.size >= mostWholes)
      this.#wholes.delete(this.#wholes.keys().next().value!);
    this.#wholes.set(fresh, made);
  }

  #makingFor(fresh: Catalog): Generator<undefined, Whole> {
    const definitions = this.#definitions;
    return Whole.making({ scripts: this.#scripts, fresh, database: this.#database, definitions });
  }

  /**
   * Makes what all declare, or what has changed of it. Whoever asks meanwhile goes on with the same work. Yields now and then.
   */
  *preparing(fresh: Catalog): Generator<undefined, void> {
    const known = this.#wholes.get(fresh);
    if (!this.#isMuch(known?.at) && !this.#isLongStart(known)) {
      if (known) yield* this.#changing(known);
      return;
    }
    yield;
    const begun = this.#making.get(fresh);
    const making =
      begun && !this.#isMuch(begun.at) ? begun : { work: this.#makingFor(fresh), at: this.#changed.length };
    this.#making.set(fresh, making);
    for (;;) {
      const { done, value } = making.work.next();
      if (this.#making.get(fresh) !== making) return;
      if (done) {
        this.#making.delete(fresh);
        const before = this.#wholes.get(fresh);
        value.declared += before?.whole.declared ?? 0;
        this.#keep(fresh, { whole: value, at: making.at });
        return;
      }
      yield;
    }
  }

  *#changing(known: Kept): Generator<undefined, void> {
    yield* known.whole.goingOn();
    const at = this.#changed.length;
    yield* known.whole.setting(this.#scripts, new Set(this.#changed.slice(known.at)), this.#definitions);
    known.at = Math.max(known.at, at);
  }

  /** Whether nothing is declared yet, and much is to be, if only by one script. */
  #isLongStart(known: Kept | undefined): boolean {
    if ((known?.whole.readers.size ?? 0) > 0) return false;
    let declarations = 0;
    for (const script of this.#scripts.values()) declarations += declarationsOf(script).length;
    return declarations > few;
  }

  /** Whether much has changed since so many changes; undefined: all. */
  #isMuch(at: number | undefined): boolean {
    const changed = at === undefined ? this.#scripts.size : new Set(this.#changed.slice(at)).size;
    return changed > few && changed * 8 > this.#scripts.size;
  }
}

/** What so few scripts declare is made at once. */
const few = 50;
/** So many are kept: scripts are for few versions of the server. */
const mostWholes = 6;
