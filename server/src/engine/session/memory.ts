/**
 * The cache of runs. A run of a statement or batch depends on it, the entering state, whether a TRY is open, the mode
 * of the analysis, which variables are followed, and the texts of the modules that it entered. The first two are
 * identities; the mode makes separate tables; the texts are checked again at each hit, because typing in a module body
 * changes no catalog (style: incremental).
 */
import type { DefinitionId } from '../../catalog/model';
import type { Statement } from '../../syntax/statement';
import type { Context, Definitions, State } from './model';

interface Remembered<V> {
  readonly value: V;
  readonly entered: ReadonlyMap<DefinitionId, Statement | undefined>;
}

type Table<V> = WeakMap<object, WeakMap<State, Remembered<V>>>;
const forgetful: (() => void)[] = [];

/** What the run in progress has entered so far; one entry for each enclosing run that is being computed. */
const collecting: Map<DefinitionId, Statement | undefined>[] = [];

export type Remember<V> = (context: Context, key: object, before: State, guarded: boolean, compute: () => V) => V;

/** A cache of one kind of run: answers the remembered run of `key` from `before`, or computes and remembers it. */
export function cache<V>(): Remember<V> {
  let tables = new WeakMap<Context['tracked'], Map<string, Table<V>>>();
  forgetful.push(() => {
    tables = new WeakMap();
  });
  return (context, key, before, guarded, compute) => {
    let modes = tables.get(context.tracked);
    if (!modes) tables.set(context.tracked, (modes = new Map()));
    const mode = `${context.errors}|${context.enterCalls}|${guarded}`;
    let table = modes.get(mode);
    if (!table) modes.set(mode, (table = new WeakMap()));
    let runs = table.get(key);
    if (!runs) table.set(key, (runs = new WeakMap()));
    const hit = runs.get(before);
    if (hit && stillHolds(hit, context.definitions)) {
      note(hit.entered);
      return hit.value;
    }
    const entered = new Map<DefinitionId, Statement | undefined>();
    collecting.push(entered);
    try {
      const value = compute();
      runs.set(before, { value, entered: entered.size === 0 ? nothing : entered });
      return value;
    } finally {
      collecting.pop();
      note(entered);
    }
  };
}

const nothing: ReadonlyMap<DefinitionId, Statement | undefined> = new Map();

function stillHolds(hit: Remembered<unknown>, definitions: Definitions): boolean {
  if (hit.entered.size === 0) return true;
  for (const [id, statement] of hit.entered) if (definitions.definition(id) !== statement) return false;
  return true;
}

function note(entered: ReadonlyMap<DefinitionId, Statement | undefined>): void {
  if (entered.size === 0) return;
  const top = collecting.at(-1);
  if (top) for (const [id, statement] of entered) top.set(id, statement);
}

/** The text of a module, noted as something that the run in progress depends on. */
export function enter(definitions: Definitions, id: DefinitionId): ReturnType<Definitions['definition']> {
  const statement = definitions.definition(id);
  collecting.at(-1)?.set(id, statement);
  return statement;
}

/** Forgets everything. Changes nothing but the time that the next run takes. */
export function forget(): void {
  for (const one of forgetful) one();
}
