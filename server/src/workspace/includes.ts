/**
 * What lines `:r` put into scripts. A file is looked for beside the script that names it, then beside the one that is run
 * (UNK-19); capitals do not count where nothing else is found, for scripts are written on Windows.
 */
import { pieces } from '../engine/run/pieces';
import {
  expanded,
  type IncludedFile,
  type IncludedFiles,
  includesOf,
  type SqlcmdVariables,
  setvarsOf,
  withValues,
} from '../syntax/sqlcmd';
import type { PlacedBatch, Script } from '../syntax/statement';
import { orNone } from '../text/lists';
import { memo } from '../text/memo';
import { placeOf, spelling } from './places';

/** The script at a place, as it is parsed; undefined: it is not at hand. */
export type Find = (place: string) => Script | undefined;

/** A script as it runs: with the values of its variables, and with its files. */
export interface Whole {
  readonly script: Script;
  readonly variables: SqlcmdVariables;
  readonly files: IncludedFiles;
  /** The scripts of the files, in the order in which they are put there. */
  readonly included: readonly Script[];
  /** Where files were looked for that are not at hand. */
  readonly missing: readonly string[];
}

/** So many files are put into one script; the others count as not at hand. */
const mostFiles = 500;

/** A parsed script as it runs. */
export function wholeOf(raw: Script, find: Find): Whole {
  const missing = new Set<string>();
  const fileNamed = (from: Script, name: string): Script | undefined => {
    const places = placesOf(raw, from, name);
    const found = places.map(find).find((one) => one !== undefined);
    if (!found) for (const place of places) missing.add(place);
    return found?.read ? undefined : found;
  };
  const variables = variablesOf(raw, fileNamed);
  const script = expanded(raw, variables);
  const included: Script[] = [];
  const filesOf = (from: Script, above: readonly Script[]): IncludedFiles => {
    const names = includesOf(from);
    if (names.length === 0) return noFiles;
    const files = new Map<string, IncludedFile>();
    for (const name of names) {
      const file = files.has(name) ? undefined : fileNamed(from, name);
      if (!file || above.includes(file) || included.length >= mostFiles) continue;
      const own = expanded(file, variables);
      included.push(own);
      files.set(name, { script: own, files: filesOf(own, [...above, file]) });
    }
    return files;
  };
  const files = filesOf(script, [raw]);
  return { script, variables, files, included: orNone(included), missing: orNone([...missing]) };
}

const noFiles: IncludedFiles = new Map();

/** The variables of a script and of all files that are put into it, for they are those of the whole run. */
function variablesOf(raw: Script, fileNamed: (from: Script, name: string) => Script | undefined): SqlcmdVariables {
  const scripts = new Set([raw]);
  for (const script of scripts) {
    const names = includesOf(script);
    if (names.length === 0) continue;
    const variables = setvarsOf([...scripts], raw.starts?.variables);
    for (const name of names) {
      const file = fileNamed(script, withValues(name, variables));
      if (file) scripts.add(file);
    }
  }
  return setvarsOf([...scripts], raw.starts?.variables);
}

function placesOf(root: Script, from: Script, name: string): readonly string[] {
  const places = [from, root].flatMap(({ uri }) => placeOf(uri, name) ?? []);
  return [...new Set(places)];
}

/**
 * A script with the statements of its files in their places, for what it declares to others; offsets say no more than the
 * order. Where a file is not at hand not all that it declares is known.
 */
export const flattened = memo(({ script, files }: Whole): Script => {
  if (includesOf(script).length === 0) return script;
  const { batches, complete } = spliced(script, files);
  return { ...script, batches, ...(!complete && { read: 'some declarations' }) };
});

interface Spliced {
  readonly batches: readonly PlacedBatch[];
  readonly complete: boolean;
}

function spliced({ batches }: Script, files: IncludedFiles): Spliced {
  const made: PlacedBatch[] = [];
  let complete = true;
  for (const placed of batches) {
    for (const piece of pieces(placed, [])) {
      if (piece.kind === 'body')
        made.push({ ...placed, batch: { ...placed.batch, statements: piece.body, commands: [] } });
      if (piece.kind !== 'file') continue;
      const file = piece.within ? undefined : files.get(piece.name);
      const inside = file && spliced(file.script, file.files);
      complete &&= inside?.complete ?? false;
      for (const one of inside?.batches ?? []) made.push({ ...one, offset: piece.span.start - one.batch.text.length });
    }
  }
  return { batches: made, complete };
}

/** Finds which of some places is meant: the one that is spelt so, or the only one but for capitals. */
export function placeFinder(places: Iterable<string>): (place: string) => string | undefined {
  const exact = new Map<string, string>();
  const folded = new Map<string, string | undefined>();
  for (const place of places) {
    const spelt = spelling(place);
    const small = spelt.toLowerCase();
    exact.set(spelt, place);
    folded.set(small, folded.has(small) ? undefined : place);
  }
  return (place) => exact.get(spelling(place)) ?? folded.get(spelling(place).toLowerCase());
}
