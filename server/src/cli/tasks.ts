/** Work in several tasks: what is held weakly and was looked at is kept until the end of one, however little it is of use. */

/** So many pauses of the work lie in one task: a script is done in one or two, and so are some hundred declarations. */
const pauses = 500;

/** Runs work that pauses now and then to its end. */
export async function inTasks<T>(work: Generator<unknown, T>): Promise<T> {
  for (let count = 1; ; count++) {
    const { done, value } = work.next();
    if (done) return value;
    if (count % pauses === 0) await nextTask();
  }
}

export function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
