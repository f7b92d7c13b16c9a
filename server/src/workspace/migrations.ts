/** The deployments among the scripts of a workspace (migrations/): of which each script is a part, and where. */

import { shortNames } from '../engine/start/script-names';
import { deploymentsIn } from '../migrations/deployments';
import { isSameMarks, marksOf, noMarks } from '../migrations/marks';
import type { MigrationFile, Told } from '../migrations/model';
import { ofScripts } from '../syntax/of-scripts';
import type { Script } from '../syntax/statement';
import { differingPlaces, picking } from '../text/lists';
import { spelling } from './places';

/** A deployment by the addresses of its scripts. */
export interface Sequence {
  /** An address of its own. */
  readonly uri: string;
  /** 'Flyway', 'golang-migrate' ... */
  readonly tool: string;
  /** In the order in which they are run. */
  readonly order: readonly string[];
}

/** Where a script stands in a deployment. */
export interface Standing {
  readonly sequence: Sequence;
  /** So many scripts are run before it. */
  readonly behind: number;
  /** 'apart': it is not run, such as a script that undoes another one. */
  readonly kind: 'run' | 'apart';
}

interface Found {
  readonly files: readonly MigrationFile[];
  readonly sequences: readonly Sequence[];
  readonly standing: ReadonlyMap<string, Standing>;
}

export class Migrations {
  #found: Found = { files: [], sequences: [], standing: new Map() };

  /** From now on these scripts are there. What is included in others is no migration of its own. */
  set(scripts: readonly Script[], parts: ReadonlySet<string>): void {
    const all = filesOf(scripts);
    const files = parts.size === 0 ? all : all.filter(({ uri }) => !parts.has(uri));
    // the next list is compared with this one
    this.#found = isSame(files, this.#found.files) ? { ...this.#found, files } : find(files);
  }

  get sequences(): readonly Sequence[] {
    return this.#found.sequences;
  }

  /** Where a script stands; undefined: it is no migration. */
  standing(uri: string): Standing | undefined {
    return this.#found.standing.get(uri);
  }
}

interface ScriptFile extends MigrationFile {
  readonly uri: string;
}

const fileOf = ofScripts((script: Script): ScriptFile => {
  const told = toldOf(script);
  const { uri } = script;
  const marks = script.atHand === undefined ? marksOf(script.text) : noMarks; // one that has some is held as a whole
  return { uri, place: spelling(uri), marks, ...(told && { told }) };
});

const filesOf = picking((script: Script) => [fileOf(script)]);

/** A script of a database project is none, unless somebody says so. */
function toldOf({ starts }: Script): Told | undefined {
  return starts?.migration ?? (starts?.tsql ? 'none' : undefined);
}

function isSame(a: readonly MigrationFile[], b: readonly MigrationFile[]): boolean {
  return (
    a.length === b.length &&
    differingPlaces(a, b).every((index) => {
      const [one, other] = [a[index]!, b[index]!];
      return one.place === other.place && isSameMarks(one.marks, other.marks) && isSameTold(one, other);
    })
  );
}

function isSameTold({ told: one }: MigrationFile, { told: other }: MigrationFile): boolean {
  if (one === other) return true;
  if (!one || !other || one === 'none' || other === 'none') return false;
  return one.tool === other.tool && one.deployment === other.deployment;
}

function find(files: readonly ScriptFile[]): Found {
  const addresses = new Map(files.map(({ place, uri }) => [place, uri]));
  const uriOf = (place: string): string => addresses.get(place) ?? place;
  const sequences: Sequence[] = [];
  const standing = new Map<string, Standing>();
  for (const { tool, order, apart } of deploymentsIn(files).found) {
    const sequence = { uri: `migrations:${order[0]}`, tool, order: order.map(uriOf) };
    sequences.push(sequence);
    for (const [behind, uri] of sequence.order.entries()) standing.set(uri, { sequence, behind, kind: 'run' });
    for (const { place, behind } of apart) standing.set(uriOf(place), { sequence, behind, kind: 'apart' });
  }
  return { files, sequences, standing };
}

/** Where a script stands, in words that follow its name. */
export function placeInOrder({ sequence, behind, kind }: Standing): string {
  const { tool, order } = sequence;
  const all = `${order.length} ${order.length === 1 ? 'migration' : 'migrations'} (${tool})`;
  const before = order[behind - 1];
  const place = before === undefined ? 'before all others' : `behind ${nameOf(before)}`;
  if (kind === 'apart') return `it is not run with the ${all}; it is looked at ${place}`;
  return `it is run as number ${behind + 1} of ${all}${order.length === 1 ? '' : `, ${place}`}`;
}

/** The order of a deployment in one line; a long one is cut short. */
export function orderInWords({ tool, order }: Pick<Sequence, 'tool' | 'order'>): string {
  const names = order.map(nameOf);
  const shortened = names.length > 6 ? [...names.slice(0, 3), '...', ...names.slice(-2)] : names;
  return `${tool}: ${names.length} ${names.length === 1 ? 'migration' : 'migrations in order'}: ${shortened.join(', ')}`;
}

function nameOf(uri: string): string {
  return shortNames([uri])[0]!;
}
