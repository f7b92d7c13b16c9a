/** What is held of a script of the workspace. */
import type { Script } from '../syntax/statement';
import type { Facts } from './facts';
import type { Whole } from './includes';

export interface Entry {
  /** Undefined while the text has not been parsed. Variables of SQLCMD have no values in it. */
  parsed: Script | undefined;
  /** Of a script whose text is not held. */
  facts: Facts | undefined;
  /** Its statements, as they are kept; undefined: they are parsed when they are asked for. */
  statements: Uint8Array | undefined;
  /** The script of the text, where `parsed` stands for it until typing pauses. */
  ahead: Script | undefined;
  /** What it was before, so that its statements can be used again. */
  old: Script | undefined;
  text: string;
  /** The text is being typed: while it is broken the script may stay what it was. */
  typing: boolean;
  /** The script is what it was before the text was broken, or before what is typed reached far. */
  held: boolean;
  /** What is said of bodies of its modules is what it was before the last edit. */
  behind: boolean;
  /** Counts the changes of this script. */
  changes: number;
  /** The script as it runs, after so many changes of all scripts. */
  whole: (Whole & { readonly raw: Script; readonly changes: number }) | undefined;
}

export function newEntry(text: string, parsed: Script | undefined): Entry {
  return {
    parsed,
    facts: undefined,
    statements: undefined,
    ahead: undefined,
    old: undefined,
    text,
    typing: false,
    held: false,
    behind: false,
    changes: 1,
    whole: undefined,
  };
}

/** A script that declares nothing and is too large to be read. */
export function withoutText({ uri, ...rest }: Script): Entry {
  return newEntry('', { ...rest, uri, text: '' });
}

/** The script has another text. */
export function changed(entry: Entry): void {
  entry.old = entry.facts ? undefined : (entry.ahead ?? entry.parsed ?? entry.old);
  entry.ahead = undefined;
  entry.parsed = undefined;
  entry.facts = undefined;
  entry.statements = undefined;
  entry.typing = false;
  entry.held = false;
  entry.behind = false;
  entry.changes++;
}

/** What a script was when it was last looked at as a whole. */
export type Before = Pick<Entry, 'parsed' | 'whole'>;

/** The script is what it was before, until typing pauses. */
export function heldAt(entry: Entry, { parsed, whole }: Before): void {
  entry.ahead = entry.parsed;
  entry.parsed = parsed;
  entry.whole = whole;
  entry.held = true;
  entry.changes++;
}

/** The script, and what is said of it, is what its text says. Answers whether the script was not. */
export function settled(entry: Entry): boolean {
  const { held, ahead, text } = entry;
  if (held) changed(entry);
  entry.typing = false;
  entry.behind = false;
  if (held && ahead?.text === text) Object.assign(entry, { parsed: ahead, old: undefined });
  return held;
}
