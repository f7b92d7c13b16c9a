/**
 * One index of what the scripts of a workspace name, and of what is the same. Scripts are looked into when somebody asks,
 * only those in whose text the name stands, and what was found in a script is kept for as long as the script is the same.
 */

import { placedIn } from '../../engine/start/placed';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import { includesOf, usesVariables } from '../../syntax/sqlcmd';
import type { Script, Statement } from '../../syntax/statement';
import { picking } from '../../text/lists';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { startsOf } from '../starts';
import type { Workspace } from '../workspace';
import type { Space } from './mention';
import { mentionsOf, namedIn, type PlacedMention } from './placed';
import { mayHold, wordsOf } from './words';
import { type Written, writtenIn } from './written';

/** The symbols of a workspace. */
export const symbolsOf = memo((workspace: Workspace) => new Symbols(workspace));

interface Known {
  readonly start: Folded | undefined;
  readonly files: string;
  readonly mentions: readonly PlacedMention[];
}

export class Symbols {
  readonly #workspace: Workspace;
  readonly #known = new WeakMap<Script, Known>();
  readonly #declared = new WeakMap<Script, Known>();
  #starts: { readonly scripts: readonly Script[]; readonly of: ReadonlyMap<string, Folded | undefined> } | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The names in a script, in the order of its text; the same list for as long as the script is the same. */
  mentionsIn(script: Script): readonly PlacedMention[] {
    return this.#of(script).mentions;
  }

  /** The statements of a script as they are written; they are not kept. */
  writtenIn(script: Script): readonly Written[] {
    return this.#written(script, this.#startOf(script));
  }

  /** What a script declares to others, as it is held of scripts that nobody has open: bodies and texts are left out. */
  declaredIn(script: Script): readonly PlacedMention[] {
    const start = this.#startOf(script);
    const known = this.#declared.get(script);
    if (known && known.start === start) return known.mentions;
    const written = placedIn(script).map(({ statement, offset, database }) =>
      placedWritten(statement, offset, database === undefined ? start : fold(database)),
    );
    const made = { start, files: '', mentions: namedIn(script, written) };
    this.#declared.set(script, made);
    return made.mentions;
  }

  /** All mentions of a name in a space, in the scripts of the workspace and in `asking`. Yields now and then. */
  *named(space: Space, name: string, asking?: Script): Generator<undefined, readonly PlacedMention[]> {
    const wanted = fold(name);
    const found: PlacedMention[] = [];
    for (const script of this.#scripts(asking)) {
      if (!mayName(script, name)) continue;
      if (!this.#known.has(script)) yield;
      for (const one of this.mentionsIn(script)) if (one.space === space && fold(one.name) === wanted) found.push(one);
    }
    return found;
  }

  /** The scripts of the workspace, the one that asks among them. */
  scripts(asking?: Script): readonly Script[] {
    return this.#scripts(asking);
  }

  /** Whether another script includes it. */
  isIncluded({ uri }: Script): boolean {
    return this.#included().has(uri);
  }

  #scripts(asking: Script | undefined): readonly Script[] {
    const scripts = writtenByPeople(this.#workspace.scripts());
    return !asking || scripts.includes(asking) ? scripts : [...scripts.filter(({ uri }) => uri !== asking.uri), asking];
  }

  #of(script: Script): Known {
    const known = this.#known.get(script);
    const start = this.#startOf(script);
    const files = this.#filesOf(script);
    if (known && known.start === start && known.files === files) return known;
    const made = { start, files, mentions: mentionsOf(script, this.#written(script, start)) };
    this.#known.set(script, made);
    return made;
  }

  #written(script: Script, start: Folded | undefined): readonly Written[] {
    return writtenIn(script, {
      start,
      parse: (text) => this.#workspace.body(text),
      behind: (file, before) => this.#behind(script, file, before),
    });
  }

  /** What it depends on besides the script itself: nothing, where it includes no files. */
  #filesOf(script: Script): string {
    if (includesOf(script).length === 0) return '';
    return this.#workspace
      .filesOf(script.uri)
      .map(([name, { uri }]) => `${name} ${uri}`)
      .join('\n');
  }

  /** The database behind a file, which may leave another one than it found. */
  #behind(script: Script, name: string, before: Folded | undefined): Folded | undefined {
    const file = this.#workspace.filesOf(script.uri).find(([one]) => one === name)?.[1];
    if (!file || includesOf(file).length > 0) return undefined;
    const last = file.batches.flatMap(({ batch }) => batch.statements).some(({ node }) => node.kind === 'use');
    if (!last) return before;
    let database = before;
    for (const { batch } of file.batches)
      for (const { node } of batch.statements) if (node.kind === 'use') database = fold(node.database.name);
    return database;
  }

  /** A script that others include starts where they do so; where they differ, that is not known. */
  #startOf(script: Script): Folded | undefined {
    const included = this.#included();
    if (included.has(script.uri)) return included.get(script.uri);
    return fold(startsOf(script, this.#workspace.stage).database);
  }

  #included(): ReadonlyMap<string, Folded | undefined> {
    const scripts = this.#workspace.scripts();
    if (this.#starts?.scripts === scripts) return this.#starts.of;
    const starts = new Map<string, Folded | undefined>();
    this.#starts = { scripts, of: starts };
    const including = includingAmong(scripts);
    const filesOf = (uri: string): ReadonlyMap<string, Script> => new Map(this.#workspace.filesOf(uri));
    const parts = new Set(including.flatMap(({ uri }) => [...filesOf(uri).values()].map((file) => file.uri)));
    for (const script of including) {
      const files = filesOf(script.uri);
      writtenIn(script, {
        start: parts.has(script.uri) ? undefined : fold(startsOf(script, this.#workspace.stage).database),
        parse: () => [],
        behind: (name, before) => {
          const uri = files.get(name)?.uri;
          if (uri !== undefined) starts.set(uri, starts.has(uri) && starts.get(uri) !== before ? undefined : before);
          return this.#behind(script, name, before);
        },
      });
    }
    return starts;
  }
}

/** A statement of which the script that holds it need not be at hand: nothing is looked up in its text. */
function placedWritten(statement: Statement, offset: number, database: Folded | undefined): Written {
  const source = { text: '', depth: 0, at: (place: number) => place };
  const around = { module: undefined, moduleAt: 0, job: undefined };
  return { statement, meant: statement, offset, source, database, handsUnknown: false, ...around };
}

/** Whether a name may stand in a script, by its words; what variables are put in for may be any. */
export function mayName(script: Script, name: string): boolean {
  return mayHold(wordsOf(script), name) || usesVariables(script);
}

/** The scripts, without those that stand for a snapshot of a server: nothing leads into them. */
const writtenByPeople = picking((script: Script) => (isOfSnapshot(script) ? [] : [script]));

const includingAmong = picking((script: Script) => (includesOf(script).length > 0 ? [script] : []));
