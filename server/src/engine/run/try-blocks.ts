/** Which steps inside a step stand in a TRY block whose CATCH keeps their errors. */
import { caughtIn } from '../../syntax/caught';
import type { PlacedStep, Step } from '../session/model';

/** The steps inside a step, those whose errors a TRY keeps apart from the others. */
export function byTry({ statement, children }: Step): readonly (readonly [readonly PlacedStep[], boolean])[] {
  if (children.length === 0) return [];
  const tried = caughtIn(statement);
  if (tried === 0) return [[children, false]];
  return [
    [children.slice(0, tried), true],
    [children.slice(tried), false],
  ];
}
