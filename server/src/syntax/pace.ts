/**
 * How long reading a text may go on. It is counted, not timed: the same text is given up at the same place on every
 * machine. What is counted is the parser's ticks (it calls back every so many steps) and the nodes that are read.
 */
export interface Pace {
  /** Behind so much the reading is given up; undefined: it goes on to the end. */
  most: Most | undefined;
  ticks: number;
  nodes: number;
  /** Whether the parser had met an error at its last tick. */
  inError: boolean;
  /** Statements that were lowered, and not taken from an earlier version. */
  lowered: number;
}

interface Most {
  readonly ticks: number;
  /** Where the parser has met an error. */
  readonly ticksInError: number;
  readonly nodes: number;
}

export function newPace(most?: Pace['most']): Pace {
  return { most, ticks: 0, nodes: 0, inError: false, lowered: 0 };
}

/**
 * What a keystroke may take in a text. One that leaves its surroundings as they are takes a tenth of it; one that turns
 * the rest of a batch round takes many times as much. The parser looks at each statement of a long list again.
 */
export function keystroke(text: string): Pace {
  return newPace({ ticks: 120 + text.length / 700, ticksInError: 80, nodes: 3000 });
}

/** A text that is turned round is whole only where it has become a comment, or close to it: that takes little. */
export function hurry(pace: Pace): void {
  if (pace.most) pace.most = { ...pace.most, ticks: 24, ticksInError: 24 };
}

export function isSpent({ most, ticks, nodes, inError }: Pace): boolean {
  if (!most) return false;
  return ticks > (inError ? most.ticksInError : most.ticks) || nodes > most.nodes;
}

/** Counts a tick of the parser; answers whether the reading is given up. */
export function ticked(pace: Pace, { hasError }: { readonly hasError: boolean }): boolean {
  pace.ticks++;
  pace.inError = hasError;
  return isSpent(pace);
}

/** The reading pauses after so much of either. */
export const slice = { ticks: 40, nodes: 1500 } as const;
