/**
 * Text becomes batches, batches become statements. This floor knows the grammar and the trees; nothing of them leaves
 * it. It promises that a parse never fails, that equal text gives equal statements, and that a statement that an edit
 * leaves alone is the same object.
 */
import { openDeclaring } from './declaring';
import { type GrammarFiles, loadGrammar } from './grammar';
import { type Outline, outline } from './outline';
import { changeScript, closeScript, openScript } from './script';
import type { Batch, Body, Script, Statement } from './statement';
import { newTrees, parseBatch, releaseTree, type Trees } from './trees';

export type { GrammarFiles } from './grammar';

export interface Parser {
  /** A script from its text; from its earlier version, where there is one, at the price of the change. */
  parse(uri: string, text: string, old?: Script): Script;
  /** A script that will not change: nothing is kept for it. */
  once(uri: string, text: string): Script;
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
  /** Gives up what is kept for a script. */
  forget(uri: string): void;
}

/** Loads the grammar. Only a door can read the bytes of its files. */
export async function createParser(files: GrammarFiles): Promise<Parser> {
  const trees = newTrees(await loadGrammar(files));
  const newest = new Map<string, Script>();
  const batch = batches(trees);
  return {
    parse(uri, text, old) {
      const script = old ? changeScript(trees, old, text) : openScript(trees, uri, text);
      newest.set(uri, script);
      return script;
    },
    once(uri, text) {
      const script = openScript(trees, uri, text);
      closeScript(trees, script);
      return script;
    },
    declaring: (uri, text, wanted) => openDeclaring(trees, uri, text, wanted),
    batch,
    body: (text) => batch(text).statements,
    outline: (text) => outline(trees.grammar, text),
    forget(uri) {
      const script = newest.get(uri);
      if (script) closeScript(trees, script);
      newest.delete(uri);
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
    const parsed = parseBatch(trees, text, []);
    releaseTree(trees, parsed);
    if (known.size >= rememberedBatches) known.delete(known.keys().next().value!);
    known.set(parsed.batch.text, parsed.batch);
    return parsed.batch;
  };
}
