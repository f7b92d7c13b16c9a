/** The reading of the workspace's scripts while it goes on: what they declare decides most answers. */
import { atMost } from './work';

/** How long a script takes before it is known how long they take here, in milliseconds; and for how many that is believed. */
const guess = 2;
const believed = 20;

export class Reading {
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  /** Ends when it is known for the first time how many scripts there are. */
  readonly #looked: Promise<void>;
  #look: () => void = () => undefined;
  /** How many there are to read, and since when; undefined: they are still being looked for. */
  #known: { readonly all: number; readonly since: number } | undefined;
  #done = 0;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#looked = new Promise((resolve) => {
      this.#look = resolve;
    });
  }

  /** The scripts are found, so many. */
  found(all: number): void {
    this.#known = { all, since: performance.now() };
    this.#done = 0;
    this.#look();
  }

  /** So many of them are read. */
  read(done: number): void {
    this.#done = done;
  }

  end(): void {
    this.#end();
  }

  /** Waits until the end, but no longer than `milliseconds`. */
  within(milliseconds: number): Promise<void> {
    return atMost(milliseconds, this.ended);
  }

  /** The same, and only for as long as the end is expected within that time. */
  async soon(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    let isGoingOn = true;
    const ended = this.ended.then(() => {
      isGoingOn = false;
    });
    for (;;) {
      const left = until - performance.now();
      if (!isGoingOn || left <= 0 || this.#left() > left) return;
      await atMost(Math.min(left, step), this.#known ? ended : Promise.race([ended, this.#looked]));
    }
  }

  /** Whether it is expected to go on for longer than that. */
  takesLonger(milliseconds: number): boolean {
    return this.#left() > milliseconds;
  }

  /** How long it is expected to go on, in milliseconds. */
  #left(): number {
    if (!this.#known) return 0;
    const { all, since } = this.#known;
    const pace = (performance.now() - since + guess * believed) / (this.#done + believed);
    return (all - this.#done) * pace;
  }
}

/** So often it is looked at how far it is, in milliseconds. */
const step = 10;
