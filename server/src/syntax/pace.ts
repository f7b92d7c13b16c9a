/**
 * How long reading a text may go on. It is counted, not timed: the same text is given up at the same place on every
 * machine. What is counted is the parser's ticks (it calls back every so many steps) and the nodes that are read.
 */
export interface Pace {
  /** Behind so much the reading is given up; undefined: it goes on to the end. */
  readonly most: { readonly ticks: number; readonly nodes: number } | undefined;
  ticks: number;
  nodes: number;
  /** Statements that were lowered, and not taken from an earlier version. */
  lowered: number;
}

export function newPace(most?: Pace['most']): Pace {
  return { most, ticks: 0, nodes: 0, lowered: 0 };
}

/**
 * What a keystroke may take in a text. One that leaves its surroundings as they are takes a tenth of it; one that turns
 * the rest of a batch round takes many times as much. The parser looks at each statement of a long list again.
 */
export function keystroke(text: string): Pace {
  return newPace({ ticks: 120 + text.length / 700, nodes: 3000 });
}

export function isSpent({ most, ticks, nodes }: Pace): boolean {
  return most !== undefined && (ticks > most.ticks || nodes > most.nodes);
}

/** The reading pauses after so much of either. */
export const slice = { ticks: 100, nodes: 3000 } as const;
