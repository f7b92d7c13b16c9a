/** How far a long check is, in one line of a terminal that is written over; nothing where nobody watches. */
import type { WriteStream } from 'node:tty';

export class Progress {
  readonly #stream: Pick<WriteStream, 'write' | 'isTTY'>;
  #shown = 0;
  #at = 0;

  constructor(stream: Pick<WriteStream, 'write' | 'isTTY'>) {
    this.#stream = stream;
  }

  show(done: number, of: number): void {
    const now = performance.now();
    if (!this.#stream.isTTY || of < fewest || (now - this.#at < pause && done < of)) return;
    this.#at = now;
    const line = `checking ${done} of ${of}`;
    this.#stream.write(`\r${line.padEnd(this.#shown)}`);
    this.#shown = line.length;
  }

  end(): void {
    if (this.#shown > 0) this.#stream.write(`\r${' '.repeat(this.#shown)}\r`);
    this.#shown = 0;
  }
}

/** Fewer scripts than these are done before anybody wonders. */
const fewest = 10;
/** Milliseconds between two lines. */
const pause = 100;
