/** The files tsqlcontext.json on disk: the nearest one upwards from a script counts. Both doors read them here. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  type Configuration,
  configurationName,
  isIncluded,
  migrationOf,
  nothingConfigured,
  type ReadConfiguration,
  readConfiguration,
  saidOf,
  sessionFor,
  unreadable,
} from '../configuration/configuration';
import type { Told } from '../migrations/model';
import type { Said } from '../projects/names';
import type { Starts } from '../syntax/statement';
import { decodeText } from '../text/decode';

/** A configuration with its place. */
export interface Loaded extends ReadConfiguration {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

export class Configurations {
  readonly #byFolder = new Map<string, Loaded | undefined>();
  readonly #fixed: Loaded | undefined;

  /** With `only` that file counts for all scripts. */
  constructor({ only }: { readonly only?: string | undefined } = {}) {
    this.#fixed = only === undefined ? undefined : load(path.resolve(only));
  }

  /** The one that counts for a file, or for files that are made in a folder. */
  nearest(file: string): Loaded | undefined {
    return this.#fixed ?? this.#above(path.dirname(path.resolve(file)));
  }

  of(file: string): Configuration {
    return this.nearest(file)?.configuration ?? nothingConfigured;
  }

  /** Who runs a script and where it starts, as far as it is configured or its project says it. */
  startsOf(file: string, ofProject: Starts = {}): Starts | undefined {
    const loaded = this.nearest(file);
    const { serverVersion, serverCollation } = loaded?.configuration ?? {};
    const { database } = ofProject;
    const between = database === undefined ? {} : { database };
    const migration = loaded && toldOf(loaded, file);
    const { server: onServer, ...session } = loaded
      ? sessionFor(loaded.configuration, relative(loaded, file), between)
      : { ...between, server: undefined };
    const starts = {
      ...ofProject,
      ...session,
      ...(onServer !== undefined && { onServer }),
      ...(serverVersion && { server: serverVersion }),
      ...(migration && { migration }),
      ...(serverCollation && { serverCollation }),
    };
    return Object.keys(starts).length === 0 ? undefined : starts;
  }

  /** What is said of a project file. */
  saidOf(file: string): Said {
    const loaded = this.nearest(file);
    return loaded ? saidOf(loaded.configuration, relative(loaded, file)) : {};
  }

  /**
   * Whether a file that was found in a folder is one of the scripts: by the file nearest to it, and by that of the whole
   * run, which may leave a folder out that has a file of its own.
   */
  includes(file: string, whole?: Loaded): boolean {
    return [this.nearest(file), whole].every(
      (loaded) => !loaded || !isBelow(loaded.folder, file) || isIncluded(loaded.configuration, relative(loaded, file)),
    );
  }

  /** Those that have been met. */
  get met(): readonly Loaded[] {
    const met = [this.#fixed, ...this.#byFolder.values()].filter((one) => one !== undefined);
    return [...new Map(met.map((one) => [one.path, one])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** They may have changed on disk. */
  forget(): void {
    this.#byFolder.clear();
  }

  #above(folder: string): Loaded | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const place = path.join(folder, configurationName);
    const up = path.dirname(folder);
    const above = up === folder ? undefined : this.#above(up);
    const found = isFile(place) ? load(place) : above;
    this.#byFolder.set(folder, found);
    return found;
  }
}

/** Deployments of two configurations are two. */
function toldOf(loaded: Loaded, file: string): Told | undefined {
  const told = migrationOf(loaded.configuration, relative(loaded, file));
  return told && told !== 'none' ? { ...told, deployment: `${loaded.path} ${told.deployment}` } : told;
}

function relative({ folder }: Loaded, file: string): string {
  return path.relative(folder, path.resolve(file)).replaceAll('\\', '/');
}

function isBelow(folder: string, file: string): boolean {
  const [first] = path.relative(folder, path.resolve(file)).split(path.sep);
  return first !== '..' && !path.isAbsolute(first ?? '');
}

function isFile(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}

function load(place: string): Loaded {
  const at = { path: place, folder: path.dirname(place) };
  try {
    const decoded = decodeText(readFileSync(place));
    if (decoded.kind !== 'text') return { ...at, text: '', ...unreadable(decoded.because) };
    return { ...at, text: decoded.text, ...readConfiguration(decoded.text) };
  } catch (problem) {
    return { ...at, text: '', ...unreadable(problem instanceof Error ? problem.message : String(problem)) };
  }
}
