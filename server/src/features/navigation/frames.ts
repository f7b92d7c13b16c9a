/** Frames as stretches of text: from the statement that pushes one to the last REVERT that may pop it. */
import { stepsAsWritten } from '../../engine/run/steps';
import type { Statement } from '../../syntax/statement';
import type { Span } from '../../text/span';
import type { Asked } from './symbol';

export interface FrameSpan extends Span {
  /** Of the statement that pushes it. */
  readonly by: Span;
  /** Of the statement that pops it; undefined: none does where it is written. */
  readonly ended: Span | undefined;
}

/** The frames that statements of a script push, in the order of the text. */
export function framesIn({ analysis }: Pick<Asked, 'analysis'>): readonly FrameSpan[] {
  const pushed = new Map<Statement, number>();
  const found = new Map<number, FrameSpan>();
  for (const { step, offset } of stepsAsWritten(analysis)) {
    const { statement, before } = step;
    const here: Span = { start: offset, end: offset + statement.span.end };
    if (statement.broken) continue;
    if (statement.kind === 'execute_as' || (statement.kind === 'setuser' && statement.user)) {
      pushed.set(statement, offset);
      if (!found.has(offset)) found.set(offset, { ...here, by: here, ended: undefined });
    }
    if ((statement.kind !== 'revert' && statement.kind !== 'setuser') || before.kind !== 'worlds') continue;
    for (const { stack } of before.worlds) {
      const by = stack.frame.guard.by;
      const start = by && pushed.get(by);
      const frame = start === undefined || start >= offset ? undefined : found.get(start);
      if (frame) found.set(frame.start, { ...frame, end: here.end, ended: here });
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
