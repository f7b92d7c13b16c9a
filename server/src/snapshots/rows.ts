/**
 * The rows of `docs/collect.sql` as clients save them: `[row/rows;length|piece|row]`, with `+` where the fact goes on. What
 * stands between rows (headers, dashes, blanks, counts) is passed over; rows that a client wrapped or quoted are put
 * together again; one that was cut or lost is a problem.
 */
import { SnapshotProblem } from './model';

export type Fact = Readonly<Record<string, unknown>> & { readonly f: string };

/** The facts of each run of the collector in a text. Throws `SnapshotProblem`. */
export function runsIn(given: string): readonly (readonly Fact[])[] {
  const text = cellsOf(given).replace(/[\r\n]/g, '');
  const runs: Run[] = [];
  const head = /\[(\d{1,9})\/(\d{1,9})([+;])(\d{1,3})\|/g;
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const [whole, number, of, more, length] = match;
    const row = { number: Number(number), of: Number(of), goesOn: more === '+' };
    const cell = pieceAt(text, match.index + whole.length, { ...row, length: Number(length) });
    if (row.number === 1) runs.push({ rows: 0, of: row.of, texts: [''] });
    const run = runs.at(-1);
    if (!run || row.number !== run.rows + 1 || row.of !== run.of) throw lost(run, row.number);
    run.rows++;
    run.texts.push((run.texts.pop() ?? '') + cell.piece);
    if (!row.goesOn) run.texts.push('');
    head.lastIndex = cell.end;
  }
  if (runs.length === 0) throw new SnapshotProblem('it holds no rows of docs/collect.sql');
  return runs.map((run) => {
    if (run.rows !== run.of) throw lost(run, run.rows + 1);
    return checked(run.texts.filter((one) => one !== '').map(factOf));
  });
}

interface Run {
  rows: number;
  readonly of: number;
  readonly texts: string[];
}

function lost(run: Run | undefined, number: number): SnapshotProblem {
  const missing = (run?.rows ?? 0) + 1;
  return new SnapshotProblem(
    `row ${missing}${run ? ` of ${run.of}` : ''} is missing${number === missing ? '' : ` (row ${number} comes next)`}: save every row, in their order`,
  );
}

/** The cells, where a client saved the rows as JSON or XML. */
function cellsOf(text: string): string {
  if (/^\s*</.test(text))
    return text.replace(/&(quot|apos|lt|gt|amp|#\d+|#x[0-9a-f]+);/gi, (_, name: string) => character(name));
  if (!/^\s*[[{]\s*["{[]/.test(text)) return text;
  try {
    const cells: string[] = [];
    JSON.parse(text, (_, value) => {
      if (typeof value === 'string') cells.push(value);
      return value;
    });
    return cells.join('\n');
  } catch {
    return text; // it only looks like JSON
  }
}

function character(name: string): string {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return entities[name.toLowerCase()] ?? (code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '');
}

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

interface Asked {
  readonly number: number;
  readonly of: number;
  readonly length: number;
}

/** The piece, plain or with its quotes doubled as in CSV. */
function pieceAt(text: string, start: number, { number, of, length }: Asked): { piece: string; end: number } {
  const close = `|${number}]`;
  const plain = text.slice(start, start + length);
  if (text.startsWith(close, start + length))
    return { piece: whole(plain, number), end: start + length + close.length };
  let piece = '';
  let at = start;
  while (piece.length < length && at < text.length) {
    const char = text[at]!;
    at += char === '"' && text[at + 1] === '"' ? 2 : 1;
    piece += char;
  }
  if (text.startsWith(close, at)) return { piece: whole(piece, number), end: at + close.length };
  throw new SnapshotProblem(
    `row ${number} of ${of} is cut or changed: the client has to keep at least 250 characters of a column (sqlcmd: -w 65535)`,
  );
}

function whole(piece: string, number: number): string {
  if (piece.includes('\uFFFD')) throw new SnapshotProblem(`row ${number} has lost characters: ${inUnicode}`);
  return piece;
}

const inUnicode = 'save the rows in Unicode (sqlcmd: -u, or -f 65001)';

function factOf(text: string): Fact {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'f' in value && typeof value.f === 'string')
      return value as Fact;
  } catch {
    // said below, with everything else that is no fact
  }
  throw new SnapshotProblem(`this is no fact of the collector: ${text.slice(0, 60)}`);
}

function checked(facts: readonly Fact[]): readonly Fact[] {
  const [first] = facts;
  if (first?.f !== 'snapshot') throw new SnapshotProblem('the first row is not the one of docs/collect.sql');
  if (first.format !== 1)
    throw new SnapshotProblem(`the rows are of format ${String(first.format)}, and this version reads format 1`);
  if (first.probe !== 'äЖ中') throw new SnapshotProblem(`the client has changed characters: ${inUnicode}`);
  if (facts.at(-1)?.f !== 'end') throw new SnapshotProblem('the last row is missing');
  return facts;
}
