/**
 * The stage comments of a script: `--# session: login=sa db=shop` opens a new connection from there on, `--# server:
 * 2019` chooses the version for the whole file, `--# file: other.sql` starts a second script in the same text (trace
 * contract).
 */

import type { Span } from '../text/span';
import { ofScripts } from './of-scripts';
import type { Script } from './statement';

export interface SessionMark {
  readonly span: Span; // from the text's start
  readonly login: string | undefined;
  readonly database: string | undefined;
}

export interface Stage {
  readonly sessions: readonly SessionMark[];
  readonly server: string | undefined;
  /** title, source, rules, bug ... as written, in order. */
  readonly notes: readonly { readonly name: string; readonly value: string }[];
}

/** The stage comments of a script, read once. */
export const stageOf = ofScripts((script: Script) => readStage(script.text));

/** The mark that opens the first connection of a script: the one before its first statement. */
export function firstConnection(script: Script): SessionMark | undefined {
  const [mark] = stageOf(script).sessions;
  if (!mark) return undefined;
  const first = script.batches.find(({ batch }) => batch.statements.length > 0);
  const start = first ? first.offset + first.batch.statements[0]!.offset : Number.MAX_SAFE_INTEGER;
  return mark.span.start < start ? mark : undefined;
}

/** Reads the stage comments of a text. Comments that are not understood are kept as notes. */
export function readStage(text: string): Stage {
  const sessions: SessionMark[] = [];
  const notes: { name: string; value: string }[] = [];
  let server: string | undefined;
  if (!text.includes('--#')) return { sessions, server, notes };
  for (const match of text.matchAll(/^[ \t]*--#[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$/gm)) {
    const [whole, name = '', value = ''] = match;
    const start = match.index + whole.indexOf('--#');
    if (name === 'session') {
      const fields = readFields(value);
      sessions.push({
        span: { start, end: start + whole.trim().length },
        login: fields.get('login'),
        database: fields.get('db'),
      });
    } else if (name === 'server') server = value;
    else notes.push({ name, value });
  }
  return { sessions, server, notes };
}

/** Fields of the form `name=value` or `name='a value'`; a word without `=` has the value ''. */
export function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const match of text.matchAll(/([A-Za-z_]+(?:[+-])?)(?:=(?:'((?:[^']|'')*)'|(\S+)))?/g)) {
    const [, name = '', quoted, plain] = match;
    fields.set(name, quoted?.replaceAll("''", "'") ?? plain ?? '');
  }
  return fields;
}
