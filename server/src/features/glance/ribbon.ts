/** The ribbon beside the code: which stretches of a script run in another context than the one it began with. */
import { type Located, stepsAsWritten } from '../../engine/run/steps';
import { childrenOf, headEnd } from '../../syntax/walk';
import type { Span } from '../../text/span';
import type { Analysed } from '../../workspace/workspace';
import { type Glance, glanceOf, looksSame } from './glance';

export interface Stretch {
  readonly span: Span;
  readonly glance: Glance;
  /** A colour of the palette, the same for one principal wherever it can be; undefined: who it is is not known. */
  readonly colour: number | undefined;
}

/** So many principals have a colour of their own. */
export const colours = 6;

/** The stretches in the order of the text; none overlaps another. Statements in one context, one after another, are one. */
export function ribbon({ analysis }: Pick<Analysed, 'analysis'>): readonly Stretch[] {
  const found: { start: number; end: number; glance: Glance | undefined }[] = [];
  for (const piece of pieces([...stepsAsWritten(analysis)])) {
    const last = found.at(-1);
    if (last && piece.start < last.end) continue; // it ran twice
    if (last && looksSame(last.glance, piece.glance)) last.end = piece.end;
    else found.push({ ...piece });
  }
  const colourOf = palette();
  return found.flatMap(({ start, end, glance }) =>
    glance
      ? [{ span: { start, end }, glance, colour: glance.kind === 'one' ? colourOf(glance.principal) : undefined }]
      : [],
  );
}

interface Piece extends Span {
  readonly glance: Glance | undefined;
}

/** What of the text each statement stands for: of one that encloses others only its head. */
function* pieces(steps: readonly Located[]): Generator<Piece> {
  for (const { step, offset } of steps) {
    const { statement, before } = step;
    if (step.paths.length === 0 && before.kind === 'worlds') continue; // never runs
    const encloses = childrenOf(statement).length > 0;
    const end = encloses ? headEnd(statement) : statement.span.end;
    if (end !== undefined) yield { start: offset, end: offset + end, glance: glanceOf(before) };
  }
}

/** Colours by name; where two names would have one, the later gets the next that is free. */
function palette(): (principal: string) => number {
  const given = new Map<string, number>();
  return (principal) => {
    const known = given.get(principal);
    if (known !== undefined) return known;
    let colour = [...principal].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 9973, 7) % colours;
    const taken = new Set(given.values());
    while (taken.has(colour) && taken.size < colours) colour = (colour + 1) % colours;
    given.set(principal, colour);
    return colour;
  };
}
