import { eachRound } from '../../engine/run/loop';
import { placeIn } from '../routine';
import { rule } from '../rule';

export const pushInLoop = rule({
  id: 'push-in-loop',
  severity: 'warning',
  serverErrors: [15159],
  summary: 'Each round of a loop, or of GO with a count, pushes another frame.',
  why: 'The frames pile up until the nesting limit refuses the next one (15159), and a single REVERT behind the loop pops only the last.',
  advice: 'Move EXECUTE AS out of the loop, or REVERT in each round.',
  bad: [
    `DECLARE @i int = CHECKSUM(NEWID()); WHILE @i < 3 BEGIN EXECUTE AS USER = 'clerk'; SET @i += CHECKSUM(NEWID()); END;`,
    `EXECUTE AS USER = 'clerk'; SELECT 1;\nGO 4`,
  ],
  good: [
    `DECLARE @i int = CHECKSUM(NEWID()); WHILE @i < 3 BEGIN EXECUTE AS USER = 'clerk'; REVERT; SET @i += CHECKSUM(NEWID()); END;`,
    `EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;\nGO 4`,
    `EXECUTE AS USER = 'clerk';\nGO 1`,
  ],
  rulebook: ['CTX-18', 'UNK-4'],
  statements: ['while'],
  *step(step) {
    const { statement, before } = step;
    if (statement.kind !== 'while' || before.kind !== 'anything' || before.because !== eachRound) return;
    yield {
      span: { start: 0, end: 'WHILE'.length },
      message: 'Each round of this loop can leave another frame on the stack.',
    };
  },
  *pilesUp({ steps, exit }) {
    const [world] = exit.kind === 'worlds' ? exit.worlds : [];
    const top = world?.stack.frame.guard.by;
    if (!top || !placeIn(steps, top)) return;
    yield { at: top, span: top.span, message: 'Each round of this batch leaves another frame on the stack.' };
  },
});
