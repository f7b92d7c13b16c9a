/**
 * What a keystroke costs, from the changed text to the findings: statements typed letter by letter at several places, and
 * single characters put anywhere. Each keystroke is a task of its own, as in the server.
 */
import { find } from '../server/src/rules/index';
import type { Workspace } from '../server/src/workspace/workspace';
import { randomNumbers } from './random';

export interface Keystrokes {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  /** The longest stretch without a pause. */
  readonly slice: number;
  /** The share of the keystrokes behind which the script stays what it was until typing pauses. */
  readonly held: number;
}

const uri = 'file:///bench.sql';

/** Statements that are typed: plain ones, a context switch, and a block whose END is missing for a while. */
const typed = [
  "SELECT name FROM sys.objects WHERE type = N'U';",
  "EXECUTE AS USER = 'app';\nREVERT;",
  'IF @@ROWCOUNT > 0\nBEGIN\n    PRINT 1;\nEND;',
];

/** Types statements at some places in a text, letter by letter, from where a statement ends. */
export async function typeStatements(workspace: Workspace, text: string, places: number): Promise<Keystrokes> {
  const ends = statementEnds(text);
  const meter = new Meter(workspace);
  for (let place = 0; place < places; place++) {
    const at = ends[Math.floor(((place + 0.5) / places) * ends.length)] ?? text.length;
    const statement = `\n${typed[place % typed.length]}`;
    for (let length = 1; length <= statement.length; length++)
      await meter.keystroke(text.slice(0, at) + statement.slice(0, length) + text.slice(at));
    await meter.settle(text);
  }
  return meter.result();
}

/** Puts single characters at random places, each in the text as it was. */
export async function editAnywhere(workspace: Workspace, text: string, edits: number): Promise<Keystrokes> {
  const random = randomNumbers(42);
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789 '();@\n";
  const meter = new Meter(workspace);
  for (let edit = 0; edit < edits; edit++) {
    const at = Math.floor(random() * text.length);
    const letter = letters[Math.floor(random() * letters.length)];
    await meter.keystroke(`${text.slice(0, at)}${letter}${text.slice(at)}`);
    await meter.settle(text);
  }
  return meter.result();
}

/** The ends of lines that end a statement. */
function statementEnds(text: string): readonly number[] {
  return [...text.matchAll(/;[ \t]*(?=\r?\n)/g)].map(({ index, 0: { length } }) => index + length);
}

class Meter {
  readonly #workspace: Workspace;
  readonly #times: number[] = [];
  #slice = 0;
  #held = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** One more keystroke, which is measured. */
  async keystroke(text: string): Promise<void> {
    const slices = this.#findAgain(() => this.#workspace.typing.type(uri, text));
    if (this.#workspace.typing.heldBack(uri)) this.#held++;
    this.#times.push(slices.reduce((sum, one) => sum + one, 0));
    this.#slice = Math.max(this.#slice, ...slices);
    await nextTask();
  }

  /** A change that is not measured. */
  async settle(text: string): Promise<void> {
    this.#findAgain(() => this.#workspace.put(uri, text));
    await nextTask();
  }

  result(): Keystrokes {
    const times = this.#times.toSorted((a, b) => a - b);
    const quantile = (q: number): number => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0;
    return {
      median: quantile(0.5),
      p95: quantile(0.95),
      worst: quantile(1),
      slice: this.#slice,
      held: this.#held / times.length,
    };
  }

  /** How long the findings take after a change, from pause to pause. */
  #findAgain(change: () => void): readonly number[] {
    const slices: number[] = [];
    const timed = <T>(work: Generator<undefined, T>): T => {
      for (;;) {
        const started = performance.now();
        const { done, value } = work.next();
        slices.push(performance.now() - started);
        if (done) return value;
      }
    };
    change();
    const analysed = timed(this.#workspace.analyse(uri, { run: 'possible' }));
    if (analysed) timed(find(analysed));
    return slices;
  }
}

/** What is held weakly is kept until the end of the task that touched it. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
