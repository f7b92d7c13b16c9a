/** The scripts of the workspace that are not open: read from disk for what they declare. */
import { normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SnapshotProblem } from '../snapshots/model';
import { readSnapshot } from '../snapshots/read';
import { isSnapshotFile, scriptsOf, scriptUri } from '../snapshots/scripts';
import type { Loaded } from '../workspace/store';
import { answersFirst, type Door, drawnFirst } from './door';
import { findScripts, gone, readScript } from './files';
import { addressOf } from './packages';
import type { ReadScript, ScriptReader } from './script-reader';
import { canonical, pathOf } from './uris';
import { inSlices } from './work';

export class Scripts {
  readonly #door: Door;
  readonly #reader: ScriptReader;
  readonly #known = new Set<string>();
  /** Places of included files where we have looked. */
  readonly #tried = new Set<string>();
  #reading = 0;

  constructor(door: Door, reader: ScriptReader) {
    this.#door = door;
    this.#reader = reader;
  }

  /** Reads the scripts of some folders, and forgets those that were read before and are not among them. */
  async read(folders: readonly string[]): Promise<void> {
    const round = ++this.#reading;
    this.#tried.clear();
    const { settings, connection, workspace } = this.#door;
    const { readScripts, exclude } = settings.workspace;
    const paths = folders.map(pathOf).filter((path) => path !== undefined);
    const found = readScripts ? await findScripts(paths, exclude) : [];
    const outdated = (): boolean => round !== this.#reading;
    const { configured } = this.#door;
    const { scripts } = configured.projects;
    const ofProjects: ReadonlySet<string> = new Set(readScripts ? scripts.map((one) => normalize(one)) : []);
    const wanted = new Set<string>();
    const reads = [...new Set([...found.filter((path) => configured.reads(path)), ...ofProjects])];
    this.#door.reading?.found(reads.length);
    const progress = await progressOf(this.#door, reads.length);
    try {
      const { storage, analyses } = this.#door;
      let done = 0;
      await drawnFirst(this.#door);
      const read = this.#reader.read(this.#nearestFirst(reads), { largest: settings.largest, storage });
      await answersFirst(this.#door);
      for await (const part of read) {
        await this.#load(part, wanted, outdated);
        if (outdated()) return;
        if (progress?.isCancelled()) break;
        done += part.length;
        progress?.show(done);
        this.#door.reading?.read(done);
        await analyses.idle();
      }
    } finally {
      progress?.end();
    }
    const packages = readScripts ? configured.projects.packages : [];
    const fromPackages = packages.map(({ file, text }) => [addressOf(file), text] as const);
    for (const [uri] of fromPackages) wanted.add(uri);
    await inSlices(workspace.load(fromPackages.filter(([uri]) => !workspace.has(uri))), outdated);
    if (progress?.isCancelled())
      connection.console.warn(`${wanted.size} scripts are read; the rest is left out, as it was asked for.`);
    else for (const uri of this.#known) if (!wanted.has(uri)) this.#forget(uri);
    for (const uri of wanted) {
      this.#known.add(uri);
      this.#door.notices.tell(uri);
    }
    this.#door.analyses.changedAll();
  }

  async #load(scripts: readonly ReadScript[], wanted: Set<string>, outdated: () => boolean): Promise<void> {
    const { settings, workspace, configured, analyses } = this.#door;
    const givingWay = (): Promise<void> => analyses.idle(); // what somebody waits for comes first
    const texts: Loaded[] = [];
    for (const { path, read, known } of scripts) {
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
        if (read.text.length > settings.largest)
          await inSlices(workspace.load([[uri, read.text]]), outdated, givingWay);
        else texts.push([uri, read.text, known]);
        for (const twin of configured.twinsOf(uri)) {
          wanted.add(twin);
          texts.push([twin, read.text, known]);
        }
      }
    }
    if (!outdated()) await inSlices(workspace.load(texts.filter(([uri]) => !workspace.has(uri))), outdated, givingWay);
  }

  /** Those that lie beside open scripts come first: they are asked for first. */
  #nearestFirst(paths: readonly string[]): readonly string[] {
    const folderOf = (place: string): string =>
      place.slice(0, Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')));
    const near = new Set(this.#door.documents.uris().map((uri) => folderOf(pathOf(canonical(uri)) ?? '')));
    const isNear = (path: string): boolean => near.has(folderOf(path));
    return [...paths.filter(isNear), ...paths.filter((path) => !isNear(path))];
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
    if (path !== undefined && isSnapshotFile(path)) return this.#snapshotChanged(path);
    if (path === undefined || !this.#door.settings.workspace.readScripts || this.#isOpen(uri)) return;
    if (!this.#door.configured.reads(path)) return;
    const read = await readScript(path);
    if (this.#isOpen(uri)) return;
    if (read.kind === 'text') {
      this.#known.add(uri);
      for (const one of [uri, ...this.#door.configured.twinsOf(uri)]) this.#door.workspace.putAway(one, read.text);
    } else {
      if (read.because !== gone) this.#log(path, read.because);
      this.#forget(uri);
    }
    this.#door.analyses.changedAll();
  }

  /** A snapshot was made, changed or deleted: the scripts that it stands for are others. */
  async #snapshotChanged(path: string): Promise<void> {
    const own = `${pathToFileURL(path).href}#`;
    const read = this.#door.configured.reads(path) ? await readScript(path) : undefined;
    const now = new Map(read?.kind === 'text' ? this.#ofSnapshot(path, read.text) : []);
    for (const known of this.#known) if (known.startsWith(own) && !now.has(known)) this.#forget(known);
    for (const [one, text] of now) {
      this.#known.add(one);
      this.#door.workspace.put(one, text);
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
    if (this.#isOpen(uri)) return;
    for (const one of [uri, ...this.#door.configured.twinsOf(uri)]) this.#door.workspace.remove(one);
  }

  #isOpen(uri: string): boolean {
    return this.#door.documents.uris().some((open) => canonical(open) === uri);
  }

  #log(path: string, because: string): void {
    this.#door.connection.console.warn(`${path}: ${because}; it is left out`);
  }
}

/** How far it is is told again behind so many scripts. */
const step = 100;

interface Progress {
  readonly show: (done: number) => void;
  readonly end: () => void;
  readonly isCancelled: () => boolean;
}

/** So many scripts take long enough to say how far it is. */
const many = 200;

/** How far the reading is; undefined: it takes no time, or the client does not show it. */
async function progressOf({ client, connection }: Door, of: number): Promise<Progress | undefined> {
  if (of < many || !client.showsProgress) return undefined;
  const shown = await connection.window.createWorkDoneProgress();
  const all = of.toLocaleString('en');
  let told = 0;
  shown.begin('Reading T-SQL scripts', 0, undefined, true);
  return {
    show: (done) => {
      if (done - told < step && done < of) return;
      told = done;
      shown.report(Math.floor((done / of) * 100), `${done.toLocaleString('en')} of ${all} scripts`);
    },
    end: () => shown.done(),
    isCancelled: () => shown.token.isCancellationRequested,
  };
}
