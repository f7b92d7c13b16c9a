/**
 * The time in which a window is being drawn, on a machine whose cores the window needs itself: what nobody has asked for is put
 * off, so that the first answer is soon to be seen.
 */
export class Opening {
  /** Ends when the first answer can be seen, or when it has gone on for long enough. */
  readonly ended: Promise<void>;
  #isOver = false;
  #end: () => void = () => undefined;

  /** `milliseconds`: so long at most; 0: nothing is put off. */
  constructor(milliseconds: number) {
    this.ended = new Promise((resolve) => {
      this.#end = () => {
        this.#isOver = true;
        resolve();
      };
    });
    this.#endIn(milliseconds);
  }

  /** Somebody's question is answered: the window draws it. */
  answered(): void {
    this.#endIn(drawing);
  }

  /** Somebody asks for what was put off. */
  wanted(): void {
    this.#endIn(0);
  }

  #endIn(milliseconds: number): void {
    if (this.#isOver) return;
    if (milliseconds > 0) setTimeout(this.#end, milliseconds);
    else this.#end();
  }
}

/** So long it takes at most until somebody points at something in a window that opens, in milliseconds. */
export const mostOpening = 1000;
/** So long a window that is being drawn takes to show an answer, in milliseconds. */
const drawing = 300;
