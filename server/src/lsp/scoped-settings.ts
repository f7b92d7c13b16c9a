/** Settings of single folders: where several are open, each may see and name its problems in its own way. */
import type { Connection } from 'vscode-languageserver';
import { parseSettings, type Settings } from './settings';

/** What a folder can say of its scripts; everything else is one for the whole workspace. */
export type Scoped = Pick<
  Settings,
  'enable' | 'hover' | 'codeLens' | 'inlayHints' | 'ribbon' | 'semanticTokens' | 'rules'
>;

export class ScopedSettings {
  readonly #byFolder = new Map<string, Scoped>();

  /** Asks the client about each folder; one folder alone has the settings of the workspace. */
  async read(connection: Connection, folders: readonly string[], section: string): Promise<void> {
    const several = folders.length > 1 ? folders : [];
    const answers =
      several.length === 0
        ? []
        : await connection.workspace.getConfiguration(several.map((scopeUri) => ({ scopeUri, section })));
    this.#byFolder.clear();
    for (const [index, folder] of several.entries()) this.#byFolder.set(folder, parseSettings(answers[index]));
  }

  /** Those of the innermost folder that holds a script; undefined: no folder says anything of it. */
  of(uri: string): Scoped | undefined {
    let found: readonly [folder: string, settings: Scoped] | undefined;
    for (const one of this.#byFolder) {
      const [folder] = one;
      const holds = uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
      if (holds && folder.length > (found?.[0].length ?? -1)) found = one;
    }
    return found?.[1];
  }
}
