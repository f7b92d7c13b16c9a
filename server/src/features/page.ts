/**
 * The simulation as a page of plain text: statements under the context that they run in, what the server answers beside
 * each, the reason below it. Marks say which stretches are coloured; a line number leads to its statement.
 */
import { showNeed } from '../catalog/show';
import type { Outcome, World } from '../engine/session/model';
import { lineIndex } from '../text/line-index';
import { worldsOf } from './describe';
import type { Row } from './simulation';
import { outcomeWords, type Sign, sandboxOf, showIdentity, signOf } from './words';

export interface Page {
  readonly title: string;
  readonly lines: readonly Line[];
}
export interface Line {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly target?: { readonly uri: string; readonly offset: number };
}
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
}
export type Style = 'heading' | 'dim' | 'context' | 'sandboxed' | 'ok' | 'error' | 'noop' | 'unknown';

/** Who connects for a simulation. */
export interface Connects {
  readonly login: string;
  readonly database: string;
  /** Nobody declared the login. */
  readonly undeclared: boolean;
  /** The line of the script that opens the connection otherwise. */
  readonly inPlaceOf?: string;
}

export interface PageOptions {
  readonly title: string;
  readonly what: string;
  /** Who connects, and where; undefined: it runs as the script says itself. */
  readonly as: Connects | undefined;
  /** Widest line of a reason. */
  readonly width: number;
}

export function pageOf(rows: readonly Row[], options: PageOptions): Page {
  const lines: Line[] = [marked([`${options.what}`, 'heading']), ...whoConnects(options), summary(rows)];
  let shown: string | undefined;
  for (const row of rows) {
    if (row.heading !== undefined) {
      lines.push(marked([`${margin(row.level - 1)}╰─ `, 'dim'], [row.heading, 'heading']));
      shown = undefined;
      continue;
    }
    const context = contextOf(row);
    const key = `${row.level}|${context.map(([text]) => text).join('')}`;
    if (key !== shown) {
      if (row.level === 0) lines.push(plain(''));
      lines.push(marked([`${margin(row.level)}`, 'dim'], ...context));
      shown = key;
    }
    lines.push(...statementLines(row, options.width));
  }
  return { title: options.title, lines };
}

function whoConnects({ as }: PageOptions): readonly Line[] {
  if (!as) return [marked(['as the script runs it', 'dim'])];
  const { login, database, undeclared, inPlaceOf } = as;
  return [
    marked(['as login ', 'dim'], [login, 'context'], [', starting in ', 'dim'], [database, 'context']),
    ...(undeclared ? [marked([`${login} is not declared: what it may do is unknown`, 'unknown'])] : []),
    ...(inPlaceOf === undefined ? [] : [marked([`in place of ${inPlaceOf}`, 'dim'])]),
  ];
}

const margin = (level: number): string => '      │ '.repeat(level);

function contextOf(row: Row): readonly Part[] {
  if (row.before.kind === 'anything')
    return [
      ['? ', 'unknown'],
      [`context unknown: ${row.before.because.text}`, 'unknown'],
    ];
  const worlds = worldsOf(row.before);
  if (worlds.length === 0) return [['never runs', 'dim']];
  return worlds.flatMap((world, index): Part[] => [
    ...(index > 0 ? [[' or ', 'dim'] as const] : []),
    ...worldParts(world),
  ]);
}

function worldParts(world: World): readonly Part[] {
  const home = sandboxOf(world);
  const { depth } = world.stack;
  return [
    [showIdentity(world), 'context'],
    ...(depth > 0 ? [[`  depth ${depth}`, 'dim'] as const] : []),
    ...(home === undefined ? [] : [[`  sandboxed in ${home}`, 'sandboxed'] as const]),
  ];
}

function statementLines(row: Row, width: number): readonly Line[] {
  const sign = signOf(row.outcomes);
  const style = styles[sign];
  const line = row.place ? String(lineIndex(row.place.script.text).at(row.place.offset).line) : '';
  const left = margin(row.level);
  const head = marked(
    [`${left}${line.padStart(5)} `, 'dim'],
    [`${sign} `, style],
    [`${'  '.repeat(row.indent)}${row.text}`, undefined],
  );
  const below = `${left}${' '.repeat(8 + 2 * row.indent)}`;
  const under = (text: string, how: Style): readonly Line[] =>
    wrap(text, Math.max(40, width - below.length)).map((line) => marked([below, 'dim'], [line, how]));
  return [
    row.place ? { ...head, target: { uri: row.place.script.uri, offset: row.place.offset } } : head,
    ...reasonsInShort(row.outcomes).flatMap((reason) => under(reason, style)),
    ...row.inside.flatMap((words) => under(words, 'error')),
  ];
}

const styles: Readonly<Record<Sign, Style>> = { '✓': 'ok', '✗': 'error', '○': 'noop', '?': 'unknown', '·': 'dim' };

/** What the server answers instead of doing it, and which permission it asks for. */
export function reasonsInShort(outcomes: readonly Outcome[]): readonly string[] {
  const told = outcomes.flatMap((outcome) => {
    const { short } = outcomeWords(outcome);
    const refusal = outcome.kind === 'unknown' ? outcome.unless?.refusal : outcome;
    const question = refusal?.kind === 'error' ? refusal.question : undefined;
    return [...(short === undefined ? [] : [short]), ...(question ? [`needs ${showNeed(question)}`] : [])];
  });
  return [...new Set(told)];
}

function summary(rows: readonly Row[]): Line {
  const signs = rows
    .filter(({ heading, outcomes }) => heading === undefined && outcomes.length > 0)
    .map(({ outcomes }) => signOf(outcomes));
  const count = (sign: Sign): number => signs.filter((one) => one === sign).length;
  const parts: Part[] = [[`✓ ${count('✓')} would run`, 'ok']];
  if (count('✗') > 0) parts.push(['   ', undefined], [`✗ ${count('✗')} refused`, 'error']);
  if (count('○') > 0) parts.push(['   ', undefined], [`○ ${count('○')} without effect`, 'noop']);
  if (count('?') > 0) parts.push(['   ', undefined], [`? ${count('?')} unknown`, 'unknown']);
  return marked(...parts);
}

type Part = readonly [text: string, style: Style | undefined];

function marked(...parts: readonly Part[]): Line {
  let text = '';
  const marks: Mark[] = [];
  for (const [piece, style] of parts) {
    if (style && piece.trim() !== '') marks.push({ start: text.length, end: text.length + piece.length, style });
    text += piece;
  }
  return { text, marks };
}

const plain = (text: string): Line => ({ text, marks: [] });

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
