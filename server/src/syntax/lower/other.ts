/** Statements that the engine knows by their words alone, and those of other families that only their words tell apart. */
import type { ObjectName } from '../expression';
import type { OtherStatement, Statement } from '../statement';
import type { Base } from './base';
import { fromParts, isNamePart, missingName, nameOf, upper } from './names';
import { bodyOf, type Syntax } from './syntax';

/** Words behind which the name of the thing stands. */
const objectWords = new Set(
  `AGGREGATE AUDIT BINDING BROKER_PRIORITY CATALOG CERTIFICATE CLASSIFICATION COLLECTION CONFIGURATION CONTRACT CREDENTIAL DEFAULT ENDPOINT FORMAT FUNCTION GROUP INDEX KEY
  LANGUAGE LIBRARY LIST LOGIN MODEL NOTIFICATION POLICY POOL PRIORITY PROVIDER QUEUE ROLE ROUTE RULE SCHEME SESSION SOURCE SPECIFICATION STOPLIST STREAM SYNONYM TABLE TYPE
  USER VIEW`.split(/\s+/),
);
const masterKeys = /\bMASTER KEY$|\bDATABASE ENCRYPTION KEY$|^ALTER SERVER CONFIGURATION$/;

export function other(node: Syntax, base: Base): Statement {
  const run = node.children.flatMap((one) => (one.type === 'options' ? one.children : [one]));
  const { words, next } = leadingWords(run);
  const ifExists = words[0] === 'DROP' && isWord(run[next], 'IF') && isWord(run[next + 1], 'EXISTS');
  const at = ifExists ? next + 2 : next;
  const name = words.length > 1 && !masterKeys.test(words.join(' ')) ? nameAt(run, at) : undefined;
  if (words[0] === 'DROP' && words.length > 1) {
    return { ...base, kind: 'drop', class: words.slice(1).join(' '), ifExists, names: name ? [name] : [] };
  }
  if (words[0] === 'RESTORE') return { ...base, kind: 'restore', what: (words[1] ?? '').toLowerCase() };
  if (words.at(-1) === 'INDEX' && isWord(run[at], 'ON')) return { ...base, kind: 'create_index', table: nameAt(run, at + 1) ?? missingName(node) };
  return { ...base, ...plain(node, words), ...(name ? { name } : {}) };
}

function plain(node: Syntax, words: readonly string[]): Omit<OtherStatement, keyof Base> {
  const children = bodyOf(node);
  const known = words.length > 0 ? words : node.type.toUpperCase().split('_');
  return { kind: 'other', words: known, ...(children.length > 0 ? { children } : {}) };
}

/** The words up to the one that a name follows. */
function leadingWords(run: readonly Syntax[]): { readonly words: readonly string[]; readonly next: number } {
  const words: string[] = [];
  for (const [at, one] of run.entries()) {
    if (!isAnyWord(one)) break;
    words.push(upper(one));
    const following = run[at + 1];
    const goesOn = following !== undefined && isAnyWord(following) && objectWords.has(upper(following));
    if (at > 0 && objectWords.has(upper(one)) && !goesOn) break;
  }
  return { words, next: words.length };
}

function isAnyWord(one: Syntax): boolean {
  return one.type === 'identifier' || /^[A-Z_]+$/.test(one.type);
}

function isWord(one: Syntax | undefined, word: string): boolean {
  return one !== undefined && one.children.length === 0 && upper(one) === word;
}

/** The name that starts at a place in a run: a name, or its parts with dots between. */
function nameAt(run: readonly Syntax[], from: number): ObjectName | undefined {
  const parts: Syntax[] = [];
  for (let at = from; at < run.length; at += 2) {
    const part = run[at]!;
    if (part.type === 'object_name') return fromParts(part.children.filter(isNamePart).map(nameOf), part);
    if (!isNamePart(part)) break;
    parts.push(part);
    if (run[at + 1]?.type !== '.') break;
  }
  const [first] = parts;
  return first && fromParts(parts.map(nameOf), { ...first, end: parts.at(-1)!.end });
}
