/** The statements of a script at their places, and where a given statement stands. */

import { memo } from '../text/memo';
import type { Placed } from '../text/span';
import { ofScripts } from './of-scripts';
import { ofStatements } from './of-statements';
import type { Batch, Body, Script, Statement } from './statement';
import type { CreateModule } from './statements/modules';

const none: Body = [];

/** The fields of a statement that hold statements. */
type Inner<S> = { [F in keyof S]-?: NonNullable<S[F]> extends Placed<Statement> | Body ? F : never }[keyof S];
type Holding<S> = S extends unknown ? ([Inner<S>] extends [never] ? never : S) : never;
/** The statements that hold others: a kind that gets such a field does not compile until it stands in `inside`. */
type Holder = Holding<Statement>;
type HolderOf<K, S = Holder> = S extends { kind: infer Q } ? (K extends Q ? S : never) : never;

const placed = (...list: readonly (Placed<Statement> | undefined)[]): Body => list.filter((one) => one !== undefined);
const inQuery = ({ query }: { readonly query?: Placed<Statement> }): Body => (query ? [query] : none);
const inCall = ({ call }: { readonly call?: Placed<Statement> }): Body => (call ? [call] : none);
/** Of these most hold none. */
const seldom: ReadonlySet<unknown> = new Set([inQuery, inCall]);

const inside: { readonly [K in Holder['kind']]: (statement: HolderOf<K>) => Body } = {
  block: ({ body }) => body,
  if: ({ then, otherwise }) => placed(then, otherwise),
  while: ({ body }) => placed(body),
  try_catch: (statement) => [...statement.try, ...statement.catch],
  waitfor: ({ inner }) => placed(inner),
  create_module: ({ body }) => body,
  create_schema: ({ elements }) => elements,
  create_table: inQuery,
  declare_cursor: inQuery,
  open_cursor: inQuery,
  close_cursor: inQuery,
  fetch: inQuery,
  deallocate: inQuery,
  insert: inCall,
  update: inCall,
  delete: inCall,
  merge: inCall,
  other: ({ children }) => children ?? none,
};

/**
 * The statements directly inside a statement, in the order of the text: of a block, a branch, a module body, a cursor.
 * Nothing else knows which statements hold others.
 */
export function childrenOf(statement: Statement): Body {
  return finderFor(statement)?.(statement) ?? none;
}

function finderFor({ kind }: Statement): ((statement: Statement) => Body) | undefined {
  return (inside as Readonly<Record<string, ((statement: Statement) => Body) | undefined>>)[kind];
}

/** Whether a statement holds others, as far as that is plain to see: it says too little to be remembered. */
export function mayHold(statement: Statement): boolean {
  const find = finderFor(statement);
  return find !== undefined && (!seldom.has(find) || find(statement).length > 0);
}

/** What `childrenOf` answers, without the body of a module, which is a routine of its own and not run where it stands. */
export function runChildrenOf(statement: Statement): Body {
  return statement.kind === 'create_module' ? none : childrenOf(statement);
}

/** Where the head of a statement that others stand in ends, from its start; undefined: it has none of its own. */
export function headEnd(statement: Statement): number | undefined {
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'try_catch':
      return childrenOf(statement)[0]?.offset;
    case 'create_module':
      return statement.header.end;
    default:
      return undefined;
  }
}

/** Every statement of a body and everything inside it, but for the bodies of modules. */
export function* runStatementsOf(body: Body): Generator<Statement> {
  for (const { node } of body) {
    yield node;
    const children = runChildrenOf(node);
    if (children.length > 0) yield* runStatementsOf(children);
  }
}

/** Whether USE stands in the body of a module. */
export const changesDatabase = memo(({ body }: CreateModule): boolean => body.some(({ node }) => isOrHoldsUse(node)));

function isOrHoldsUse(statement: Statement): boolean {
  return statement.kind === 'use' || (mayHold(statement) && holdsUse(statement));
}

const holdsUse = ofStatements((statement): boolean => runChildrenOf(statement).some(({ node }) => isOrHoldsUse(node)));

/** Every statement of a script, outer ones first, with its offset in the text. */
export function* statementsOf(script: Script): Generator<Placed<Statement>> {
  for (const { offset, batch } of script.batches) yield* walk(batch.statements, offset);
}

function* walk(body: Body, base: number): Generator<Placed<Statement>> {
  for (const { offset, node } of body) {
    const start = base + offset;
    yield { offset: start, node };
    const inside = childrenOf(node);
    if (inside.length > 0) yield* walk(inside, start);
  }
}

/** Where each statement of a batch stands, from the batch's start. */
const placesIn = memo((batch: Batch): ReadonlyMap<Statement, number> => {
  const places = new Map<Statement, number>();
  const note = (body: Body, base: number): void => {
    for (const { offset, node } of body) {
      places.set(node, base + offset);
      const inside = childrenOf(node);
      if (inside.length > 0) note(inside, base + offset);
    }
  };
  note(batch.statements, 0);
  return places;
});

/**
 * The offset of a statement in a script: the last place before `near`, else the first one behind it. Equal batches
 * share their statements, so there may be several places.
 */
export function offsetOf(script: Script, statement: Statement, near: number): number | undefined {
  const home = homesIn(script)?.get(statement);
  if (home !== undefined || script.atHand === false) return home;
  const { batches } = script;
  const groups = groupsOf(script);
  const at = (index: number): number | undefined => {
    const { offset, batch } = batches[index]!;
    const place = placesIn(batch).get(statement);
    return place === undefined ? undefined : offset + place;
  };
  const isNear = (index: number): boolean => groups[Math.floor(index / groupSize)]?.statements.has(statement) ?? true;
  const last = lastBefore(batches, near);
  for (let index = last; index >= 0; index--) {
    if (!isNear(index)) index -= index % groupSize;
    const place = at(index);
    if (place !== undefined && place <= near) return place;
  }
  for (let index = Math.max(0, last); index < batches.length; index++) {
    if (!isNear(index)) index += groupSize - 1 - (index % groupSize);
    const place = index < batches.length ? at(index) : undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}

/** So many batches, one behind the other, and the statements in any of them. */
interface Group {
  readonly batches: readonly Batch[];
  readonly statements: ReadonlySet<Statement>;
}

const groupSize = 32;
/** By its first batch: an edit leaves all groups but one what they were. */
const newest = new WeakMap<Batch, Group>();

/** None for a script of few batches, which need not be found. */
const groupsOf = ofScripts(({ batches }: Script): readonly Group[] =>
  Array.from({ length: batches.length < 4 * groupSize ? 0 : Math.ceil(batches.length / groupSize) }, (_, group) =>
    groupOf(batches.slice(group * groupSize, (group + 1) * groupSize).map(({ batch }) => batch)),
  ),
);

function groupOf(batches: readonly Batch[]): Group {
  const [first] = batches;
  const known = newest.get(first!);
  if (known?.batches.length === batches.length && known.batches.every((one, at) => one === batches[at])) return known;
  const statements = new Set<Statement>();
  for (const batch of batches) for (const statement of placesIn(batch).keys()) statements.add(statement);
  const made = { batches, statements };
  newest.set(first!, made);
  return made;
}

/** Of a script that is not held: where the statements stand that were handed out. */
export const homesIn = ofScripts((_: Script): Homes | undefined => undefined);

export interface Homes {
  get(statement: Statement): number | undefined;
}

/** The index of the last batch that starts at or before an offset. */
function lastBefore(batches: Script['batches'], offset: number): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (batches[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The text of a statement that starts at an offset. */
export function textOf(script: Script, statement: Statement, offset: number): string {
  return script.text.slice(offset + statement.span.start, offset + statement.span.end);
}

/** A text in one line, cut where it gets too long. */
export function inOneLine(text: string, limit: number): string {
  const line = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
