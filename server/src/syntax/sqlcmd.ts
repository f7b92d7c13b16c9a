/**
 * The lines of SQLCMD that change a script: `:setvar Name "value"` gives a variable its value, which the client puts into
 * the text wherever `$(Name)` stands; `:r file` puts a file there.
 */

import { memo2 } from '../text/memo';
import { type Folded, fold } from '../text/name';
import { ofScripts } from './of-scripts';
import type { Batch, PlacedBatch, Script, SqlcmdLine, Statement } from './statement';

/** Equal variables are the same object. */
export type SqlcmdVariables = ReadonlyMap<Folded, string>;

const known = new Map<string, WeakRef<SqlcmdVariables>>();
const none: SqlcmdVariables = new Map();

/**
 * The variables that some scripts set, with their values; one that is set to several values, or to nothing, is left out.
 * `given`: those that have a value from outside, where no script sets them.
 */
export function setvarsOf(scripts: readonly Script[], given: SqlcmdVariables = none): SqlcmdVariables {
  const found = new Map<Folded, string | undefined>();
  for (const script of scripts) {
    for (const { name, value } of setvarsIn(script))
      found.set(name, found.has(name) && found.get(name) !== value ? undefined : value);
  }
  const entries = [...new Map([...given, ...found])].filter(
    (entry): entry is [Folded, string] => entry[1] !== undefined,
  );
  if (entries.length === 0) return none;
  const key = JSON.stringify(entries);
  const made = known.get(key)?.deref() ?? new Map(entries);
  known.set(key, new WeakRef(made));
  return made;
}

export const setvarsIn = ofScripts(
  (script: Script): readonly { readonly name: Folded; readonly value: string | undefined }[] =>
    commandsOf(script).flatMap(({ command, argument }) => {
      const match = command === 'setvar' ? /^([\w-]+)(?:[ \t]+(?:"((?:[^"]|"")*)"|(\S+)))?/.exec(argument) : undefined;
      return match ? [{ name: fold(match[1]!), value: match[2]?.replaceAll('""', '"') ?? match[3] }] : [];
    }),
);

function commandsOf({ batches }: Script): readonly SqlcmdLine[] {
  return batches.flatMap(({ batch }) => batch.commands);
}

/** A script that is put into another one, and those that are put into it. */
export interface IncludedFile {
  readonly script: Script;
  readonly files: IncludedFiles;
}

/** The files at hand, by the names that the lines of a script give them. One that includes itself is not among them. */
export type IncludedFiles = ReadonlyMap<string, IncludedFile>;

/** The files that a script includes, as it names them. */
export const includesOf = ofScripts((script: Script): readonly string[] =>
  commandsOf(script).flatMap((line) => includedBy(line) ?? []),
);

/** The file that a line includes, as it names it; undefined: it includes none. */
export function includedBy({ command, argument }: SqlcmdLine): string | undefined {
  return command === 'r' ? argument.replace(/^"(.*)"$/, '$1') : undefined;
}

/** A text with the values of its variables; what is not known of it stays as it is. */
export function withValues(text: string, variables: SqlcmdVariables): string {
  return text.replace(/\$\(([\w-]+)\)/g, (whole, name: string) => variables.get(fold(name)) ?? whole);
}

/** Whether a text holds a variable of SQLCMD, so that it is not known before the script is run. */
export function hasVariable(text: string): boolean {
  return /\$\([\w-]+\)/.test(text);
}

/** A script in whose names and strings the variables have their values. Places stay those of the text. */
export const expanded = memo2((script: Script, variables: SqlcmdVariables): Script => {
  if (variables.size === 0 || !usesVariables(script)) return script;
  const batches = script.batches.map((placed): PlacedBatch => {
    const batch = expandedBatch(placed.batch, variables);
    return batch === placed.batch ? placed : { ...placed, batch };
  });
  if (batches.every((placed, index) => placed === script.batches[index])) return script;
  const { uri, text, starts, read } = script;
  return { uri, text, batches, ...(starts && { starts }), ...(read && { read }) };
});

/** Whether a variable may stand in a script. */
export const usesVariables = ofScripts(({ batches }: Script): boolean =>
  batches.some(({ batch }) => hasVariable(batch.text)),
);

const expandedBatch = memo2((batch: Batch, variables: SqlcmdVariables): Batch => {
  if (!hasVariable(batch.text)) return batch;
  const statements = sameOr(
    batch.statements,
    batch.statements.map((placed) => {
      const node = expandedStatement(placed.node, variables);
      return node === placed.node ? placed : { ...placed, node };
    }),
  );
  const commands = replaced(batch.commands, variables);
  return statements === batch.statements && commands === batch.commands ? batch : { ...batch, statements, commands };
});

/** Remembered by statement, as an edit of a batch leaves most of its statements what they were. */
const expandedStatement = memo2(
  (statement: Statement, variables: SqlcmdVariables): Statement => replaced(statement, variables),
);

function sameOr<T>(old: readonly T[], made: readonly T[]): readonly T[] {
  return made.every((one, index) => one === old[index]) ? old : made;
}

/** A plain value with the variables in its texts replaced; parts in which nothing is replaced are the same objects. */
function replaced<T>(value: T, variables: SqlcmdVariables): T {
  if (typeof value === 'string') return (value.includes('$(') ? withValues(value, variables) : value) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [key, replaced(part, variables)]);
  if (entries.every(([key, part]) => part === (value as Record<string, unknown>)[key])) return value;
  return (Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries)) as T;
}
