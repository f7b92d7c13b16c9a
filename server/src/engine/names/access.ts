/** Entering another database: USE, and names of three parts (TOK-12 to TOK-14, XDB-1 to XDB-5, AZ-2). */

import { addOpenDatabase } from '../../catalog/change/server/databases';
import { databaseKey } from '../../catalog/collation';
import type { Subject } from '../../catalog/decide/decide';
import { findDatabase } from '../../catalog/lookup';
import type { Database } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { keysNotCompared } from '../../catalog/same-key';
import { type Folded, fold, isTemplate, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import { callerUnknown, entersByKeys, loginName, perhapsEntersByKeys, serverTrust, subject } from '../session/identity';
import { change } from '../session/make';
import { userIn } from '../session/mapping';
import * as messages from '../session/messages';
import type { Doubt, ErrorOutcome, World } from '../session/model';
import { serverError } from '../session/server-error';

export type Entered =
  | { readonly kind: 'entered'; readonly database: Database; readonly key: Folded; readonly subject: Subject }
  | { readonly kind: 'refused'; readonly outcome: ErrorOutcome }
  | ({ readonly kind: 'unknown' } & Doubt);

/** May the frame in effect be in this database, and as whom? Errors: 911, 916, 40515. */
export function enterDatabase(world: World, name: Name, span: Span): Entered {
  const key = databaseKey(world.catalog, name);
  const current = world.catalog.databases.get(world.database);
  if (key === world.database && current)
    return { kind: 'entered', database: current, key, subject: subject(world, key) };
  if (isTemplate(name) && !world.catalog.databases.has(key))
    return { kind: 'unknown', because: lacking('declaration', `the SQLCMD variable in '${name}' is not known`) };
  if (world.catalog.version === 'azure-sql-database' && key !== fold('tempdb') && key !== fold('master')) {
    return {
      kind: 'refused',
      outcome: serverError({
        message: messages.notInThisVersion(name),
        span,
        refusal: { kind: 'platform', because: 'Azure SQL Database has no names of another database' },
      }),
    };
  }
  const found = findDatabase(world.catalog, name);
  if (found.kind === 'absent')
    return {
      kind: 'refused',
      outcome: serverError({
        message: messages.noSuchDatabase(name),
        span,
        refusal: { kind: 'missing', what: 'database', name },
      }),
    };
  if (!found.entry) return undeclared(world, name, span);
  if (found.kind === 'unknown') return { kind: 'unknown', because: found.because };
  const user = userIn(world, key);
  switch (user.kind) {
    case 'none':
      if (entersByKeys(world, found.entry, user))
        return { kind: 'entered', database: found.entry, key, subject: subject(world, key) };
      if (perhapsEntersByKeys(world, found.entry, user)) return { kind: 'unknown', because: keysNotCompared };
      return { kind: 'refused', outcome: noAccess(world, found.entry, span, user) };
    case 'unknown':
      if (user.guest) return { kind: 'entered', database: found.entry, key, subject: subject(world, key) };
      return { kind: 'unknown', because: user.because, ...unlessIn(world, found.entry, span, user.unless) };
    case 'caller':
      return { kind: 'unknown', because: callerUnknown };
    default:
      return { kind: 'entered', database: found.entry, key, subject: subject(world, key) };
  }
}

/** A database that nobody declared: what holds for it where it is there. */
function undeclared(world: World, name: Name, span: Span): Entered {
  const there = enterDatabase(change(world, { catalog: addOpenDatabase(world.catalog, name) }), name, span);
  const because = lacking('declaration', `database '${name}' is not known`);
  return { kind: 'unknown', because, ...(there.kind === 'unknown' && there.unless && { unless: there.unless }) };
}

function unlessIn(world: World, target: Database, span: Span, fact: string | undefined): Pick<Doubt, 'unless'> {
  if (fact === undefined) return {};
  return { unless: { fact, refusal: noAccess(world, target, span, { sandboxed: true, untrusted: undefined }) } };
}

/** 916, naming the login identity of the frame (XDB-4). */
export function noAccess(
  world: World,
  target: Database,
  span: Span,
  user: {
    readonly sandboxed: boolean;
    readonly untrusted: readonly string[] | undefined;
    readonly unconnected?: Name;
    readonly impersonated?: true;
  },
): ErrorOutcome {
  const { frame } = world.stack;
  const shown = nameOfLogin(world);
  const home = frame.home === undefined ? undefined : world.catalog.databases.get(frame.home);
  return serverError({
    message: messages.cannotEnter(shown, target.name),
    span,
    refusal: user.sandboxed
      ? {
          kind: 'sandboxed',
          from: home?.name ?? world.database,
          to: target.name,
          user: kindOfUser(world),
          untrusted: user.untrusted,
        }
      : {
          kind: 'no-user',
          login: shown,
          database: target.name,
          ...(user.unconnected !== undefined && { unconnected: user.unconnected }),
          ...(user.impersonated && { impersonated: true as const }),
        },
  });
}

function kindOfUser({ catalog, stack: { frame } }: World): 'with-login' | 'without-login' | 'contained' {
  if (frame.login.kind !== 'sid') return 'with-login';
  const home = frame.home === undefined ? undefined : catalog.databases.get(frame.home);
  const user = frame.user.kind === 'user' ? home?.principals.get(frame.user.id) : undefined;
  return user?.authentication === 'database' ? 'contained' : 'without-login'; // XDB-18
}

/** The login in effect, as a message names it. */
function nameOfLogin(world: World): Name {
  const login = loginName(world);
  if (login.kind === 'known') return login.name;
  const { frame } = world.stack;
  const user =
    frame.user.kind === 'user' && frame.home !== undefined
      ? world.catalog.databases.get(frame.home)?.principals.get(frame.user.id)
      : undefined;
  return user ? `the login of ${user.name}` : 'the caller of the module';
}

/** Whether server-level actions of a database-scoped frame count (XDB-30, XDB-31). */
export function databaseTrust(world: World): 'trusted' | 'untrusted' | 'unknown' {
  const trust = serverTrust(world.catalog, world.stack.frame);
  return typeof trust === 'object' ? 'unknown' : trust;
}
