/** What can be folded: batches, modules, blocks, frames, what is of several lines, comments, regions. Lines count from 0. */
import { regionsIn } from '../../syntax/regions';
import type { Script, Statement } from '../../syntax/statement';
import { childrenOf, statementsOf } from '../../syntax/walk';
import { type LineIndex, lineIndex } from '../../text/line-index';
import type { Span } from '../../text/span';
import { framesIn } from './frames';
import type { Asked } from './symbol';

export interface Fold {
  readonly start: number;
  /** The last line that is hidden. */
  readonly end: number;
  readonly kind: 'code' | 'comment' | 'region';
}

/** In the order of the text; one for each first line, the longest. */
export function folds(asked: Asked): readonly Fold[] {
  const { script } = asked;
  const lines = lineIndex(script.text);
  const found = new Map<number, Fold>();
  const add = (start: number, end: number, kind: Fold['kind'] = 'code'): void => {
    if (end > start && end > (found.get(start)?.end ?? -1)) found.set(start, { start, end, kind });
  };
  const lineOf = (offset: number): number => lines.zeroBasedAt(offset).line;
  for (const { offset, batch } of script.batches) {
    const [first] = batch.statements;
    const last = batch.statements.at(-1);
    if (first && last) add(lineOf(offset + first.offset), lineOf(offset + last.offset + last.node.span.end));
  }
  for (const { offset, node } of statementsOf(script))
    for (const [start, end] of stretches(script, node, offset)) add(lineOf(start), lineOf(end) - closed(node));
  for (const { by, ended } of framesIn(asked)) if (ended) add(lineOf(by.start), lineOf(ended.start) - 1);
  for (const { start, end } of parentheses(script.text)) add(lineOf(start), lineOf(end) - 1);
  for (const { start, end } of comments(script.text, lines)) add(start, end, 'comment');
  for (const { start, end } of marked(script.text)) add(lineOf(start), lineOf(end), 'region');
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** The line of an END stays. */
function closed({ kind }: Statement): number {
  return kind === 'block' || kind === 'try_catch' ? 1 : 0;
}

/** The parts of a statement that fold on their own: TRY and CATCH, or all of it. */
function stretches({ text }: Script, statement: Statement, offset: number): readonly (readonly [number, number])[] {
  const end = offset + statement.span.end;
  if (statement.kind !== 'try_catch') return [[offset, end]];
  let from = offset;
  for (const next of [...childrenOf(statement), { offset: statement.span.end, node: statement }]) {
    const between = text.slice(from, offset + next.offset);
    const second = /\bbegin\s+catch\b/i.exec(between);
    if (second) {
      const tried = between.slice(0, second.index).search(/\bend\s+try\b/i);
      return [
        [offset, from + (tried < 0 ? second.index : tried)],
        [from + second.index, end],
      ];
    }
    from = offset + next.offset + next.node.span.end;
  }
  return [[offset, end]];
}

/** From each parenthesis to the one that closes it, but for those in comments, strings and names. */
function* parentheses(text: string): Generator<Span> {
  const open: number[] = [];
  const between = function* (from: number, to: number): Generator<Span> {
    for (const { index, 0: sign } of text.slice(from, to).matchAll(/[()]/g)) {
      const at = from + index;
      if (sign === '(') open.push(at);
      else if (open.length > 0) yield { start: open.pop()!, end: at };
    }
  };
  let from = 0;
  for (const { start, end } of regionsIn(text)) {
    yield* between(from, start);
    from = end;
  }
  yield* between(from, text.length);
}

/** `--#region` to `--#endregion`, as editors fold them. */
function* marked(text: string): Generator<Span> {
  const open: number[] = [];
  for (const { index, 1: end } of text.matchAll(/^[ \t]*--[ \t]*#?(end)?region\b.*/gm)) {
    const start = end === undefined ? undefined : open.pop();
    if (end === undefined) open.push(index);
    else if (start !== undefined) yield { start, end: index };
  }
}

/** Comments of several lines, and lines of comments one below the other. */
function* comments(text: string, lines: LineIndex): Generator<{ readonly start: number; readonly end: number }> {
  let run: { start: number; end: number } | undefined;
  for (const { kind, start, end } of regionsIn(text)) {
    if (kind === 'string' || kind === 'name') continue;
    const first = lines.zeroBasedAt(start).line;
    const alone = text.slice(lines.starts[first], start).trim() === '';
    if (kind === 'line comment' && alone && run?.end === first - 1) {
      run.end = first;
      continue;
    }
    if (run) yield run;
    run = kind === 'line comment' && alone ? { start: first, end: first } : undefined;
    if (kind === 'block comment') yield { start: first, end: lines.zeroBasedAt(end).line };
  }
  if (run) yield run;
}
