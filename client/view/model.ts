/** What the page shows: one run, or two side by side, as lines. */
import type { RunAnswer, RunContextShown, RunLine, RunRowShown } from '../../server/src/lsp/protocol';
import { l10n } from './l10n';

export interface Shown {
  /** The run whose steps can be picked; of two, the one on the right. */
  readonly run: RunAnswer;
  readonly left?: RunAnswer;
  readonly lines: readonly RunLine[];
  /** What stands above the two answers of a line. */
  readonly names?: readonly [string, string];
}

export function shownOf(run: RunAnswer, left?: RunAnswer, names?: readonly [string, string]): Shown {
  if (left && run.lines) return { run, left, lines: run.lines, ...(names && { names }) };
  return { run, lines: run.rows.map((_, right) => ({ right })) };
}

/** The row that a line stands for, and the run that it is of. */
export function rowOf({ run, left }: Shown, line: RunLine): { readonly row: RunRowShown; readonly of: RunAnswer } {
  const of = line.right === undefined ? (left ?? run) : run;
  return { row: of.rows[line.right ?? line.left ?? 0]!, of };
}

export function contextOf(of: RunAnswer, row: RunRowShown): RunContextShown | undefined {
  return of.contexts[row.context];
}

export interface Wanted {
  readonly refusalsOnly: boolean;
  readonly search: string;
  /** Lines below which nothing is shown. */
  readonly collapsed: ReadonlySet<number>;
}

/** The places of the lines that are shown. */
export function visible(shown: Shown, { refusalsOnly, search, collapsed }: Wanted): readonly number[] {
  const places: number[] = [];
  const wanted = search.trim().toLowerCase();
  let hidden = Number.POSITIVE_INFINITY;
  shown.lines.forEach((line, place) => {
    const { row } = rowOf(shown, line);
    if (row.level >= hidden) return;
    hidden = collapsed.has(place) ? row.level + (row.heading ? 0 : 1) : Number.POSITIVE_INFINITY;
    if (refusalsOnly && !(isBad(shown, line) || line.differs)) return;
    if (wanted !== '' && !wordsOf(shown, line).includes(wanted)) return;
    places.push(place);
  });
  return places;
}

function isBad(shown: Shown, line: RunLine): boolean {
  const signs = [line.left === undefined ? undefined : shown.left?.rows[line.left]?.sign, rowOf(shown, line).row.sign];
  return signs.includes('✗') || rowOf(shown, line).row.says.some((words) => words.startsWith('runs, but'));
}

function wordsOf(shown: Shown, line: RunLine): string {
  const { row, of } = rowOf(shown, line);
  return [row.text, ...row.says, ...(contextOf(of, row)?.words ?? [])].join(' ').toLowerCase();
}

/** Whether a line has others below it that can be folded away. */
export function folds(shown: Shown, place: number): boolean {
  const here = shown.lines[place];
  const next = shown.lines[place + 1];
  if (!here || !next) return false;
  const { row } = rowOf(shown, here);
  if (row.heading) return rowOf(shown, next).row.level >= row.level && row.level > 0;
  return rowOf(shown, next).row.level > row.level;
}

export function counts({ rows }: RunAnswer): Readonly<Record<'✓' | '✗' | '○' | '?', number>> {
  const count = (sign: string): number => rows.filter((row) => row.sign === sign).length;
  return { '✓': count('✓'), '✗': count('✗'), '○': count('○'), '?': count('?') };
}

/** The colour of a principal: the same for the same name in all runs that are shown, the first eight apart. */
export function colours(runs: readonly RunAnswer[]): (who: string) => number {
  const names = [...new Set(runs.flatMap(({ contexts }) => contexts.flatMap(({ lanes }) => lanes)))];
  const places = new Map(names.map((name, index) => [name.toLowerCase(), index % 8]));
  return (who) => places.get(who.toLowerCase()) ?? 0;
}

export const signWords: Readonly<Record<string, string>> = {
  '✓': l10n.t('runs'),
  '✗': l10n.t('refused'),
  '○': l10n.t('no effect'),
  '?': l10n.t('unknown'),
  '·': l10n.t('never runs'),
};
