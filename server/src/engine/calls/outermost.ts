/** Where running starts: outside of every call, loop and TRY. */
import type { Context, Definitions } from '../session/model';
import { newWork } from '../session/work';
import { noneTracked } from './tracked';

/** A context in which nothing has been done yet. Errors are predicted and calls entered where nothing else is said. */
export function outermost(
  definitions: Definitions,
  wanted: Partial<Pick<Context, 'errors' | 'enterCalls' | 'work'>> = {},
): Context {
  return {
    definitions,
    errors: 'predicted',
    enterCalls: true,
    tracked: noneTracked,
    loops: 0,
    guarded: false,
    work: newWork(),
    ...wanted,
  };
}
