/** Gathers what a statement touches while its tree is walked, and puts it in order at the end. */
import { type Folded, fold, type Name } from '../../../text/name';
import type { Span } from '../../../text/span';
import type { ObjectName } from '../../expression';
import {
  type Access,
  type AccessRight,
  type BuiltinUse,
  type ColumnUse,
  type FunctionUse,
  noUses,
  type RemoteUse,
  type Uses,
} from '../../uses';
import { type Syntax, spanOf } from '../syntax';

/** An access in the making. */
export interface Draft {
  readonly span: Span;
  readonly name: ObjectName;
  readonly right: AccessRight;
  readonly isFunction: boolean;
  /** Whether it counts even if no column is named. */
  always: boolean;
  every: boolean;
  sure: Columns | undefined;
  maybe: Columns | undefined;
  /** Those of `sure` that are read elsewhere than in a list of columns. */
  filter: Columns | undefined;
}

/** Names of columns, by how they are compared; undefined: none. */
type Columns = Map<Folded, Name>;

export interface Collector {
  readonly drafts: Draft[];
  readonly functions: FunctionUse[];
  readonly builtins: BuiltinUse[];
  readonly remotes: RemoteUse[];
  /** How deep the walk is in the tree. */
  depth: number;
}

export function newCollector(): Collector {
  return { drafts: [], functions: [], builtins: [], remotes: [], depth: 0 };
}

export function addDraft(
  c: Collector,
  place: Syntax,
  name: ObjectName,
  right: AccessRight,
  flags: { always?: boolean; every?: boolean; isFunction?: boolean } = {},
): Draft {
  const { always = true, every = false, isFunction = false } = flags;
  const draft: Draft = {
    span: spanOf(place),
    name,
    right,
    isFunction,
    always,
    every,
    sure: undefined,
    maybe: undefined,
    filter: undefined,
  };
  c.drafts.push(draft);
  return draft;
}

export function addColumn(draft: Draft, list: 'sure' | 'maybe' | 'filter', name: Name): void {
  const columns = (draft[list] ??= new Map());
  const key = fold(name);
  if (!columns.has(key)) columns.set(key, name);
}

/** What was gathered, in the order in which it is written. */
export function finish(c: Collector): Uses {
  const accesses = c.drafts.filter((draft) => draft.always || draft.every || draft.sure || draft.maybe).map(access);
  if (accesses.length + c.functions.length + c.builtins.length + c.remotes.length === 0) return noUses;
  return {
    accesses: inOrder(accesses),
    functions: inOrder(c.functions),
    builtins: inOrder(c.builtins),
    remotes: inOrder(c.remotes),
  };
}

/** In the order in which they are written. */
function inOrder<T extends { readonly span: Span }>(list: readonly T[]): readonly T[] {
  return list.length < 2 ? list : list.toSorted((a, b) => a.span.start - b.span.start);
}

function access(draft: Draft): Access {
  const { span, name, right, isFunction, filter } = draft;
  const columns = columnUse(draft);
  if (!filter) return { span, name, right, isFunction, columns };
  return { span, name, right, isFunction, columns, filter: [...filter.values()] };
}

function columnUse({ every, sure, maybe }: Draft): ColumnUse {
  if (every) return { kind: 'every' };
  if (!sure && !maybe) return { kind: 'none' };
  return {
    kind: 'some',
    sure: sure ? [...sure.values()] : [],
    maybe: maybe ? [...maybe].filter(([key]) => !sure?.has(key)).map(([, name]) => name) : [],
  };
}
