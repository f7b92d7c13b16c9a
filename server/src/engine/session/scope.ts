/** Entering and leaving what runs inside a statement: modules, triggers, dynamic batches (MDL-6, DYN-3, DYN-6). */
import { Map as ImmutableMap } from 'immutable';
import type { Thumbprint } from '../../catalog/model';
import type { Folded } from '../../text/name';
import { lastError } from './error-variables';
import { change, internVariables, makeScope, setVariable } from './make';
import type { Frame, ModuleRef, Scope, Variables, World } from './model';

export const noVariables: Variables = internVariables(ImmutableMap<Folded, never>() as Variables);

/** The variable that holds what RETURN gives back, in a body whose caller looks at it; 0 where there is no RETURN. */
export const returnStatus = '@@return' as Folded;

/** The scope of a batch, which every session starts in. */
export const batchScope: Scope = makeScope({
  kind: 'batch',
  parent: undefined,
  depth: 0,
  module: undefined,
  entry: undefined,
  caller: undefined,
  keys: [],
  outputs: [],
});

export interface Entry {
  readonly kind: 'module' | 'dynamic';
  readonly module?: ModuleRef;
  readonly keys: readonly Thumbprint[];
  /** The frame that called, for EXECUTE AS CALLER. */
  readonly caller?: Frame;
  readonly variables: Variables;
  readonly outputs?: Scope['outputs'];
  /** The database in which the body runs; the caller's where left out. */
  readonly database?: Folded;
}

/** The world at the first statement of the body; the frame of an EXECUTE AS clause is pushed afterwards. */
export function enterScope(world: World, entry: Entry): World {
  const scope = makeScope({
    kind: entry.kind,
    parent: world.scope,
    depth: world.scope.depth + 1,
    module: entry.module,
    entry: {
      stack: world.stack,
      database: world.database,
      variables: world.variables,
      abortOnError: world.abortOnError,
    },
    caller: entry.caller ?? world.stack.frame,
    keys: entry.keys,
    outputs: entry.outputs ?? [],
  });
  return change(world, { scope, variables: entry.variables, database: entry.database ?? world.database });
}

/**
 * The same body, but what ends it leads back to `from`, which is the caller as it really is: in another database, on
 * another session.
 */
export function returningTo(entered: World, from: World): World {
  const { scope } = entered;
  if (!scope.entry) return entered;
  const { stack, database, variables, abortOnError, session, transaction, undo } = from;
  const background = session === entered.session ? undefined : { session, scope: from.scope, transaction, undo };
  return change(entered, {
    scope: makeScope({
      ...scope,
      entry: { stack, database, variables, abortOnError, ...(background && { background }) },
    }),
  });
}

/**
 * The world after the body, however it ended: stack, database and variables are the caller's again, with OUTPUT
 * parameters passed back.
 */
export function leaveScope(world: World): World {
  const { scope } = world;
  if (!scope.entry || !scope.parent) return world;
  let variables = scope.entry.variables;
  for (const { to, from } of scope.outputs) {
    const value = world.variables.get(from) ??
      (from === returnStatus ? { kind: 'number', value: 0 } : undefined) ?? {
        kind: 'unknown',
        because: 'an OUTPUT parameter that the module may not have set',
      };
    variables = setVariable(variables, to, value);
  }
  const failed = world.variables.get(lastError); // what the CATCH outside will ask about
  if (failed) variables = setVariable(variables, lastError, failed);
  const { stack, database, abortOnError, background } = scope.entry;
  return change(world, {
    scope: background?.scope ?? scope.parent,
    stack,
    database,
    variables,
    abortOnError,
    ...(background && { session: background.session, transaction: background.transaction, undo: background.undo }),
  });
}
