/** What is to be said about a script besides its findings: once in the log. */
import type { RemoteConsole } from 'vscode-languageserver';
import type { Workspace } from '../workspace/workspace';

export class Notices {
  readonly #workspace: Workspace;
  readonly #console: Pick<RemoteConsole, 'warn'>;
  readonly #told = new Set<string>();

  constructor(workspace: Workspace, console: Pick<RemoteConsole, 'warn'>) {
    this.#workspace = workspace;
    this.#console = console;
  }

  /** Logs what has not been logged about a script. */
  tell(uri: string): void {
    for (const { about, text } of this.#workspace.notices(uri)) {
      const key = `${about} ${uri}`;
      if (this.#told.has(key)) continue;
      this.#told.add(key);
      this.#console.warn(`${decodeURIComponent(uri)}: ${text}${about === 'size' ? ` (${sizeSetting})` : ''}`);
    }
  }

  /** Why nothing is said about a script: it is too large. */
  tooLarge(uri: string): string | undefined {
    const found = this.#workspace.notices(uri).find(({ about }) => about === 'size');
    return found && `This script is not analysed: ${found.text} (setting \`${sizeSetting}\`).`;
  }
}

const sizeSetting = 'tsqlContext.maxScriptSize';
