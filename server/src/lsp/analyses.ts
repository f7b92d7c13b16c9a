/**
 * Analyses of open scripts: started when somebody asks, shared by all who ask about the same text, given up when the
 * text changes meanwhile.
 */
import type { Finding } from '../rules/rule';
import type { Analysed, Workspace } from '../workspace/workspace';
import { inSlices } from './work';

export interface Checked {
  readonly analysed: Analysed;
  readonly findings: readonly Finding[];
}

interface Running {
  readonly at: string;
  readonly result: Promise<Checked | undefined>;
}

export class Checks {
  readonly #workspace: Workspace;
  readonly #findings: (analysed: Analysed) => readonly Finding[];
  readonly #running = new Map<string, Running>();
  readonly #versions = new Map<string, number>();
  #changes = 0;

  constructor(workspace: Workspace, findings: (analysed: Analysed) => readonly Finding[]) {
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

  closed(uri: string): void {
    this.changed(uri);
    this.#running.delete(uri);
  }

  /**
   * The analysis and findings of a script as it is now; undefined: not ours. Throws `Outdated` when the text changes
   * meanwhile.
   */
  of(uri: string): Promise<Checked | undefined> {
    const at = `${this.#version(uri)}|${this.#changes}`;
    const known = this.#running.get(uri);
    if (known?.at === at) return known.result;
    const result = this.#run(uri);
    result.catch(() => this.#running.delete(uri));
    this.#running.set(uri, { at, result });
    return result;
  }

  async #run(uri: string): Promise<Checked | undefined> {
    const version = this.#version(uri);
    const analysed = await inSlices(this.#workspace.analysis(uri), () => this.#version(uri) !== version);
    return analysed && { analysed, findings: this.#findings(analysed) };
  }

  #version(uri: string): number {
    return this.#versions.get(uri) ?? 0;
  }
}
