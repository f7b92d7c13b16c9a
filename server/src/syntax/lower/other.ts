/**
 * Statements that the engine knows by their words alone, and those of other families that only their words tell apart.
 */
import type { ObjectName } from '../expression';
import type { OtherStatement, Statement } from '../statement';
import type { Base } from './base';
import { fromParts, isNamePart, missingName, namedAt, nameOf, upper } from './names';
import { bodyOf, leaves, type Syntax } from './syntax';

/** Words behind which the name of the thing stands. */
const objectWords = new Set(
  `AGGREGATE AUDIT BINDING BROKER_PRIORITY CATALOG CERTIFICATE CLASSIFICATION COLLECTION CONFIGURATION CONTRACT CREDENTIAL DEFAULT ENDPOINT FORMAT FUNCTION GROUP INDEX KEY
  LANGUAGE LIBRARY LIST LOGIN MODEL NOTIFICATION POLICY POOL PRIORITY PROVIDER QUEUE ROLE ROUTE RULE SCHEME SESSION SOURCE SPECIFICATION STOPLIST STREAM SYNONYM TABLE TYPE
  USER VIEW`.split(/\s+/),
);
const masterKeys = /\bMASTER KEY$|\bDATABASE ENCRYPTION KEY$|^ALTER SERVER CONFIGURATION$/;

const dropPlaces = { SERVER: { kind: 'server' }, DATABASE: { kind: 'database' }, QUEUE: undefined } as const;

export function other(node: Syntax, base: Base): Statement {
  const run = node.children.flatMap((one) => (one.type === 'options' ? one.children : [one]));
  const { words, next } = leadingWords(run);
  if (/^(READ|WRITE|UPDATE)TEXT$/.test(words[0] ?? '')) return text(run, base, words[0]!);
  const ifExists = words[0] === 'DROP' && isWord(run[next], 'IF') && isWord(run[next + 1], 'EXISTS');
  const at = ifExists ? next + 2 : next;
  const onTable = isWord(run[at], 'ON') ? nameAt(run, at + 1) : undefined;
  const isIndex = words.at(-1) === 'INDEX';
  const hasName = words.length > 1 && !masterKeys.test(words.join(' '));
  const tableOfIndex = isIndex ? onTable : undefined;
  const name = hasName ? (tableOfIndex ?? nameAt(run, at)) : undefined;
  const scope = scopeOf(run.slice(at));
  if (words[0] === 'DROP' && words.length > 1) {
    const on = scope && dropPlaces[scope];
    return {
      ...base,
      kind: 'drop',
      class: words.slice(1).join(' '),
      ifExists,
      names: name ? [name] : [],
      ...(on ? { on } : {}),
    };
  }
  if (words[0] === 'RESTORE')
    return { ...base, kind: 'restore', what: words.slice(1).join(' ').toLowerCase(), fromSnapshot: false };
  if (isIndex && isWord(run[at], 'ON')) {
    const second = run.findIndex((one, index) => index > at && isWord(one, 'ON'));
    const catalog = second < 0 ? undefined : run[second + 1];
    return {
      ...base,
      kind: 'create_index',
      table: onTable ?? missingName(node),
      form: words.join(' '),
      ...(catalog && isNamePart(catalog) ? { catalog: namedAt(catalog) } : {}),
    };
  }
  const on = objectBehind(run, at);
  const external = run.findIndex((one) => isWord(one, 'EXTERNAL'));
  const assembly = external > 1 && isWord(run[external + 1], 'NAME') ? run[external + 2] : undefined;
  return {
    ...base,
    ...plain(node, words),
    ...(name ? { name } : {}),
    ...(scope ? { scope } : {}),
    ...(on ? { on } : {}),
    ...(words.at(-1) === 'POLICY' ? { predicates: predicates(run) } : {}),
    ...(assembly ? { assembly: nameOf(assembly.children[0] ?? assembly) } : {}),
  };
}

/** ADD FILTER PREDICATE f(column) ON t; a predicate that is dropped names no function. */
function predicates(run: readonly Syntax[]): NonNullable<OtherStatement['predicates']> {
  return run.flatMap((one, at) => {
    const called = isWord(one, 'PREDICATE') && !isWord(run[at + 1], 'ON') ? nameAt(run, at + 1) : undefined;
    const on = called ? run.findIndex((word, index) => index > at && isWord(word, 'ON')) : -1;
    const table = on < 0 ? undefined : nameAt(run, on + 1);
    return called && table ? [{ function: called, table }] : [];
  });
}

/** READTEXT t.column ...: its words are one, its name is the table's. */
function text(run: readonly Syntax[], base: Base, word: string): Statement {
  const at = isWord(run[1], 'BULK') ? 2 : 1;
  const parts =
    run[at]?.type === 'object_name'
      ? run[at]!.children.filter(isNamePart)
      : run.slice(at).filter((_, index) => index % 2 === 0);
  const count =
    run[at]?.type === 'object_name'
      ? parts.length
      : parts.findIndex((_, index) => run[at + 2 * index + 1]?.type !== '.') + 1;
  const names = parts.slice(0, Math.max(1, count - 1)).filter(isNamePart);
  const [first] = names;
  return {
    ...base,
    kind: 'other',
    words: [word],
    ...(first ? { name: fromParts(names.map(nameOf), { ...first, end: names.at(-1)!.end }) } : {}),
  };
}

/** ON SERVER, ON ALL SERVER, ON DATABASE, ON QUEUE. */
function scopeOf(run: readonly Syntax[]): OtherStatement['scope'] {
  const at = run.findIndex((one) => isWord(one, 'ON'));
  const next = isWord(run[at + 1], 'ALL') ? at + 2 : at + 1;
  const word = at < 0 ? undefined : run[next];
  const scope = word && word.children.length === 0 ? upper(word) : '';
  return scope === 'SERVER' || scope === 'DATABASE' || scope === 'QUEUE' ? scope : undefined;
}

/** The object behind FROM or ON. */
function objectBehind(run: readonly Syntax[], from: number): ObjectName | undefined {
  const at = run.findIndex((one, index) => index >= from && (isWord(one, 'FROM') || isWord(one, 'ON')));
  return at < 0 ? undefined : nameAt(run, at + 1);
}

/** CREATE DATABASE AUDIT SPECIFICATION and its like: the grammar takes them for a database of that name. */
export function databasePart(node: Syntax): boolean {
  const run = leaves(node);
  const [, , third, fourth] = run;
  const isPart = (first: string, second: string): boolean => isWord(third, first) && isWord(fourth, second);
  return (
    isPart('ENCRYPTION', 'KEY') ||
    isPart('AUDIT', 'SPECIFICATION') ||
    isPart('SCOPED', 'CREDENTIAL') ||
    isPart('SCOPED', 'CONFIGURATION')
  );
}

/** The same, by its words. */
export function ofDatabasePart(node: Syntax, base: Base): Statement {
  const run = leaves(node);
  const words = run.slice(0, 4).map(upper);
  const ifExists = words[0] === 'DROP' && isWord(run[4], 'IF');
  const name = words[3] === 'KEY' || words[3] === 'CONFIGURATION' ? undefined : nameAt(run, ifExists ? 6 : 4);
  if (words[0] === 'DROP')
    return { ...base, kind: 'drop', class: words.slice(1).join(' '), ifExists, names: name ? [name] : [] };
  return { ...base, kind: 'other', words, ...(name ? { name } : {}) };
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
