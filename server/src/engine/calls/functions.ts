/**
 * Functions that a query calls: scalar and multi-statement ones run a body of their own (MOD-26). Inline ones are
 * checked with their base.
 */

import type { ObjectName } from '../../syntax/expression';
import type { Uses } from '../../syntax/uses';
import { resolveObject } from '../names/resolve';
import type { Effect, PlannedCall } from '../session/effect';
import { enter } from '../session/memory';
import type { Context, World } from '../session/model';
import { noVariables } from '../session/scope';
import { enterModule } from './module-frame';

/** The effect of a statement outside a query, with the calls of the functions that its expressions name. */
export function withFunctions(context: Context, world: World, uses: Uses, effect: Effect): Effect {
  const calls = planFunctions(context, world, uses);
  return calls.length > 0 && effect.outcome.kind !== 'error' ? { ...effect, calls } : effect;
}

export function planFunctions(context: Context, world: World, uses: Uses): readonly PlannedCall[] {
  if (!context.enterCalls || !usesFunctions(uses)) return [];
  const names = [
    ...uses.functions.map((one) => one.name),
    ...uses.accesses.filter((one) => one.isFunction).map((one) => one.name),
  ];
  return names.flatMap((name) => planFunction(context, world, name));
}

function usesFunctions({ functions, accesses }: Uses): boolean {
  return functions.length > 0 || accesses.some(({ isFunction }) => isFunction);
}

function planFunction(context: Context, world: World, name: ObjectName): readonly PlannedCall[] {
  const resolved = resolveObject(world, name);
  if (resolved.kind !== 'object' || resolved.object.kind !== 'module') return [];
  const { object: module, database, key, shown } = resolved;
  if (module.type !== 'function' || module.returns === 'inline' || module.external || module.body === undefined)
    return [];
  const definition = enter(context, module.body);
  if (!definition || definition.textUnknown) return [];
  return [
    {
      kind: 'function',
      name: shown,
      definition,
      body: definition.body,
      module: { database: key, id: module.id, server: false, definition: module.body },
      enter: (from) => enterModule(from, { database, key, module, definition, variables: noVariables }),
    },
  ];
}
