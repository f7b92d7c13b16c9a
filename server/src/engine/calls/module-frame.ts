/**
 * Entering a module: its scope, its signatures, and the frame of its EXECUTE AS clause (MOD-3 to MOD-15, SIG-3, SIG-4,
 * SIG-7 to SIG-10).
 */

import { impersonableUser } from '../../catalog/decide/impersonate';
import { dboId } from '../../catalog/ids';
import type { Database, DatabasePrincipal, Module, RunAs } from '../../catalog/model';
import { lacking, type Reason } from '../../catalog/reason';
import { effectiveOwner } from '../../catalog/securable';
import { activeKeys } from '../../catalog/signature';
import type { Statement } from '../../syntax/statement';
import type { Folded } from '../../text/name';
import { makeFrame } from '../session/make';
import { loginRefOf } from '../session/mapping';
import * as messages from '../session/messages';
import type { ErrorOutcome, Frame, Guard, ModuleRef, Return, Variables, World } from '../session/model';
import { enterScope, withOwnFrame } from '../session/scope';
import { serverError } from '../session/server-error';

/** As deep as the server lets modules and dynamic batches call each other. */
export const nestingLimit = 32;

/** 217 */
export function nestedTooDeep(): ErrorOutcome {
  const refusal = { kind: 'other', because: 'calls are nested too deep' } as const;
  return serverError({
    message: messages.nestedTooDeep(nestingLimit),
    span: { start: 0, end: 0 },
    refusal,
    endsBatch: true,
  });
}

export interface ModuleEntry {
  readonly database: Database;
  readonly key: Folded;
  readonly module: Module;
  readonly definition: Statement | undefined;
  readonly variables: Variables;
  readonly outputs?: Return['outputs'];
  /** The clause to run under, where it is not the module's own (queue activation). */
  readonly server?: boolean;
}

/** The variables that a body starts with, and which of the caller's it sets. */
export interface Bound {
  readonly variables: Variables;
  readonly outputs: Return['outputs'];
}

/** The world at the first statement of the body, or the error that the caller sees instead (MOD-11). */
export function enterModule(world: World, entry: ModuleEntry): World | ErrorOutcome {
  const { database, key, module, definition } = entry;
  if (world.scope.depth >= nestingLimit) return nestedTooDeep();
  const ref: ModuleRef = { database: key, id: module.id, server: entry.server ?? false, definition: module.body };
  const { keys } = activeKeys(database, module, world.scope.keys);
  const entered = enterScope(world, {
    kind: 'module',
    module: ref,
    ...(module.type === 'dml_trigger' && { trigger: ref }),
    keys,
    variables: entry.variables,
    database: key,
    ...(entry.outputs && { outputs: entry.outputs }),
  });
  const frame = clauseFrame(entered, database, module, module.runAs, definition);
  if (frame === undefined) return entered;
  return 'kind' in frame ? frame : withOwnFrame(entered, frame);
}

/**
 * The frame of a clause; undefined for CALLER. OWNER is resolved now (MOD-4) and must be a single principal (MOD-5).
 */
export function clauseFrame(
  world: World,
  database: Database,
  module: Module | undefined,
  runAs: RunAs,
  definition: Statement | undefined,
  origin: Frame['origin'] = 'module',
): Frame | ErrorOutcome | undefined {
  const guard: Guard = {
    database: world.database,
    revert: 'never',
    ...(definition && { by: definition }),
  };
  const unknown = (because: Reason): Frame =>
    makeFrame({
      origin,
      scope: 'database',
      login: { kind: 'unknown', because },
      user: { kind: 'unknown', because },
      home: world.database,
      vouchers: [],
      guard,
    });
  switch (runAs.kind) {
    case 'caller':
      return undefined;
    case 'unknown':
      return unknown(runAs.because);
    case 'login':
      return makeFrame({
        origin,
        scope: 'server',
        login: { kind: 'login', id: runAs.id },
        user: { kind: 'mapped' },
        home: undefined,
        vouchers: [],
        guard,
      });
    case 'owner':
    case 'user': {
      const owner = module ? effectiveOwner(database, module) : dboId;
      const id = runAs.kind === 'user' ? runAs.id : owner;
      const principal = database.principals.get(id);
      if (!principal)
        return database.knowledge === 'open'
          ? unknown(lacking('declaration', 'the principal of the clause is not known'))
          : cannotRunAs(String(id), { kind: 'owner-not-single', owner: String(id) });
      const possible = impersonableUser(world.catalog, principal);
      if (possible.kind === 'no')
        return cannotRunAs(
          principal.name,
          possible.orphaned
            ? { kind: 'orphaned', name: principal.name }
            : { kind: 'owner-not-single', owner: principal.name },
        );
      return userFrame(world, principal, guard, origin, module ? activeKeys(database, module, []).keys : []);
    }
  }
}

/**
 * Why it is not known whether the principal of a module's clause can be impersonated, in a database whose rows come from
 * elsewhere: its dbo may have no login here, which is error 15517 (PRN-46).
 */
export function clauseDoubt({ catalog }: World, database: Database, module: Module): Reason | undefined {
  const { runAs } = module;
  if (!database.foreign || (runAs.kind !== 'owner' && runAs.kind !== 'user')) return undefined;
  const principal = database.principals.get(runAs.kind === 'user' ? runAs.id : effectiveOwner(database, module));
  if (!principal || impersonableUser(catalog, principal).kind !== 'unknown') return undefined;
  const { name } = principal;
  return lacking('remote', `whether the '${name}' with which ${database.name} came has a login here is not known`);
}

/** A database-scoped frame of a user of the current database. */
export function userFrame(
  world: World,
  user: DatabasePrincipal,
  guard: Guard,
  origin: Frame['origin'],
  vouchers: Frame['vouchers'] = [],
): Frame {
  return makeFrame({
    origin,
    scope: 'database',
    login: loginRefOf(world.catalog, user),
    user: { kind: 'user', id: user.id },
    home: world.database,
    vouchers,
    guard,
  });
}

function cannotRunAs(name: string, refusal: ErrorOutcome['refusal']): ErrorOutcome {
  return serverError({ message: messages.cannotExecuteAsUser(name), span: { start: 0, end: 0 }, refusal });
}
