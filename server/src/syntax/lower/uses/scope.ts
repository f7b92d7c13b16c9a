/** Which sources a name can belong to, as far as the text tells without knowing the tables. */
import { type Folded, fold, type Name } from '../../../text/name';
import type { ObjectName } from '../../expression';
import { addColumn, type Draft } from './collect';

/** Something in FROM: a table, a function, a subquery, a common table expression, a variable. */
export interface Source {
  readonly alias: Folded | undefined;
  /** The table's name; undefined for what has none. */
  readonly name: ObjectName | undefined;
  /** The access that reads it; undefined where the server checks nothing. */
  readonly draft: Draft | undefined;
  /** The columns that it has, where the text tells. */
  readonly columns: ReadonlySet<Folded> | undefined;
  /** Reached by its name only: inserted and deleted of an OUTPUT clause. */
  readonly onlyQualified?: true;
}

export interface Cte {
  readonly columns: ReadonlySet<Folded> | undefined;
  /** The one table behind it, where there is just one. */
  readonly base: ObjectName | undefined;
}

export interface NameScope {
  readonly sources: Source[];
  readonly ctes: ReadonlyMap<Folded, Cte>;
  readonly outer: NameScope | undefined;
  /** The list of columns of a query: what is read in it does not say which rows there are. */
  readonly listing?: true;
}

export const noScope: NameScope = { sources: [], ctes: new Map(), outer: undefined };

export function innerScope(outer: NameScope): NameScope {
  return { sources: [], ctes: outer.ctes, outer };
}

/** Notes that a column is read; `parts` are its name with what qualifies it. */
export function readColumn(scope: NameScope, parts: readonly (Name | undefined)[]): void {
  const name = parts.at(-1);
  if (name === undefined) return;
  if (parts.length === 1) {
    readUnqualified(scope, name);
    return;
  }
  const source = findSource(scope, parts.slice(0, -1));
  if (source?.draft) noteSure(source.draft, name, scope);
}

function noteSure(draft: Draft, name: Name, scope: NameScope): void {
  addColumn(draft, 'sure', name);
  let at: NameScope | undefined = scope;
  while (at && !at.listing) at = at.outer;
  if (!at) addColumn(draft, 'filter', name);
}

/** Notes that all columns are read, of one source or of all of this scope. */
export function readEvery(scope: NameScope, qualifier: readonly (Name | undefined)[]): void {
  const sources =
    qualifier.length > 0 ? [findSource(scope, qualifier)] : scope.sources.filter((source) => !source.onlyQualified);
  for (const source of sources) if (source?.draft) source.draft.every = true;
}

function readUnqualified(scope: NameScope, name: Name): void {
  const key = fold(name);
  const candidates: Source[] = [];
  for (let at: NameScope | undefined = scope; at; at = at.outer) {
    const open = at.sources.filter((source) => !source.onlyQualified);
    const certain = open.find((source) => source.columns?.has(key));
    if (certain) {
      if (certain.draft) noteSure(certain.draft, name, scope);
      else if (candidates.length > 0) for (const source of candidates) noteMaybe(source, name);
      return;
    }
    candidates.push(...open.filter((source) => source.columns === undefined));
  }
  const [only, another] = candidates;
  if (only?.draft && !another) noteSure(only.draft, name, scope);
  else for (const source of candidates) noteMaybe(source, name);
}

function noteMaybe({ draft }: Source, name: Name): void {
  if (draft) addColumn(draft, 'maybe', name);
}

/** The source that a qualifier names, innermost scope first. */
export function findSource(scope: NameScope, qualifier: readonly (Name | undefined)[]): Source | undefined {
  for (let at: NameScope | undefined = scope; at; at = at.outer) {
    const found = at.sources.find((source) => answersTo(source, qualifier));
    if (found) return found;
  }
  return undefined;
}

/** A table with an alias is called by the alias only. */
export function answersTo(source: Source, qualifier: readonly (Name | undefined)[]): boolean {
  const [name, schema] = qualifier.toReversed();
  if (name === undefined) return false;
  if (source.alias !== undefined) return qualifier.length === 1 && source.alias === fold(name);
  if (!source.name || fold(source.name.name) !== fold(name)) return false;
  return schema === undefined || source.name.schema === undefined || fold(schema) === fold(source.name.schema);
}
