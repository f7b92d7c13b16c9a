/**
 * Analyses of open scripts: started when somebody asks, shared by all who ask about the same text, given up when the
 * text changes meanwhile.
 */
import { twinOf, withTwin } from '../projects/twins';
import type { Finding } from '../rules/rule';
import { changesIn, type Edit } from '../text/difference';
import { enteringCallersOf } from '../workspace/callers';
import type { How } from '../workspace/request';
import type { Analysed, Workspace } from '../workspace/workspace';
import { Opening } from './opening';
import { atMost, inSlices, Outdated, turn, turns } from './work';

export interface AnalysedScript {
  readonly analysed: Analysed;
  /** How the text has changed since the one that was analysed; undefined: it is that one. */
  readonly held: Edit | undefined;
}

export interface JudgedScript extends AnalysedScript {
  readonly findings: readonly Finding[];
}

/** Finds what is to be said about a script, with the scripts that call its modules. */
type Judge = (
  subject: Analysed & { readonly callers: readonly Analysed[] },
) => Generator<undefined, readonly Finding[]>;

interface Running<T> {
  readonly at: string;
  readonly result: Promise<T>;
}

interface Moment {
  readonly uri: string;
  /** Says what has changed so far, as far as it counts. */
  readonly at: string;
}

type Preparing = (analysed: Analysed) => Generator<undefined, void>;

interface Judging {
  readonly outdated: () => boolean;
  /** What is waited for between slices. */
  readonly pause: () => Promise<void>;
  /** Is told of the scripts that are looked at besides. */
  readonly met: string[];
}

/** By address. */
type Shared<T> = Map<string, Running<T>>;

export class Analyses {
  /** What nobody asks for is put off meanwhile. */
  opening = new Opening(0);
  readonly #workspace: Workspace;
  readonly #findings: Judge;
  readonly #twinsOf: (uri: string) => readonly string[];
  readonly #parsing: Shared<void> = new Map();
  readonly #running: Shared<AnalysedScript | undefined> = new Map();
  readonly #judging: Shared<JudgedScript | undefined> = new Map();
  readonly #versions = new Map<string, number>();
  /** What somebody waits for; of findings only what is looked for once the analysis is there. */
  readonly #awaited = new Set<Promise<unknown>>();
  readonly #findingsAwaited = new Set<Promise<unknown>>();
  #changes = 0;
  #begin: () => void = () => undefined;
  /** Ends when a script has been analysed for the first time. */
  readonly begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  /** `twinsOf`: the names under which a script is there for further projects. */
  constructor(workspace: Workspace, findings: Judge, twinsOf: (uri: string) => readonly string[] = () => []) {
    this.#twinsOf = twinsOf;
    this.#workspace = workspace;
    this.#findings = findings;
  }

  /** The script has a new text: what is being worked out about the old one is given up. */
  changed(uri: string): void {
    this.#versions.set(uri, this.#version(uri) + 1);
    this.#changes++;
  }

  /** Something that concerns every script has changed, such as a setting. */
  changedAll(): void {
    this.#changes++;
  }

  /** What was worked out about it, and about scripts that are not open, is given up. */
  closed(uri: string, open: readonly string[]): void {
    this.changed(uri);
    this.#running.delete(uri);
    this.#judging.delete(uri);
    this.#parsing.delete(uri);
    this.#workspace.giveUpAllBut(new Set(open));
  }

  /** The analysis of a script as it is now; undefined: not ours. Throws `Outdated` when the text changes meanwhile. */
  of(uri: string): Promise<AnalysedScript | undefined> {
    return this.#shared(this.#running, this.#now(uri), () => this.#analyse(uri, this.#outdated(uri)));
  }

  /**
   * The same, and where that takes longer than a moment what is known of the script before the bodies of its modules are run, if
   * `serves` says that this is enough.
   */
  async soon(uri: string, serves: (outline: Analysed) => boolean): Promise<AnalysedScript | undefined> {
    const whole = this.of(uri);
    let isEnded = false;
    const ended = (): unknown => (isEnded = true);
    whole.then(ended, ended);
    for (let wait = moment; ; wait = again) {
      await atMost(wait, whole);
      const isHeld = this.#workspace.typing.heldBack(uri) !== undefined;
      const outline = isEnded || isHeld ? undefined : this.#workspace.outline(uri);
      if (!isEnded && !outline) continue;
      if (outline && !serves(outline)) {
        this.opening.wanted();
        return whole;
      }
      this.opening.answered();
      return outline ? { analysed: outline, held: undefined } : whole;
    }
  }

  /** The same with what is found in it. */
  judged(uri: string): Promise<JudgedScript | undefined> {
    const run = async (): Promise<JudgedScript | undefined> => {
      const outdated = this.#outdated(uri);
      const analysed = await this.of(uri);
      return analysed && this.#judge(analysed, { outdated, met: [], pause: () => this.#answeredSoon() });
    };
    return this.#shared(this.#judging, this.#now(uri), run, this.#findingsAwaited);
  }

  #now(uri: string): Moment {
    return { uri, at: `${this.#version(uri)}|${this.#changes}` };
  }

  /** The work that goes on, or is done, for somebody else who asks at the same moment. */
  #shared<T>(
    shared: Shared<T>,
    { uri, at }: Moment,
    run: () => Promise<T>,
    awaited: Set<Promise<unknown>> = this.#awaited,
  ): Promise<T> {
    const known = shared.get(uri);
    if (known?.at === at) return known.result;
    const result = until(awaited, run());
    result.catch(() => shared.delete(uri));
    shared.set(uri, { at, result });
    return result;
  }

  /** One answer about a script as it is now, which nobody else asks for; as `of` otherwise. `stop`: nobody waits any more. */
  ask(uri: string, how: How, stop: () => boolean = () => false): Promise<Analysed | undefined> {
    const outdated = this.#outdated(uri);
    return until(
      this.#awaited,
      inSlices(this.#workspace.analyse(uri, how), () => outdated() || stop()),
    );
  }

  /** Works something out about a script before somebody asks for it, as far as there is time for it. */
  async prepare(uri: string, work: Preparing, isEnough: () => boolean): Promise<void> {
    const outdated = this.#outdated(uri);
    try {
      const known = await this.of(uri);
      if (known) await inSlices(work(known.analysed), () => outdated() || isEnough());
    } catch (problem) {
      if (!(problem instanceof Outdated)) throw problem;
    }
  }

  /** Makes ready that an open script is edited, behind `before` and all that somebody waits for. */
  async rooted(uri: string, before: Promise<void> = Promise.resolve()): Promise<void> {
    const outdated = this.#outdated(uri);
    try {
      await before;
      await this.#idleSoon();
      if (!outdated()) await inSlices(this.#workspace.rooting(uri), outdated, () => this.#idleSoon());
    } catch (problem) {
      if (!(problem instanceof Outdated)) throw problem;
    }
  }

  /** Reads the text of a script, behind the messages that have arrived with it. Throws `Outdated` when that changes meanwhile. */
  parsed(uri: string): Promise<void> {
    const at = `${this.#version(uri)}`;
    const outdated = this.#outdated(uri);
    return this.#shared(this.#parsing, { uri, at }, async () => {
      await turns();
      if (outdated()) throw new Outdated();
      await inSlices(this.#workspace.parse(uri), outdated);
    });
  }

  /**
   * Others that wait for the analysis of a script go first, and soon what is found in it, if that is being looked for. Throws
   * `Outdated` when its text changes meanwhile.
   */
  async giveWay(uri: string): Promise<void> {
    const outdated = this.#outdated(uri);
    await turn();
    const findings = this.#judging.get(uri)?.result.catch(() => undefined); // who asked for them hears of it
    if (findings) await atMost(forFindings, findings);
    if (outdated()) throw new Outdated();
  }

  /** Lets messages be handled, and waits until nobody waits for an answer about a script. */
  idle(): Promise<void> {
    return allEnded(this.#awaited, this.#findingsAwaited);
  }

  /** The same, but for findings of which the analysis is there. */
  answered(): Promise<void> {
    return allEnded(this.#awaited);
  }

  /** How often anything has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** The analysis and findings of a script that is not open; nobody else asks for them, so they are not kept. */
  async once(uri: string, outdated: () => boolean): Promise<JudgedScript | undefined> {
    const met = [uri];
    try {
      const analysed = await this.#analyse(uri, outdated, () => this.#idleSoon());
      return analysed && (await this.#judge(analysed, { outdated, met, pause: () => this.#idleSoon() }));
    } finally {
      for (const one of met) if (!this.#running.has(one)) this.#workspace.giveUp(one);
    }
  }

  /** What is asked for meanwhile is answered first. */
  async #answeredSoon(): Promise<void> {
    await turns();
    await this.answered();
  }

  /** The same, and what is found in open scripts. */
  async #idleSoon(): Promise<void> {
    await turns();
    await this.idle();
  }

  async #analyse(
    uri: string,
    outdated: () => boolean,
    pause?: () => Promise<void>,
  ): Promise<AnalysedScript | undefined> {
    const analysed = await inSlices(this.#workspace.analyse(uri, { run: 'possible' }), outdated, async () => {
      await (pause ?? turns)();
      if (this.#workspace.outline(uri)) await this.opening.ended;
    });
    this.#begin();
    return analysed && { analysed, held: this.#workspace.typing.heldBack(uri) };
  }

  async #judge({ analysed, held }: AnalysedScript, { outdated, met, pause }: Judging): Promise<JudgedScript> {
    const { uri } = analysed.script;
    const callers = await inSlices(enteringCallersOf(this.#workspace, uri), outdated, pause);
    met.push(...callers.map(({ script }) => script.uri));
    const own = await inSlices(this.#findings({ ...analysed, callers }), outdated, pause);
    const found = await this.#withTwins(uri, own, outdated);
    return { analysed, findings: held ? found.filter(({ span }) => !changesIn(held, span)) : found, held };
  }

  /** With what is found in the script where further projects include it. */
  async #withTwins(uri: string, own: readonly Finding[], outdated: () => boolean): Promise<readonly Finding[]> {
    let findings = own;
    for (const twin of this.#twinsOf(uri)) {
      const analysed = await inSlices(this.#workspace.analyse(twin, { run: 'possible' }), outdated);
      const more = analysed && (await inSlices(this.#findings({ ...analysed, callers: [] }), outdated));
      if (more) findings = withTwin(findings, more, twinOf(twin)?.database ?? '');
    }
    return findings;
  }

  #outdated(uri: string): () => boolean {
    const version = this.#version(uri);
    return () => this.#version(uri) !== version;
  }

  #version(uri: string): number {
    return this.#versions.get(uri) ?? 0;
  }
}

/** So long a whole answer is waited for before one that lacks something will do, and then looked for that, in milliseconds. */
const [moment, again] = [50, 10];

/** So long what is painted waits for findings, in milliseconds. */
const forFindings = 100;

/** The same promise, which is among those that are awaited until it ends. */
function until<T>(awaited: Set<Promise<unknown>>, result: Promise<T>): Promise<T> {
  awaited.add(result);
  const ended = (): unknown => awaited.delete(result);
  result.then(ended, ended);
  return result;
}

async function allEnded(...sets: readonly ReadonlySet<Promise<unknown>>[]): Promise<void> {
  await turn();
  for (let all = sets.flatMap((set) => [...set]); all.length > 0; all = sets.flatMap((set) => [...set])) {
    await Promise.allSettled(all);
    await turn(); // one answer may lead to the next question
  }
}
