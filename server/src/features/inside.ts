/** What a person reads of refusals inside the modules that a statement starts. */
import { type RefusedInside, refusedInside } from '../engine/run/refused-inside';
import type { Step } from '../engine/session/model';
import { shortNames } from '../engine/start/script-names';
import type { Script } from '../syntax/statement';
import { offsetOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import { outcomeWords } from './words';

/** A refusal inside, at its line of one of the scripts at hand. */
export interface InsideAt {
  readonly script: Script;
  readonly line: number;
  readonly refused: RefusedInside;
}

/** The refusals inside what a step starts, as far as they stand in one of the scripts; the step's own script is the first. */
export function insideOf(step: Step, scripts: readonly Script[], near: number): readonly InsideAt[] {
  return refusedInside(step).flatMap((refused) => {
    for (const [index, script] of scripts.entries()) {
      const place = offsetOf(script, refused.definition, index === 0 ? near : script.text.length);
      if (place !== undefined)
        return [{ script, line: lineIndex(script.text).at(place + refused.offset).line, refused }];
    }
    return [];
  });
}

/** So many are said in words. */
const most = 3;

/** `runs, but line 7 inside is refused: Msg 229: ...`, a sentence for each. */
export function insideWords(step: Step, scripts: readonly Script[], near: number): readonly string[] {
  return insideOf(step, scripts, near)
    .slice(0, most)
    .map(({ script, line, refused }) => {
      const file = script === scripts[0] ? '' : ` of ${shortNames([script.uri])[0]}`;
      return `runs, but line ${line}${file} inside is refused: ${outcomeWords(refused.outcome).short}`;
    });
}

/** The same without the server's text. */
export function insideShort(step: Step, scripts: readonly Script[], near: number): string | undefined {
  const [first] = insideOf(step, scripts, near);
  if (!first) return undefined;
  const { number } = first.refused.outcome;
  const file = first.script === scripts[0] ? '' : ` of ${shortNames([first.script.uri])[0]}`;
  return `runs, but line ${first.line}${file} inside is refused${number === null ? '' : `: Msg ${number}`}`;
}
