/** Which steps inside a step stand in a TRY block. */
import type { PlacedStep, Step } from '../session/model';

/** The steps inside a step, those of a TRY block apart from the others. */
export function byTry({ statement, children }: Step): readonly (readonly [readonly PlacedStep[], boolean])[] {
  if (children.length === 0) return [];
  if (statement.kind !== 'try_catch') return [[children, false]];
  const tried = statement.try.length;
  return [
    [children.slice(0, tried), true],
    [children.slice(tried), false],
  ];
}
