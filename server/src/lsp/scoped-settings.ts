/** Settings of single folders: where several are open, each may see and name its problems in its own way. */
import type { Connection } from 'vscode-languageserver';
import { parseSettings, type Settings } from './settings';

/** What a folder can say of its scripts; everything else is one for the whole workspace. */
export type Scoped = Pick<
  Settings,
  'enable' | 'hover' | 'codeLens' | 'inlayHints' | 'ribbon' | 'semanticTokens' | 'rules'
>;

/** What the client says of folders. */
export type SaidOfFolders = readonly (readonly [folder: string, settings: unknown])[];

export class ScopedSettings {
  readonly #byFolder = new Map<string, Scoped>();

  /** Asks the client about each folder; one folder alone has the settings of the workspace. */
  async ask(connection: Connection, folders: readonly string[], section: string): Promise<SaidOfFolders> {
    if (folders.length <= 1) return [];
    const answers = await connection.workspace.getConfiguration(folders.map((scopeUri) => ({ scopeUri, section })));
    return folders.map((folder, index) => [folder, answers[index]]);
  }

  set(said: SaidOfFolders): void {
    this.#byFolder.clear();
    for (const [folder, settings] of said) this.#byFolder.set(folder, parseSettings(settings));
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
