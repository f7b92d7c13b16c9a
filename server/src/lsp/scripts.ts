/** The scripts of the workspace that are not open: read from disk for what they declare. */
import { pathToFileURL } from 'node:url';
import { SnapshotProblem } from '../snapshots/model';
import { readSnapshot } from '../snapshots/read';
import { isSnapshotFile, scriptsOf, scriptUri } from '../snapshots/scripts';
import type { Door } from './door';
import { findScripts, gone, limits, readScript } from './files';
import { canonical, pathOf } from './uris';
import { inSlices } from './work';

export class Scripts {
  readonly #door: Door;
  readonly #known = new Set<string>();
  /** Places of included files where we have looked. */
  readonly #tried = new Set<string>();
  #reading = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Reads the scripts of some folders, and forgets those that were read before and are not among them. */
  async read(folders: readonly string[]): Promise<void> {
    const round = ++this.#reading;
    this.#tried.clear();
    const { settings, workspace, connection } = this.#door;
    const { readScripts, exclude } = settings.workspace;
    const paths = folders.map(pathOf).filter((path) => path !== undefined);
    const found = readScripts ? await findScripts(paths, exclude) : { paths: [], more: false };
    if (found.more) connection.console.warn(`There are more than ${limits.files} scripts: the rest is not read.`);
    const outdated = (): boolean => round !== this.#reading;
    const { configured } = this.#door;
    const wanted = new Set<string>();
    const texts: [string, string][] = [];
    for (const path of found.paths) {
      if (!configured.reads(path)) continue;
      const read = await readScript(path);
      if (read.kind !== 'text') this.#log(path, read.because);
      else if (isSnapshotFile(path)) {
        for (const [uri, text] of this.#ofSnapshot(path, read.text)) {
          wanted.add(uri);
          texts.push([uri, text]);
        }
      } else {
        const uri = pathToFileURL(path).href;
        wanted.add(uri);
        // a large text is not kept longer than it takes to read it
        if (read.text.length > settings.largest) await inSlices(workspace.load([[uri, read.text]]), outdated);
        else texts.push([uri, read.text]);
      }
    }
    if (outdated()) return;
    for (const uri of this.#known) if (!wanted.has(uri)) this.#forget(uri);
    await inSlices(workspace.load(texts.filter(([uri]) => workspace.script(uri) === undefined)), outdated);
    for (const uri of wanted) {
      this.#known.add(uri);
      this.#door.notices.tell(uri);
    }
    this.#door.analyses.changedAll();
  }

  /** The same from scratch, where other scripts or other parts of them are to be read. */
  async readAgain(folders: readonly string[]): Promise<void> {
    for (const uri of this.#known) this.#forget(uri);
    await this.read(folders);
  }

  /** Reads the files that a script includes, and those that they include, as far as they are on disk and not read yet. */
  async readIncluded(script: string): Promise<void> {
    const { settings, workspace, analyses } = this.#door;
    if (!settings.workspace.readScripts) return;
    for (;;) {
      const places = workspace.missingFiles([script]).filter((place) => !this.#tried.has(place));
      if (places.length === 0) return;
      for (const place of places) {
        this.#tried.add(place);
        const path = pathOf(place);
        const read = path === undefined ? undefined : await readScript(path);
        if (read?.kind !== 'text') continue;
        const uri = canonical(place);
        await inSlices(workspace.load([[uri, read.text]]), () => false);
        this.#known.add(uri);
        analyses.changedAll();
      }
    }
  }

  /** A file was made, changed or deleted. What is open in the editor counts more. */
  async changedOnDisk(address: string): Promise<void> {
    const uri = canonical(address);
    const path = pathOf(uri);
    this.#tried.clear();
    if (path !== undefined && isSnapshotFile(path)) return; // it is read with all others
    if (path === undefined || !this.#door.settings.workspace.readScripts || this.#isOpen(uri)) return;
    if (!this.#door.configured.reads(path)) return;
    const read = await readScript(path);
    if (this.#isOpen(uri)) return;
    if (read.kind === 'text') {
      this.#known.add(uri);
      this.#door.workspace.put(uri, read.text);
    } else {
      if (read.because !== gone) this.#log(path, read.because);
      this.#forget(uri);
    }
    this.#door.analyses.changedAll();
  }

  /** The scripts that a snapshot stands for. */
  #ofSnapshot(path: string, text: string): readonly (readonly [uri: string, text: string])[] {
    try {
      const uri = pathToFileURL(path).href;
      return scriptsOf(readSnapshot(text)).map((script) => [scriptUri(uri, script), script.text] as const);
    } catch (problem) {
      if (!(problem instanceof SnapshotProblem)) throw problem;
      this.#log(path, problem.message);
      return [];
    }
  }

  #forget(uri: string): void {
    this.#known.delete(uri);
    if (!this.#isOpen(uri)) this.#door.workspace.remove(uri);
  }

  #isOpen(uri: string): boolean {
    return this.#door.documents.uris().some((open) => canonical(open) === uri);
  }

  #log(path: string, because: string): void {
    this.#door.connection.console.warn(`${path}: ${because}; it is left out`);
  }
}
