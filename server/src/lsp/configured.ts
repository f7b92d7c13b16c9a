/** What the files tsqlcontext.json say in the editor: over the settings, and for each script. Mistakes are findings in them. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Connection, DiagnosticSeverity } from 'vscode-languageserver/node';
import { type Configuration, configurationName, isMeant, nothingConfigured } from '../configuration/configuration';
import { isSnapshotFile } from '../snapshots/scripts';
import type { Starts } from '../syntax/statement';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import { Configurations } from './configurations';
import type { Range } from './protocol';
import type { Settings } from './settings';
import { pathOf } from './uris';

export class Configured {
  /** The folders of the workspace, as addresses. */
  folders: readonly string[] = [];
  readonly #connection: Connection;
  readonly #files = new Configurations();
  /** Files that have findings in them now. */
  readonly #told = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The settings with what the first folder's configuration says of all scripts. */
  over(settings: Settings): Settings {
    const { serverVersion, knowledge, dialect, largest } = this.#ofFolder();
    return {
      ...settings,
      ...(serverVersion && { serverVersion }),
      ...(knowledge && { knowledge }),
      ...(dialect && { dialectGuard: dialect === 'detect' }),
      ...(largest !== undefined && { largest }),
    };
  }

  /** What counts for a script. One that is not a file goes by the first folder. */
  of(uri: string): Configuration {
    const file = pathOf(uri);
    return file === undefined ? this.#ofFolder() : this.#files.of(file);
  }

  startsOf(uri: string): Starts | undefined {
    const file = pathOf(uri) ?? this.#inFolder();
    return file === undefined ? undefined : this.#files.startsOf(file);
  }

  /** Whether a script on disk is read: it is one of the scripts, or declares what the server holds. */
  reads(file: string): boolean {
    const loaded = this.#files.nearest(file);
    if (isSnapshotFile(file))
      return loaded !== undefined && isMeant(loaded.configuration.catalogs, path.relative(loaded.folder, file));
    const first = this.#inFolder();
    const whole = first === undefined ? undefined : this.#files.nearest(first);
    if (!loaded || this.#files.includes(file, whole)) return true;
    return isMeant(loaded.configuration.catalogs, path.relative(loaded.folder, file));
  }

  /** They may have changed on disk. */
  forget(): void {
    this.#files.forget();
  }

  /** Sends the mistakes in the files that have been met, and takes back those that are mended. */
  async tell(): Promise<void> {
    const first = this.#inFolder();
    if (first !== undefined) this.#files.nearest(first);
    const met = this.#files.met.filter(({ findings }) => findings.length > 0);
    const now = new Map(met.map((loaded) => [pathToFileURL(loaded.path).href, loaded]));
    for (const uri of this.#told) if (!now.has(uri)) await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    this.#told.clear();
    for (const [uri, { text, findings }] of now) {
      this.#told.add(uri);
      const diagnostics = findings.map(({ span, message, rule }) => ({
        range: rangeIn(text, span),
        severity: DiagnosticSeverity.Error,
        source: 'tsql-context',
        code: rule,
        message,
      }));
      await this.#connection.sendDiagnostics({ uri, diagnostics });
    }
  }

  #ofFolder(): Configuration {
    const file = this.#inFolder();
    return file === undefined ? nothingConfigured : this.#files.of(file);
  }

  /** A place in the first folder. */
  #inFolder(): string | undefined {
    const folder = this.folders[0] === undefined ? undefined : pathOf(this.folders[0]);
    return folder && path.join(folder, configurationName);
  }
}

function rangeIn(text: string, span: Span): Range {
  const index = lineIndex(text);
  const position = (offset: number): Range['start'] => {
    const { line, column } = index.zeroBasedAt(offset);
    return { line, character: column };
  };
  return { start: position(span.start), end: position(span.end) };
}
