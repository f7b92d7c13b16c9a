/** The three designs for a refusal, as they are written; `tried` says what each does. */
import type { Refused } from './carrier';
import { executeAs } from './execute-as';
import type { Design } from './model';
import { ownershipChain } from './ownership-chain';
import { signature } from './signature';

export function designsFor(refused: Refused): readonly Design[] {
  return [ownershipChain(refused), executeAs(refused), signature(refused)];
}
