/** What the files tsqlcontext.json say in the editor: over the settings, and for each script. Mistakes are findings in them. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Connection, DiagnosticSeverity } from 'vscode-languageserver';
import { type Configuration, configurationName, isMeant, nothingConfigured } from '../configuration/configuration';
import { isSnapshotFile } from '../snapshots/scripts';
import type { Starts } from '../syntax/statement';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import { Configurations } from './configurations';
import { isPackage, packageAt } from './packages';
import { slashed } from './project-disk';
import { type LoadedProjects, loadProjects, twinsOf } from './projects';
import type { Range } from './protocol';
import type { Settings } from './settings';
import { pathOf } from './uris';

export class Configured {
  /** The folders of the workspace, as addresses. */
  folders: readonly string[] = [];
  #first: { readonly folder: string; readonly file: string | undefined } | undefined;
  readonly #connection: Connection;
  readonly #files = new Configurations();
  #projects = loadProjects({ places: [] });
  #projectsHad: ReadonlySet<string> = new Set();
  /** Scripts that changed and are in no project. */
  readonly #loose = new Set<string>();
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
    const own = pathOf(uri) ?? packageAt(uri);
    const file = own ?? this.#inFolder();
    const [ofProject] = own === undefined ? [] : this.#projects.startsOf(own);
    return file === undefined ? undefined : this.#files.startsOf(file, ofProject);
  }

  /** The database projects in the folders. */
  get projects(): LoadedProjects {
    return this.#projects;
  }

  /** The names under which a script is there for further projects that include it. */
  twinsOf(uri: string): readonly string[] {
    const file = pathOf(uri);
    return file === undefined ? [] : twinsOf(this.#projects, file, uri);
  }

  /** Reads the projects from disk. */
  readProjects(): void {
    const places = this.folders.flatMap((folder) => pathOf(folder) ?? []);
    this.#projects = loadProjects({
      places,
      said: (file) => this.#files.saidOf(file),
      withinPlaces: true,
      packages: this.#packages(),
    });
    this.#projectsHad = new Set(this.#projects.scripts);
  }

  /** Whether a file that was made, changed or deleted may make the projects others than they were. */
  concernsProjects(file: string): boolean {
    const isProject = /proj$|\.publish\.xml$|\.(dac|bac)pac$|\.(props|targets|projitems)$/i.test(file);
    if (isProject) this.#loose.clear();
    if (isProject) return true;
    if (this.#projectsHad.size === 0 || !/\.sql$/i.test(file)) return false;
    const isThere = statSync(file, { throwIfNoEntry: false }) !== undefined;
    if (!isThere) this.#loose.delete(file);
    if (this.#projectsHad.has(slashed(file))) return !isThere;
    if (!isThere || this.#loose.has(file)) return false;
    this.#loose.add(file); // a new one may be part of a project; one that was looked at is not
    return true;
  }

  /** Whether a script on disk is read: it is one of the scripts, or declares what the server holds. */
  reads(file: string): boolean {
    if (isSnapshotFile(file)) return this.#isCatalog(file);
    const first = this.#inFolder();
    const whole = first === undefined ? undefined : this.#files.nearest(first);
    if (!this.#files.nearest(file) || this.#files.includes(file, whole)) return true;
    return this.#isCatalog(file);
  }

  /** Whether something is found in a script: one that says what the server holds is read and not checked. */
  checks(uri: string): boolean {
    const file = pathOf(uri);
    return file === undefined || !this.#isCatalog(file);
  }

  /** The configuration, by its path, that leaves a script out; undefined: none does, or a project has it all the same. */
  excluding(uri: string): string | undefined {
    const file = pathOf(uri);
    if (file === undefined || this.#projectsHad.has(slashed(file)) || this.reads(file)) return undefined;
    const first = this.#inFolder();
    return this.#files.excluding(file, first === undefined ? undefined : this.#files.nearest(first))?.path;
  }

  /** They may have changed on disk. */
  forget(): void {
    this.#files.forget();
  }

  /** Sends the mistakes in the files that have been met, and takes back those that are mended. */
  async tell(): Promise<void> {
    const first = this.#inFolder();
    if (first !== undefined) this.#files.nearest(first);
    const met = this.#files.met.map(({ path: place, text, findings }) => ({ file: place, text, findings }));
    const all = [...met, ...this.#projects.broken].filter(({ findings }) => findings.length > 0);
    const now = new Map(all.map((one) => [pathToFileURL(one.file).href, one]));
    for (const uri of this.#told) if (!now.has(uri)) await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    this.#told.clear();
    for (const [uri, { text, findings }] of now) {
      this.#told.add(uri);
      const diagnostics = findings.map(({ span, message, rule, severity }) => ({
        range: rangeIn(text, span),
        severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        source: 'tsql-context',
        code: rule,
        message,
      }));
      await this.#connection.sendDiagnostics({ uri, diagnostics });
    }
  }

  /** The packages among what declares what the server holds, in the folders of the workspace. */
  #packages(): readonly string[] {
    const named = this.folders.flatMap((folder) => {
      const place = pathOf(folder);
      const loaded = place === undefined ? undefined : this.#files.nearest(path.join(place, configurationName));
      const list = loaded?.configuration.catalogs.filter(isPackage) ?? [];
      return list.map((one) => path.resolve(loaded!.folder, one));
    });
    return [...new Set(named)];
  }

  /** Whether a file is one of `catalogs`. */
  #isCatalog(file: string): boolean {
    const loaded = this.#files.nearest(file);
    return loaded !== undefined && isMeant(loaded.configuration.catalogs, path.relative(loaded.folder, file));
  }

  #ofFolder(): Configuration {
    const file = this.#inFolder();
    return file === undefined ? nothingConfigured : this.#files.of(file);
  }

  /** A place in the first folder. */
  #inFolder(): string | undefined {
    const [first] = this.folders;
    if (first === undefined) return undefined;
    if (this.#first?.folder !== first) {
      const folder = pathOf(first);
      this.#first = { folder: first, file: folder && path.join(folder, configurationName) };
    }
    return this.#first.file;
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
