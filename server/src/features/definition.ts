/** From the name of a principal to the statement that makes it, in this script or another. */

import { stepAt } from '../engine/run/steps';
import { makingIn } from '../engine/start/hidden';
import type { Script } from '../syntax/statement';
import { fold } from '../text/name';
import { holds, type Span, shift } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { type PrincipalName, principalNames } from './principal-names';

export interface Definition {
  readonly uri: string;
  readonly span: Span;
}

export function definition(analysed: Analysed, offset: number): readonly Definition[] {
  const located = stepAt(analysed.analysis, offset);
  const name =
    located && principalNames(located.step.statement).find(({ span }) => holds(shift(span, located.offset), offset));
  if (!name) return [];
  return [analysed.script, ...analysed.included, ...analysed.others].flatMap((script) => [...creations(script, name)]);
}

function* creations(script: Script, wanted: PrincipalName): Generator<Definition> {
  for (const { offset, node } of makingIn(script)) {
    for (const name of principalNames(node)) {
      const fits = wanted.level === 'either' || wanted.level === name.level;
      if (name.creates && fits && fold(name.name) === fold(wanted.name))
        yield { uri: script.uri, span: shift(name.span, offset) };
    }
  }
}
