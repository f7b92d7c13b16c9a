/** Entering and leaving what runs inside a statement: modules, triggers, dynamic batches (MDL-6, DYN-3, DYN-6). */

import { Map as ImmutableMap } from 'immutable';
import type { Thumbprint } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { Folded } from '../../text/name';
import { lastError } from './error-variables';
import { change, makeScope, push, setVariable } from './make';
import type { Frame, ModuleRef, Return, Scope, Value, Variables, World } from './model';
import { internVariables } from './variable-tables';

export const noVariables: Variables = internVariables(ImmutableMap<Folded, never>() as Variables);

/** The variable that holds what RETURN gives back, in a body whose caller looks at it; 0 where there is no RETURN. */
export const returnStatus = '@@return' as Folded;

/** The scope of a batch, which every session starts in. */
export const batchScope: Scope = makeScope({
  kind: 'batch',
  within: undefined,
  depth: 0,
  floor: 0,
  ownFrame: false,
  module: undefined,
  trigger: undefined,
  caller: undefined,
  keys: [],
  returned: [],
  back: undefined,
});

export interface Entry {
  readonly kind: 'module' | 'dynamic';
  readonly module?: ModuleRef;
  /** Given where the module is a DML trigger. */
  readonly trigger?: ModuleRef;
  readonly keys: readonly Thumbprint[];
  /** The frame that called, for EXECUTE AS CALLER. */
  readonly caller?: Frame;
  readonly variables: Variables;
  readonly outputs?: Return['outputs'];
  /** The database in which the body runs; the caller's where left out. */
  readonly database?: Folded;
}

/** The world at the first statement of the body; the frame of an EXECUTE AS clause comes with `withOwnFrame`. */
export function enterScope(world: World, entry: Entry): World {
  const { scope: around, stack, database, variables, abortOnError } = world;
  const outputs = entry.outputs ?? [];
  const scope = makeScope({
    kind: entry.kind,
    within: around.kind,
    depth: around.depth + 1,
    floor: stack.depth,
    ownFrame: false,
    module: entry.module,
    trigger: entry.trigger ?? around.trigger,
    caller: entry.caller ?? stack.frame,
    keys: entry.keys,
    returned: [...new Set(outputs.map(({ from }) => from))],
    back: { scope: around, stack, database, variables, abortOnError, outputs },
  });
  return change(world, { scope, variables: entry.variables, database: entry.database ?? database });
}

/** The world with the frame that the scope itself brings: it ends with the scope, and REVERT never pops it (REV-4). */
export function withOwnFrame(world: World, frame: Frame): World {
  const stack = push(world.stack, frame);
  return change(world, { stack, scope: makeScope({ ...world.scope, floor: stack.depth, ownFrame: true }) });
}

/** The scope of a batch that the server runs on a session of its own; it leads back to `from` (Agent jobs). */
export function backgroundBatch(world: World, from: World): World {
  return returningTo(change(world, { scope: makeScope({ ...batchScope, floor: world.stack.depth }) }), from);
}

/**
 * The same body, but what ends it leads back to `from`, which is the caller as it really is: in another database, on
 * another session.
 */
export function returningTo(entered: World, from: World): World {
  const { scope, session: own } = entered;
  const { stack, database, variables, abortOnError, session, transaction, undo } = from;
  const background = session === own ? undefined : { session, scope: from.scope, transaction, undo };
  const back: Return = {
    scope: scope.back?.scope ?? batchScope,
    stack,
    database,
    variables,
    abortOnError,
    outputs: scope.back?.outputs ?? [],
    ...(background && { background }),
  };
  return change(entered, { scope: makeScope({ ...scope, back }) });
}

/**
 * The world after the body, however it ended: stack, database and variables are the caller's again, with OUTPUT
 * parameters passed back.
 */
export function leaveScope(world: World): World {
  const { back } = world.scope;
  if (!back) return world;
  const returned = (from: Folded): Value =>
    world.variables.get(from) ?? (from === returnStatus ? { kind: 'number', value: 0 } : mayBeUnset);
  const variables = back.outputs.reduce(
    (table, { to, from }) => setVariable(table, to, returned(from)),
    back.variables,
  );
  const failed = world.variables.get(lastError); // what the CATCH outside will ask about
  return leftWith(world, back, failed ? setVariable(variables, lastError, failed) : variables);
}

const mayBeUnset: Value = {
  kind: 'unknown',
  because: lacking('value', 'an OUTPUT parameter that the module may not have set'),
};

/** The world after a body of which not everything is known: the context is the caller's again, what it gives back is not. */
export function leaveUnknown(world: World): World {
  const { back } = world.scope;
  if (!back) return world;
  const notFollowed: Value = { kind: 'unknown', because: lacking('effort', 'not all of what sets it was followed') };
  const set = (table: Variables, name: Folded): Variables => setVariable(table, name, notFollowed);
  return leftWith(world, back, set(back.outputs.map(({ to }) => to).reduce(set, back.variables), lastError));
}

function leftWith(world: World, back: Return, variables: Variables): World {
  const { scope, stack, database, abortOnError, background } = back;
  const caller = background && {
    session: background.session,
    scope: background.scope,
    transaction: background.transaction,
    undo: background.undo,
  };
  return change(world, { scope, stack, database, variables, abortOnError, ...caller });
}
