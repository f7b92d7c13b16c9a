/**
 * Analyses of open scripts: started when somebody asks, shared by all who ask about the same text, given up when the
 * text changes meanwhile.
 */
import { twinOf, withTwin } from '../projects/twins';
import type { Finding } from '../rules/rule';
import { changesIn, type Edit } from '../text/difference';
import { callersOf } from '../workspace/callers';
import type { How } from '../workspace/request';
import type { Analysed, Workspace } from '../workspace/workspace';
import { inSlices } from './work';

export interface AnalysedScript {
  readonly analysed: Analysed;
  readonly findings: readonly Finding[];
  /** How the text has changed since the one that was analysed; undefined: it is that one. */
  readonly held: Edit | undefined;
}

/** Finds what is to be said about a script, with the scripts that call its modules. */
type Judge = (
  subject: Analysed & { readonly callers: readonly Analysed[] },
) => Generator<undefined, readonly Finding[]>;

interface Running {
  readonly at: string;
  readonly result: Promise<AnalysedScript | undefined>;
}

export class Analyses {
  readonly #workspace: Workspace;
  readonly #findings: Judge;
  readonly #twinsOf: (uri: string) => readonly string[];
  readonly #running = new Map<string, Running>();
  readonly #versions = new Map<string, number>();
  #changes = 0;

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
    this.#workspace.giveUpAllBut(new Set(open));
  }

  /**
   * The analysis and findings of a script as it is now; undefined: not ours. Throws `Outdated` when the text changes
   * meanwhile.
   */
  of(uri: string): Promise<AnalysedScript | undefined> {
    const at = `${this.#version(uri)}|${this.#changes}`;
    const known = this.#running.get(uri);
    if (known?.at === at) return known.result;
    const result = this.#run(uri);
    result.catch(() => this.#running.delete(uri));
    this.#running.set(uri, { at, result });
    return result;
  }

  /** One answer about a script as it is now, which nobody else asks for; as `of` otherwise. `stop`: nobody waits any more. */
  ask(uri: string, how: How, stop: () => boolean = () => false): Promise<Analysed | undefined> {
    const outdated = this.#outdated(uri);
    return inSlices(this.#workspace.analyse(uri, how), () => outdated() || stop());
  }

  /** How often anything has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** The analysis and findings of a script that is not open; nobody else asks for them, so they are not kept. */
  async once(uri: string, outdated: () => boolean): Promise<AnalysedScript | undefined> {
    const met = [uri];
    try {
      return await this.#run(uri, outdated, met);
    } finally {
      for (const one of met) if (!this.#running.has(one)) this.#workspace.giveUp(one);
    }
  }

  /** `met` is told of the scripts that are looked at besides. */
  async #run(uri: string, outdated = this.#outdated(uri), met: string[] = []): Promise<AnalysedScript | undefined> {
    const analysed = await inSlices(this.#workspace.analyse(uri, { run: 'possible' }), outdated);
    if (!analysed) return undefined;
    const held = this.#workspace.typing.heldBack(uri);
    const callers = await inSlices(callersOf(this.#workspace, uri), outdated);
    met.push(...callers.map(({ script }) => script.uri));
    const own = await inSlices(this.#findings({ ...analysed, callers }), outdated);
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
