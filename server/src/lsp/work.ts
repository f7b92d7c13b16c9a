/** Runs long work in slices, so that the server reads its messages in between. */
const slice = 8; // milliseconds: so long a hover may have to wait

/** The text changed while the answer was being worked out: whoever asked asks again. */
export class Outdated extends Error {}

/**
 * The result of the work. Throws `Outdated` as soon as `outdated` says that nobody needs it any more. `pause`: what is waited
 * for between slices.
 */
export async function inSlices<T>(
  work: Generator<undefined, T>,
  outdated: () => boolean,
  pause: () => Promise<void> = turns,
): Promise<T> {
  let started = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - started < slice) continue;
    await pause();
    if (outdated()) {
      work.return(undefined as T); // it gives back what it holds
      throw new Outdated();
    }
    started = performance.now();
  }
}

/** Waits for something, but no longer than `milliseconds`. */
export async function atMost(milliseconds: number, awaited: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([awaited, enough]);
  clearTimeout(timer);
}

/** How many messages have been handled so far. */
let handled = 0;

/** A message is being handled: others may wait behind it. */
export function handling(): void {
  handled++;
}

/**
 * A message that has arrived is read, put into a queue and handled, each in a turn of its own: all before work goes on, however
 * many have come at once. Work for a text that the last of them replaces is not begun.
 */
export async function turns(): Promise<void> {
  for (let before = -1; before !== handled; ) {
    before = handled;
    for (let time = 0; time < 3; time++) await turn();
  }
}

/** Lets the messages that have arrived be handled first. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
