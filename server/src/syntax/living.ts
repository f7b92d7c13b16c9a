/**
 * The versions of a script that the next one can be parsed from: the newest, and the newest that was understood as a
 * whole. A quote that is opened turns the rest of the text round, and its end turns it back: then the whole version is
 * the nearer one.
 */
import { difference } from '../text/difference';
import { keystroke, type Pace } from './pace';
import { isReadAsWhole } from './read-as-whole';
import { changeScript, closeScript, isRooted, regrowTrees, rootScript } from './script';
import type { Script } from './statement';
import type { Trees } from './trees';

interface Versions {
  readonly newest: Script;
  readonly whole: Script | undefined;
}

interface Growth {
  readonly script: Script | undefined;
  readonly paces: readonly Pace[];
}

export class Living {
  readonly #trees: Trees;
  readonly #versions = new Map<string, Versions>();

  constructor(trees: Trees) {
    this.#trees = trees;
  }

  /** A script that was not read from trees gets its own, and keeps its statements; yields now and then. */
  *rooted(script: Script): Generator<undefined, void> {
    if (isRooted(script)) return;
    yield* rootScript(this.#trees, script);
    this.add(script);
  }

  /** The same, with those that were given up. */
  *regrown(script: Script): Generator<undefined, void> {
    yield* this.rooted(script);
    yield* regrowTrees(this.#trees, script);
    if (!this.#versions.has(script.uri)) this.add(script);
  }

  /** This is the newest version of the script. */
  add(script: Script): void {
    const { uri } = script;
    const before = this.#versions.get(uri);
    const whole = isWhole(script) ? script : before?.whole;
    this.#versions.set(uri, { newest: script, whole });
    const kept = whole ? [script, whole] : [script];
    for (const old of [before?.newest, before?.whole])
      if (old && !kept.includes(old)) closeScript(this.#trees, old, ...kept);
  }

  /**
   * The script with the text that is being typed; undefined where that takes long, or where what belonged to statements
   * now belongs to none.
   */
  *grown(old: Script, text: string): Generator<undefined, Growth> {
    const paces: Pace[] = [];
    yield* this.rooted(old);
    for (const base of this.#bases(old, text)) {
      const pace = keystroke(text);
      paces.push(pace);
      const script = yield* changeScript(this.#trees, base, text, pace);
      if (script && (isWhole(script) || !isWhole(old))) return { script, paces };
      if (script && script !== base) closeScript(this.#trees, script, old, base);
    }
    return { script: undefined, paces };
  }

  /** The versions to start from: the whole one first, where what is typed since then is short. */
  #bases(old: Script, text: string): readonly Script[] {
    const whole = this.#versions.get(old.uri)?.whole;
    if (!whole || whole === old) return [old];
    const edit = difference(whole.text, text);
    const typed = edit ? Math.max(edit.newEnd, edit.oldEnd) - edit.start : 0;
    return typed <= longestTyped ? [whole, old] : [old];
  }

  forget(uri: string): void {
    const known = this.#versions.get(uri);
    if (known) for (const one of [known.newest, known.whole]) if (one) closeScript(this.#trees, one);
    this.#versions.delete(uri);
  }
}

/** In code units. */
const longestTyped = 400;

function isWhole({ batches }: Script): boolean {
  return batches.every(({ batch }) => isReadAsWhole(batch));
}
