/**
 * Completion where a principal, a key or another securable is named, in comments that set the stage, and of rules behind
 * the word that suppresses them; nowhere else, as other extensions complete the rest.
 */
import { versions } from '../../catalog/versions';
import { stepAt } from '../../engine/run/steps';
import { aboutRule, ruleIds } from '../../rules/own-rules';
import { bracket } from '../../text/name';
import { isPlainName } from '../../text/reserved';
import type { Span } from '../../text/span';
import type { Analysed } from '../../workspace/workspace';
import { type KnownName, knownNames } from './known';
import { type Wanted, wantedAt } from './wanted';

export interface Completion {
  /** What is replaced: the inside of the literal, or the name with its delimiters. */
  readonly span: Span;
  readonly items: readonly CompletionEntry[];
}

export interface CompletionEntry {
  readonly name: string;
  readonly type: string;
  /** What is put there. */
  readonly text: string;
}

/** Where something is typed: in the text as it is now, and in the one that was analysed. */
export interface Typed {
  readonly text: string;
  readonly offset: number;
  readonly analysedOffset: number;
}

/** Whether anything can be completed, by the text alone. */
export function isCompleted(text: string, offset: number): boolean {
  return wantedAt(text, offset) !== undefined;
}

export function completion(analysed: Analysed, { text, offset, analysedOffset }: Typed): Completion | undefined {
  const wanted = wantedAt(text, offset);
  if (!wanted) return undefined;
  const rest = restOf(text.slice(offset, offset + longest), wanted);
  return {
    span: { start: offset - wanted.typed.length, end: offset + rest },
    items: itemsFor(analysed, wanted, analysedOffset),
  };
}

function itemsFor(analysed: Analysed, { what, style, typed }: Wanted, offset: number): readonly CompletionEntry[] {
  switch (what.kind) {
    case 'rules':
      return ruleIds().map((name) => ({ name, type: aboutRule(name)?.summary ?? 'rule', text: name }));
    case 'words':
      return words[what.of];
    case 'names': {
      const state = stepAt(analysed.analysis, offset)?.step.before ?? analysed.analysis.run.exit;
      return knownNames(state, analysed.start, what).map((one) => entry(one, style, typed));
    }
  }
}

const plain = (name: string, type: string, text = name): CompletionEntry => ({ name, type, text });

const words: Readonly<Record<'header' | 'session' | 'server', readonly CompletionEntry[]>> = {
  header: [
    plain('session', 'who runs what follows, and where', 'session: '),
    plain('server', 'the version of the server', 'server: '),
    plain('expect', 'the next statement is refused with this number', 'expect: '),
    plain('file', 'another script begins here', 'file: '),
  ],
  session: [plain('login', 'who connects', 'login='), plain('db', 'where it starts', 'db=')],
  server: versions.map((version) => plain(version, 'version')),
};

function entry({ name, schema, type }: KnownName, style: Wanted['style'], typed: string): CompletionEntry {
  const label = schema === undefined ? name : `${schema}.${name}`;
  return { name: label, type, text: written(schema === undefined ? [name] : [schema, name], style, typed) };
}

function written(parts: readonly string[], style: Wanted['style'], typed: string): string {
  const coded = parts.map((part) => (isPlainName(part) && !typed.startsWith('[') ? part : bracket(part))).join('.');
  switch (style) {
    case 'code':
      return coded;
    case 'string':
      return (parts.length > 1 ? coded : parts[0]!).replaceAll("'", "''");
    case 'header':
      return /[\s']/.test(parts[0]!) ? `'${parts[0]!.replaceAll("'", "''")}'` : parts[0]!;
  }
}

/** In code units. */
const longest = 5000;

/** How much of what stands behind the cursor is replaced with it. */
function restOf(text: string, { style, typed, what }: Wanted): number {
  if (what.kind !== 'names') return 0;
  if (style === 'string') return /^[^'\n\r]*/.exec(text)![0].length;
  if (style === 'header') return /^[^'\s]*'?/.exec(text)![0].length;
  if (typed.startsWith('[')) return /^[^\]\n\r]*\]?/.exec(text)![0].length;
  return /^[\w@#$\\]*/.exec(text)![0].length;
}
