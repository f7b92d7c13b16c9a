/**
 * How long reading a text may go on. It is counted, not timed: the same text is given up at the same place on every
 * machine. What is counted is the parser's ticks (it calls back every so many steps) and the nodes that are read.
 */
export interface Pace {
  /** Behind so much the reading is given up; undefined: it goes on to the end. */
  readonly most: number | undefined;
  spent: number;
  /** Statements that were lowered, and not taken from an earlier version. */
  lowered: number;
}

export function newPace(most?: number): Pace {
  return { most, spent: 0, lowered: 0 };
}

export function isSpent({ most, spent }: Pace): boolean {
  return most !== undefined && spent > most;
}

/** What a tick of the parser counts, in nodes that are read: as long as they take. */
export const tick = 30;

/** The reading pauses after so much. */
export const slice = 3000;

/**
 * What a keystroke may take. One that leaves its surroundings as they are takes a tenth of it; one that turns the rest of
 * a batch round takes a hundred times as much.
 */
export const keystroke = 6000;
