/** Where the principal whose name stands somewhere comes from. */
import { stepAt } from '../engine/run/steps';
import { originWords } from '../rules/origin-words';
import { holds, shift } from '../text/span';
import { originsOf } from '../workspace/provenance';
import type { Analysed } from '../workspace/workspace';
import { principalNames } from './principal-names';

/** Where the principal whose name stands at an offset comes from, in words. */
export function principalOrigins(analysed: Analysed, offset: number): readonly string[] {
  const located = stepAt(analysed.analysis, offset);
  const names = located ? principalNames(located.step.statement) : [];
  const own = names.find(({ span, creates }) => !creates && located && holds(shift(span, located.offset), offset));
  const origin = own && originsOf(analysed)({ kind: 'principal', name: own.name, level: own.level });
  return origin ? [`'${own.name}' is made in ${originWords(origin)}.`] : [];
}
