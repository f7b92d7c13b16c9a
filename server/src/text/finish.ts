/** Runs work that pauses now and then to its end, without a pause. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Goes on with such work, from pause to pause, until it is too much. Undefined: it was given up. */
export function* unless<T>(
  isTooMuch: () => boolean,
  work: Generator<undefined, T>,
): Generator<undefined, T | undefined> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (isTooMuch()) {
      work.return(undefined as T);
      return undefined;
    }
    yield;
  }
}
