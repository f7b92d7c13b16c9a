/**
 * Splits a script into batches as the server's client tools do: at lines that hold nothing but the separator (GO), a
 * count, a semicolon and a comment, wherever such a line is not inside a comment, a string or a delimited name. The
 * state is fresh at the start of each batch, so splitting can start again at any of them.
 */
import type { Edit } from '../text/difference';
import type { SqlcmdLine } from './statement';

export interface RawBatch {
  readonly start: number;
  readonly end: number;
  /** n of `GO n`, 1 without. */
  readonly count: number;
  /** Where the next batch starts; undefined at the end of the text. */
  readonly next: number | undefined;
  /** SQLCMD lines, from the batch's start. */
  readonly commands: readonly SqlcmdLine[];
  /**
   * Some line starts outside strings, names and comments, from the batch's start: splitting can start again at any of
   * them.
   */
  readonly fresh: readonly number[];
}

/** A batch before an edit inside it: splitting it again reads only what lies around the edit. */
export interface Earlier {
  readonly raw: RawBatch;
  readonly edit: Edit;
}

export interface SplitOptions {
  /** The word that separates batches: GO. */
  readonly separator?: string;
}

/** All batches of a text; a text without separators is one batch. */
export function splitBatches(text: string, options: SplitOptions = {}): readonly RawBatch[] {
  const batches: RawBatch[] = [];
  for (let from: number | undefined = 0; from !== undefined; from = batches.at(-1)!.next)
    batches.push(nextBatch(text, from, options));
  return batches;
}

/** Fresh line starts are this far apart, at least. */
const stride = 4096;

/** The batch that starts at `from`; if an earlier version of it is given, at the price of the edit. */
export function nextBatch(text: string, from: number, options: SplitOptions = {}, earlier?: Earlier): RawBatch {
  const separator = (options.separator ?? 'GO').toUpperCase();
  const known = earlier && before(earlier);
  const commands: SqlcmdLine[] = known ? [...known.commands] : [];
  const fresh: number[] = known ? [...known.fresh] : [];
  const behind = earlier && after(earlier);
  let at = from + (fresh.at(-1) ?? 0);
  let lineStart = isLineStart(text, at);
  while (at < text.length) {
    if (lineStart) {
      lineStart = false;
      const rest = behind?.(at);
      if (rest) return { ...rest, commands: [...commands, ...rest.commands], fresh: [...fresh, ...rest.fresh] };
      if (at - from >= (fresh.at(-1) ?? 0) + stride) fresh.push(at - from);
      const word = skipBlanks(text, at);
      const code = text.charCodeAt(word);
      if (((code ^ separator.charCodeAt(0)) & ~32) === 0 || code === separator.charCodeAt(0)) {
        const found = separatorAt(text, word, separator);
        if (found) return { start: from, end: at, count: found.count, next: found.end, commands, fresh };
      } else if (code === colon || code === exclamation) {
        const command = sqlcmdAt(text, word, from);
        if (command) {
          commands.push(command);
          at = from + command.span.end;
          continue;
        }
      }
    }
    const code = text.charCodeAt(at);
    if (code >= 128 || interesting[code] === 0) at++;
    else if (code === lineFeed || code === carriageReturn) {
      at++;
      lineStart = true;
    } else at = skipToken(text, at, code);
  }
  return { start: from, end: text.length, count: 1, next: undefined, commands, fresh };
}

/** What of the earlier batch lies before the edit, up to a fresh line start. */
function before({ raw, edit }: Earlier): Pick<RawBatch, 'commands' | 'fresh'> {
  const fresh = raw.fresh.filter((place) => raw.start + place < edit.start);
  const last = fresh.at(-1) ?? 0;
  return { fresh, commands: raw.commands.filter(({ span }) => span.end <= last) };
}

/** Answers at a line start behind the edit that was a fresh one: the batch as it was, from there on. */
function after({ raw, edit }: Earlier): (at: number) => RawBatch | undefined {
  const delta = edit.newEnd - edit.oldEnd;
  const places = new Set(raw.fresh.filter((place) => raw.start + place > edit.oldEnd).map((place) => place + delta));
  return (at) => {
    const here = at - raw.start;
    if (!places.has(here)) return undefined;
    return {
      start: raw.start,
      end: raw.end + delta,
      count: raw.count,
      next: raw.next === undefined ? undefined : raw.next + delta,
      commands: raw.commands
        .filter(({ span }) => span.start + delta >= here)
        .map((command) => ({ ...command, span: { start: command.span.start + delta, end: command.span.end + delta } })),
      fresh: raw.fresh.map((place) => place + delta).filter((place) => place >= here),
    };
  };
}

const lineFeed = 10;
const carriageReturn = 13;
const quote = 39;
const doubleQuote = 34;
const bracket = 91;
const closingBracket = 93;
const dash = 45;
const slash = 47;
const star = 42;
const colon = 58;
const exclamation = 33;

const interesting = new Uint8Array(128);
for (const code of [lineFeed, carriageReturn, quote, doubleQuote, bracket, dash, slash]) interesting[code] = 1;

/**
 * Where the string, name or comment that starts here ends. A doubled delimiter looks like two tokens side by side,
 * which is as good.
 */
function skipToken(text: string, at: number, code: number): number {
  switch (code) {
    case quote:
      return behind(text, text.indexOf("'", at + 1));
    case doubleQuote:
      return behind(text, text.indexOf('"', at + 1));
    case bracket: {
      let close = text.indexOf(']', at + 1);
      while (close >= 0 && text.charCodeAt(close + 1) === closingBracket) close = text.indexOf(']', close + 2);
      return behind(text, close);
    }
    case dash:
      return text.charCodeAt(at + 1) === dash ? lineEnd(text, at) : at + 1;
    default:
      return text.charCodeAt(at + 1) === star ? commentEnd(text, at) : at + 1;
  }
}

function behind(text: string, close: number): number {
  return close < 0 ? text.length : close + 1;
}

/** Whether what stands at an offset is blank or in a comment; `from` is the start of a statement before it. */
export function isBetweenTokens(text: string, from: number, offset: number): boolean {
  for (let at = from; at <= offset && at < text.length; ) {
    const code = text.charCodeAt(at);
    const end = code < 128 && interesting[code] === 1 && code > 32 ? skipToken(text, at, code) : at + 1;
    if (end > offset) {
      const next = text.charCodeAt(at + 1);
      return code <= 32 || (code === dash && next === dash) || (code === slash && next === star);
    }
    at = end;
  }
  return true;
}

/** Block comments nest. */
function commentEnd(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (depth > 0) {
    const close = text.indexOf('*/', at);
    if (close < 0) return text.length;
    const open = text.slice(at, close + 1).indexOf('/*');
    if (open >= 0) {
      depth++;
      at += open + 2;
    } else {
      depth--;
      at = close + 2;
    }
  }
  return at;
}

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== lineFeed && text.charCodeAt(end) !== carriageReturn) end++;
  return end;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 9 || code === 0xa0 || code === 0xfeff;
    code = text.charCodeAt(++at)
  );
  return at;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === lineFeed || text.charCodeAt(at - 1) === carriageReturn;
}

/** A separator's count and where it ends; a comment behind it belongs to the next batch. */
function separatorAt(
  text: string,
  at: number,
  separator: string,
): { readonly count: number; readonly end: number } | undefined {
  if (text.slice(at, at + separator.length).toUpperCase() !== separator) return undefined;
  const rest = text.slice(at + separator.length, lineEnd(text, at));
  const match = /^(?:[ \t]+(\d+))?[ \t]*;?[ \t\f\v\xa0]*(?=$|--|\/\*)/.exec(rest);
  return match
    ? { count: Math.max(1, Number(match[1] ?? 1)), end: at + separator.length + match[0].length }
    : undefined;
}

function sqlcmdAt(text: string, at: number, origin: number): SqlcmdLine | undefined {
  const end = lineEnd(text, at);
  const match = /^(?::(on[ \t]+error|[a-z]+)\b|(!!))[ \t]*(.*?)[ \t]*$/i.exec(text.slice(at, end));
  if (!match) return undefined;
  const command = match[2] ?? match[1]!.toLowerCase().replace(/\s+/, ' ');
  return { span: { start: at - origin, end: end - origin }, command, argument: match[3]! };
}
