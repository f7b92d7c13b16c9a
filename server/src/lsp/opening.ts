/**
 * The time in which a window is being drawn, on a machine whose cores the window needs itself: what nobody has asked for is put
 * off, so that the first answer is soon to be seen.
 */
export class Opening {
  /** Ends when the first answer can be seen, or when it has gone on for long enough. */
  readonly ended: Promise<void>;
  readonly #since = performance.now();
  readonly #end: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** It is known when it ends, or it has ended. */
  #isSettled = false;

  /** `milliseconds`: so long at most where nobody asks for anything; 0: nothing is put off. */
  constructor(milliseconds: number) {
    let end: () => void = () => undefined;
    this.ended = new Promise((resolve) => {
      end = resolve;
    });
    this.#end = () => {
      this.#isSettled = true;
      end();
    };
    this.#endIn(milliseconds);
  }

  /** Somebody's question is answered: the window draws it. One that was slow to ask is slow to draw. */
  answered(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const asked = performance.now() - this.#since;
    this.#endIn(Math.min(Math.max(asked, shortest), mostOpening));
  }

  /** Somebody asks for what was put off. */
  wanted(): void {
    this.#endIn(0);
  }

  #endIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (milliseconds > 0) this.#timer = setTimeout(this.#end, milliseconds);
    else this.#end();
  }
}

/** So long it takes at most until somebody points at something in a window that opens, in milliseconds. */
export const mostOpening = 1000;
/** So long at least a window that is being drawn takes to show an answer, in milliseconds. */
const shortest = 300;
