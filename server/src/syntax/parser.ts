/**
 * Text becomes batches, batches become statements. This floor knows the grammar and the trees; nothing of them leaves
 * it. It promises that a parse never fails, that equal text gives equal statements, and that a statement that an edit
 * leaves alone is the same object.
 */
import { finish } from '../text/finish';
import type { Span } from '../text/span';
import { openDeclaring } from './declaring';
import { type GrammarFiles, loadGrammar } from './grammar';
import { type Leaf, leaves } from './leaves';
import { Living } from './living';
import { type Outline, outline } from './outline';
import { newPace } from './pace';
import { changeScript, closeScript, openScript, spansAround } from './script';
import type { Batch, Body, Script, Statement } from './statement';
import { newTrees, parseBatchNow, releaseTree, type Trees } from './trees';

export type { GrammarFiles } from './grammar';

export interface Parser {
  /** A script from its text; from its earlier version, where there is one, at the price of the change. */
  parse(uri: string, text: string, old?: Script): Script;
  /** The same; yields now and then. */
  parsing(uri: string, text: string, old?: Script): Generator<undefined, Script>;
  /**
   * A script with a text that is being typed. Undefined: what is typed turns the rest of the text round, as a quote does
   * that is opened, and the old version may stand until the text is whole again or typing pauses. Yields now and then.
   */
  growing(text: string, old: Script): Generator<undefined, Script | undefined>;
  /** Makes ready that a script changes which was not parsed here: its statements stay what they are. Yields now and then. */
  rooting(script: Script): Generator<undefined, void>;
  /** A script that will not change: nothing is kept for it. */
  once(uri: string, text: string): Script;
  /** The same; yields now and then. */
  reading(uri: string, text: string): Generator<undefined, Script>;
  /**
   * A script that is too large to be read as a whole: those of its statements that are wanted. Yields now and then;
   * nothing is kept for it.
   */
  declaring(uri: string, text: string, wanted: (statement: Statement) => boolean): Generator<undefined, Script>;
  /**
   * A text as the server gets it from dynamic SQL: one batch. Asked again for the same text, it gives the same batch.
   */
  batch(text: string): Batch;
  /** The statements of such a text. */
  body(text: string): Body;
  /** Where the statements and errors of a script are, and nothing more: faster than a parse. */
  outline(text: string): Outline;
  /** The stretches around an offset of a script that belong together, the smallest first. */
  around(script: Script, offset: number): readonly Span[];
  /** The words of one batch; undefined: it is not understood as a whole. */
  leaves(text: string): readonly Leaf[] | undefined;
  /** Gives up what is kept for a script. */
  forget(uri: string): void;
  /** How many statements of scripts have been lowered so far. */
  readonly lowered: number;
}

/** Loads the grammar. Only a door can read the bytes of its files. */
export async function createParser(files: GrammarFiles): Promise<Parser> {
  const trees = newTrees(await loadGrammar(files));
  const living = new Living(trees);
  const batch = batches(trees);
  let lowered = 0;
  const parsing = function* (uri: string, text: string, old?: Script): Generator<undefined, Script> {
    const pace = newPace();
    if (old) yield* living.rooted(old);
    const script = yield* old ? changeScript(trees, old, text, pace) : openScript(trees, uri, text, pace);
    lowered += pace.lowered;
    living.add(script!);
    return script!;
  };
  const reading = function* (uri: string, text: string): Generator<undefined, Script> {
    const script = (yield* openScript(trees, uri, text, newPace()))!;
    closeScript(trees, script);
    return script;
  };
  return {
    parse: (uri, text, old) => finish(parsing(uri, text, old)),
    parsing,
    *growing(text, old) {
      const { script, paces } = yield* living.grown(old, text);
      for (const pace of paces) lowered += pace.lowered;
      if (script) living.add(script);
      return script;
    },
    rooting: (script) => living.regrown(script),
    once: (uri, text) => finish(reading(uri, text)),
    reading,
    declaring: (uri, text, wanted) => openDeclaring(trees, uri, text, wanted),
    batch,
    body: (text) => batch(text).statements,
    outline: (text) => outline(trees.grammar, text),
    around(script, offset) {
      finish(living.rooted(script));
      return spansAround(trees, script, offset);
    },
    leaves: (text) => leaves(trees.grammar, text),
    forget: (uri) => living.forget(uri),
    get lowered() {
      return lowered;
    },
  };
}

const rememberedBatches = 500;

/** The newest texts are remembered. */
function batches(trees: Trees): (text: string) => Batch {
  const known = new Map<string, Batch>();
  return (text) => {
    const hit = known.get(text);
    if (hit) return hit;
    const parsed = parseBatchNow(trees, text);
    releaseTree(trees, parsed);
    if (known.size >= rememberedBatches) known.delete(known.keys().next().value!);
    known.set(parsed.batch.text, parsed.batch);
    return parsed.batch;
  };
}
