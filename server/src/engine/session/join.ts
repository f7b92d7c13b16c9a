/**
 * Joins states where ways meet. Worlds in the same context (session, database, stack, scope) become one world whose
 * catalog and variables hold what both agree on; worlds in different contexts stay apart, up to a limit (UNK-4, section
 * 14).
 * `join` is commutative, associative and idempotent.
 */

import { joinCatalogs } from '../../catalog/join/catalog';
import { lacking } from '../../catalog/reason';
import { idOf } from '../../text/intern';
import { memo2 } from '../../text/memo';
import type { Folded } from '../../text/name';
import { joinValues } from './known';
import { anything, change, isServerVariable, makeState, makeUndo, makeValue } from './make';
import type { State, Undo, Value, Variables, World } from './model';
import { internVariables } from './variable-tables';

/** How many contexts are kept apart. */
export const contextLimit = 16;

export function join(a: State, b: State): State {
  if (a === b || (b.kind === 'worlds' && b.worlds.length === 0)) return a;
  if (a.kind === 'worlds' && a.worlds.length === 0) return b;
  if (a.kind === 'anything' && b.kind === 'anything') return a.because <= b.because ? a : b;
  if (a.kind === 'anything') return a;
  if (b.kind === 'anything') return b;
  return stateOf([...a.worlds, ...b.worlds]);
}

export function joinAll(states: readonly State[]): State {
  return states.reduce(join, makeState([]));
}

/** The state of these worlds; those in the same context are merged. */
export function stateOf(worlds: readonly World[]): State {
  if (worlds.length === 1) return makeState(worlds);
  const byContext = new Map<string, World>();
  for (const world of worlds) {
    const key = contextKey(world);
    const other = byContext.get(key);
    byContext.set(key, other ? mergeWorlds(other, world) : world);
  }
  if (byContext.size > contextLimit) {
    return anything(lacking('effort', `more than ${contextLimit} different contexts can reach this statement`));
  }
  return makeState([...byContext.values()]);
}

function contextKey(world: World): string {
  return `${idOf(world.session)}|${world.database}|${idOf(world.stack)}|${idOf(world.scope)}`;
}

function mergeWorlds(a: World, b: World): World {
  if (a === b) return a;
  return change(a, {
    catalog: joinCatalogs(a.catalog, b.catalog),
    variables: joinVariables(a.variables, b.variables),
    transaction: a.transaction === b.transaction ? a.transaction : 'maybe',
    undo: joinUndos(a, b),
    abortOnError: a.abortOnError && b.abortOnError,
  });
}

/** Where only one side is in a transaction, a ROLLBACK leaves the other as it is. */
function joinUndos(a: World, b: World): Undo | undefined {
  if (a.undo === b.undo) return a.undo;
  return makeUndo({
    catalog: joinCatalogs(a.undo?.catalog ?? a.catalog, b.undo?.catalog ?? b.catalog),
    depth: Math.max(a.undo?.depth ?? 0, b.undo?.depth ?? 0),
    savepoints: [],
  });
}

/** A variable that only one side has set, or that differs, is not known, but for tests of it that came out alike. */
function joinVariables(a: Variables, b: Variables): Variables {
  return a === b ? a : joinedVariables(a, b);
}

const joinedVariables = memo2((a: Variables, b: Variables): Variables => {
  const names: Folded[] = [];
  const joined = a.withMutations((table) => {
    for (const [name, value] of a) {
      if (b.get(name) === value) continue;
      names.push(name);
      forget(table, name, joinValues(value, b.get(name)));
    }
    for (const [name] of b) {
      if (a.has(name)) continue;
      names.push(name);
      forget(table, name);
    }
  });
  return internVariables(joined, { from: a, names });
});

function forget(table: Variables, name: Folded, common?: Value): void {
  if (isServerVariable(name)) table.set(name, differs);
  else if (common) table.set(name, makeValue(common));
  else table.delete(name);
}

const differs: Value = makeValue({ kind: 'unknown', because: lacking('path', 'its value depends on the path taken') });
