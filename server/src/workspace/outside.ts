/** Texts of scripts that are not held, what is known of them, and how their statements are kept. */
import { type PackedScript, packed, unpacked } from '../syntax/packed';
import type { Script } from '../syntax/statement';
import { factsOf, written } from './facts';

/** Texts that are not held, and what is known of them. */
export interface Outside {
  /** Whether the text of a script can be read again, where nobody has it open. */
  has(uri: string): boolean;
  /** The text; undefined: it is not there any more. */
  textOf(uri: string): string | undefined;
  /** So much text is kept with its statements, in code units. */
  readonly atHand?: number;
  /** How statements are kept that are not held; left out: their texts are parsed again. */
  readonly packing?: Packing;
  /** Nobody looks for names in all texts: their words are not kept. */
  readonly wordless?: true;
  /** What has been found out about a text before. */
  readonly known?: {
    get(text: string): Known | undefined;
    put(text: string, known: Known): void;
  };
}

export interface Packing {
  pack(script: PackedScript): Uint8Array;
  unpack(bytes: Uint8Array): PackedScript;
}

/** What is known of a text. */
export interface Known {
  /** As `written` writes them; left out: they do not do, and its script is held as a whole. */
  readonly facts?: string | undefined;
  /** As they are kept. */
  readonly statements?: Uint8Array | undefined;
}

/** The script of a text from what is kept of it; undefined: its statements are not kept. */
export function keptScript(
  outside: Outside | undefined,
  uri: string,
  text: string,
  statements: Uint8Array | undefined,
): Script | undefined {
  const { packing } = outside ?? {};
  return packing && statements && unpacked(uri, text, packing.unpack(statements));
}

/** What is found out about the text of a script; undefined: nothing, as it is not read as a whole. */
export function knownOf(
  script: Script,
  { packing, wordless }: Pick<Outside, 'packing' | 'wordless'>,
): Known | undefined {
  if (script.read || script.starts) return undefined;
  const facts = factsOf(script, !wordless);
  return { ...(facts && { facts: written(facts) }), statements: packing?.pack(packed(script)) };
}
