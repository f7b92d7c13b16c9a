/** The scripts of the workspace that are not open: read from disk for what they declare. */
import { pathToFileURL } from 'node:url';
import { decode } from '../text/decode';
import type { Door } from './door';
import { findScripts, limits, readScript } from './files';
import { canonical, pathOf } from './uris';
import { inSlices } from './work';

export class Scripts {
  readonly #door: Door;
  readonly #known = new Set<string>();
  #reading = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Reads the scripts of some folders, and forgets those that were read before and are not among them. */
  async read(folders: readonly string[]): Promise<void> {
    const round = ++this.#reading;
    const { settings, workspace, connection } = this.#door;
    const { readScripts, exclude } = settings.workspace;
    const paths = folders.map(pathOf).filter((path) => path !== undefined);
    const found = readScripts ? await findScripts(paths, exclude) : { paths: [], more: false };
    if (found.more) connection.console.warn(`There are more than ${limits.files} scripts: the rest is not read.`);
    const texts: [string, string][] = [];
    for (const path of found.paths) {
      const text = await readText(path);
      if (text !== undefined) texts.push([pathToFileURL(path).href, text]);
    }
    if (round !== this.#reading) return;
    const wanted = new Set(texts.map(([uri]) => uri));
    for (const uri of this.#known) if (!wanted.has(uri)) this.#forget(uri);
    await inSlices(
      workspace.load(texts.filter(([uri]) => workspace.script(uri) === undefined)),
      () => round !== this.#reading,
    );
    for (const uri of wanted) this.#known.add(uri);
    this.#door.analyses.changedAll();
  }

  /** A file was made, changed or deleted. What is open in the editor counts more. */
  async changedOnDisk(address: string): Promise<void> {
    const uri = canonical(address);
    const path = pathOf(uri);
    if (path === undefined || !this.#door.settings.workspace.readScripts || this.#isOpen(uri)) return;
    const text = await readText(path);
    if (this.#isOpen(uri)) return;
    if (text === undefined) this.#forget(uri);
    else {
      this.#known.add(uri);
      this.#door.workspace.put(uri, text);
    }
    this.#door.analyses.changedAll();
  }

  #forget(uri: string): void {
    this.#known.delete(uri);
    if (!this.#isOpen(uri)) this.#door.workspace.remove(uri);
  }

  #isOpen(uri: string): boolean {
    return this.#door.documents.uris().some((open) => canonical(open) === uri);
  }
}

async function readText(path: string): Promise<string | undefined> {
  const bytes = await readScript(path);
  return bytes && decode(bytes);
}
