/**
 * The EXECUTE AS clause of a module or queue, as it is stored: who may be named, and what the author needs (MOD-1,
 * MOD-3, MOD-6 to MOD-8, MOD-18).
 */

import { implyLogin, implyPrincipal } from '../../catalog/change/principals/implied';
import { createUser } from '../../catalog/change/principals/principals';
import { decideImpersonateLogin, decideImpersonateUser, impersonableUser } from '../../catalog/decide/impersonate';
import { findLogin, findPrincipal } from '../../catalog/lookup';
import type { Catalog, Id, RunAs } from '../../catalog/model';
import { databaseNotKnown, lacking, type Reason } from '../../catalog/reason';
import type { StatementOf } from '../../syntax/statement';
import type { ModuleContext } from '../../syntax/statements/modules';
import { here, type Need, onDatabase } from '../judge/needs';
import { currentLoginId, currentUserId } from '../session/identity';
import { change } from '../session/make';
import * as messages from '../session/messages';
import type { ErrorOutcome, World } from '../session/model';
import { refusalWithoutNumber, serverError } from '../session/server-error';

export interface Clause {
  readonly runAs: RunAs;
  readonly need?: Need;
  /** The catalog with the user that the clause made (MOD-8), and what is not known about it. */
  readonly made?: { readonly catalog: Catalog; readonly because: Reason };
}

export interface ClauseRequest {
  /** Undefined: none is written, which means CALLER. */
  readonly clause: ModuleContext | undefined;
  /** Of a trigger ON ALL SERVER: the name is a login. */
  readonly server: boolean;
  /** Who owns the module, or will. */
  readonly owner: Id | undefined;
}

/**
 * SELF is the principal of the frame that runs the statement (MOD-3); a name, and OWNER, need IMPERSONATE (MOD-6,
 * MOD-7).
 */
export function resolveClause(world: World, { clause, server, owner }: ClauseRequest): Clause | ErrorOutcome {
  if (!clause || clause.kind === 'caller') return { runAs: { kind: 'caller' } };
  if (clause.kind === 'self') return self(world, server ? 'login' : 'user');
  const place = here(world);
  if (!place) return { runAs: { kind: 'unknown', because: databaseNotKnown } };
  if (clause.kind === 'named') return server ? namedLogin(world, clause) : namedUser(world, clause);
  const principal = owner === undefined ? undefined : place.database.principals.get(owner);
  // An owner that nobody can be is found out when the module is called (MOD-5).
  if (!principal || principal.type === 'role' || principal.type === 'application_role')
    return { runAs: { kind: 'owner' } };
  const verdict = decideImpersonateUser(world.catalog, { ...place.subject, database: place.database }, principal);
  return {
    runAs: { kind: 'owner' },
    need: { verdict, message: messages.cannot('execute as', 'user', principal.name) },
  };
}

function self(world: World, kind: 'login' | 'user'): Clause {
  const id = kind === 'login' ? currentLoginId(world) : currentUserId(world);
  if (id === undefined)
    return { runAs: { kind: 'unknown', because: lacking('caller', 'who creates the module is not known') } };
  return { runAs: { kind, id, self: true } };
}

type Named = ModuleContext & { kind: 'named' };

function missing({ name, span }: Named, level: 'login' | 'user'): ErrorOutcome {
  return serverError({
    message: messages.cannot('execute as', level, name),
    span,
    refusal: { kind: 'principal-missing', level, name, otherLevel: false },
  });
}

function namedLogin(world: World, clause: Named): Clause | ErrorOutcome {
  const login = findLogin(world.catalog, clause.name);
  if (login.kind === 'absent') return missing(clause, 'login');
  if (!login.entry) {
    const catalog = implyLogin(world.catalog, clause.name);
    return unsure(namedLogin(change(world, { catalog }), clause), catalog, login.because);
  }
  const verdict = decideImpersonateLogin(world.catalog, here(world)?.subject ?? {}, login.entry);
  return {
    runAs: { kind: 'login', id: login.entry.id, self: false },
    need: { verdict, message: messages.cannot('execute as', 'login', clause.name) },
  };
}

/** The clause where a principal that nobody declared is there; whether it is, is not known. */
function unsure(clause: Clause | ErrorOutcome, catalog: Catalog, because: Reason): Clause | ErrorOutcome {
  return 'kind' in clause ? clause : { ...clause, made: { catalog, because } };
}

function namedUser(world: World, clause: Named): Clause | ErrorOutcome {
  const { database, subject } = here(world)!;
  const user = findPrincipal(database, clause.name);
  if (user.kind === 'absent') return clause.name.includes('\\') ? windowsUser(world, clause) : missing(clause, 'user');
  if (!user.entry) {
    const catalog = implyPrincipal(world.catalog, world.database, clause.name, 'user');
    return unsure(namedUser(change(world, { catalog }), clause), catalog, user.because);
  }
  const possible = impersonableUser(world.catalog, user.entry);
  if (possible.kind === 'no' && !possible.orphaned) return missing(clause, 'user');
  const verdict = decideImpersonateUser(world.catalog, { ...subject, database }, user.entry);
  return {
    runAs: { kind: 'user', id: user.entry.id, self: false },
    need: { verdict, message: messages.cannot('execute as', 'user', clause.name) },
  };
}

/**
 * A Windows account without a user: it is made one, if the author may make it and Windows knows the account (MOD-8).
 */
function windowsUser(world: World, clause: Named): Clause | ErrorOutcome {
  const need = onDatabase(world, 'CONTROL', messages.cannot('execute as', 'user', clause.name));
  if (need.verdict.kind === 'denied') return missing(clause, 'user');
  const login = findLogin(world.catalog, clause.name);
  const sid = login.kind === 'found' ? login.entry.sid : undefined;
  const catalog = createUser(world.catalog, world.database, {
    name: clause.name,
    type: 'windows_user',
    authentication: 'login',
    ...(sid !== undefined && { sid }),
  });
  const made = findPrincipal(catalog.databases.get(world.database)!, clause.name);
  const because = lacking(
    'windows',
    `whether Windows knows '${clause.name}', and whether it has access by a group, is not known`,
  );
  if (made.kind !== 'found') return { runAs: { kind: 'unknown', because } };
  return { runAs: { kind: 'user', id: made.entry.id, self: false }, need, made: { catalog, because } };
}

/** Modules that can have no clause, or not this one, whoever asks (MOD-1). */
export function clauseRefusal({
  executeAs,
  type,
  returns,
  trigger,
}: StatementOf<'create_module'>): ErrorOutcome | undefined {
  if (!executeAs) return undefined;
  const refuse = (because: string, kind: 'clause' | 'other'): ErrorOutcome =>
    refusalWithoutNumber(`Incorrect use of EXECUTE AS: ${because}.`, executeAs.span, { kind, because });
  if (type === 'view') return refuse('a view has no EXECUTE AS clause', 'other');
  if (returns === 'inline') return refuse('an inline table-valued function has no EXECUTE AS clause', 'clause');
  if (executeAs.kind === 'owner' && trigger && trigger.on.kind !== 'object')
    return serverError({
      message: messages.ownerNotValidForTrigger(),
      span: executeAs.span,
      refusal: { kind: 'clause', because: 'a DDL trigger has no EXECUTE AS OWNER' },
    });
  return undefined;
}

/** A queue runs as SELF, OWNER or a user, never as CALLER (MOD-1, ENT-1). */
export function activationRefusal(clause: ModuleContext): ErrorOutcome | undefined {
  if (clause.kind !== 'caller') return undefined;
  const because = 'activation has no caller: SELF, OWNER or a user can be named';
  return refusalWithoutNumber(`Incorrect use of EXECUTE AS: ${because}.`, clause.span, { kind: 'clause', because });
}
