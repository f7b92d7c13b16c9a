/** All steps of an analysis at their places, those of module bodies among them. */
import type { PlacedStep } from '../engine/session/model';
import type { Analysed } from '../workspace/workspace';
import { bodyOf, type Located } from './locate';

export function* stepsOf({ analysis }: Analysed): Generator<Located> {
  function* walk(
    steps: readonly PlacedStep[],
    base: number,
    around: Pick<Located, 'module' | 'session'>,
  ): Generator<Located> {
    for (const { offset, step } of steps) {
      const start = base + offset;
      yield { step, offset: start, ...around };
      if (step.children.length > 0) yield* walk(step.children, start, around);
      const { statement } = step;
      if (statement.kind === 'create_module')
        yield* walk(bodyOf(analysis, statement), start, { ...around, module: statement });
    }
  }
  for (const part of analysis.run.parts) {
    if (part.kind === 'batch')
      yield* walk(part.run.steps, part.placed.offset, { module: undefined, session: part.session });
  }
}
