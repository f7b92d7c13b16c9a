/** HAS_PERMS_BY_NAME and sys.fn_my_permissions: the effective permissions of the frame in effect (TOK-30, TOK-36). */

import { isClass, permissionsOf } from '../../catalog/builtin';
import { databaseKey, foldIn } from '../../catalog/collation';
import { decide } from '../../catalog/decide/decide';
import { fitsSecurable } from '../../catalog/decide/grant-rules';
import { decideImpersonateLogin, decideImpersonateUser } from '../../catalog/decide/impersonate';
import { questionOn } from '../../catalog/decide/question';
import { decideOnSystemObject, systemNameOf } from '../../catalog/decide/system-objects';
import type { Verdict } from '../../catalog/decide/verdict';
import { databaseId, dboId, serverId } from '../../catalog/ids';
import type { Database, Securable, SqlObject } from '../../catalog/model';
import type { Reason } from '../../catalog/reason';
import { isServerScoped } from '../../catalog/securable';
import { bracket, type Folded } from '../../text/name';
import { enterDatabase } from '../names/access';
import { findSecurable } from '../names/securables';
import { splitName } from '../names/split-name';
import { currentUserId, subject } from '../session/identity';
import type { Value, World } from '../session/model';

const unknown = (because: Reason): Value => ({ kind: 'unknown', because });
const nothing: Value = { kind: 'null' };

export interface Target {
  readonly securable: Securable;
  readonly key: Folded;
  readonly database: Database | undefined;
  readonly object?: SqlObject | undefined;
}
export type TargetFound =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'absent' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unknown'; readonly because: Reason };

/**
 * HAS_PERMS_BY_NAME(securable, class, permission [, column, 'COLUMN']): 1, 0, or NULL for what is no class or
 * permission (TOK-36).
 */
export function hasPermsByName(world: World, args: readonly Value[]): Value {
  const lost = args.find((arg) => arg.kind === 'unknown');
  if (lost) return lost;
  const [securable, kind, permission, column] = args;
  if (permission?.kind !== 'string') return nothing;
  const found = targetOf(world, securable, kind);
  if (found.kind === 'unknown') return unknown(found.because);
  if (found.kind === 'invalid') return nothing;
  if (found.kind === 'absent') return currentUserId(world) === dboId ? { kind: 'number', value: 0 } : nothing;
  const target: Target =
    column?.kind === 'string'
      ? {
          ...found.target,
          securable: {
            ...found.target.securable,
            column: foldIn(found.target.database ?? {}, splitName(column.value)?.at(-1) ?? column.value),
          },
        }
      : found.target;
  return answer(world, target, permission.value.trim().toUpperCase());
}

function answer(world: World, target: Target, permission: string): Value {
  const all = permissionsOn(world, target);
  const asked = permission === 'ANY' ? all : all.filter((one) => one === permission);
  if (asked.length === 0) return nothing;
  const verdicts = asked.map((one) => effective(world, target, one));
  if (verdicts.some((one) => one.kind === 'allowed')) return { kind: 'number', value: 1 };
  const open = verdicts.find((one) => one.kind === 'unknown');
  return open?.kind === 'unknown' ? unknown(open.because) : { kind: 'number', value: 0 };
}

/** The permissions that there are on such a thing. */
export function permissionsOn(world: World, { securable, object }: Target): readonly string[] {
  return permissionsOf(world.catalog.version, securable.class).filter(
    (permission) => fitsSecurable(world.catalog, securable.class, permission, object) === 'fits',
  );
}

/** Whether the frame in effect holds the permission, however it came by it. */
export function effective(world: World, { securable, key, database }: Target, permission: string): Verdict {
  const { catalog } = world;
  const who = subject(world, key);
  if (permission === 'IMPERSONATE') {
    const user = securable.class === 'USER' ? database?.principals.get(securable.id) : undefined;
    if (user && database) return decideImpersonateUser(catalog, { ...who, database }, user);
    const login = securable.class === 'LOGIN' ? catalog.server.principals.get(securable.id) : undefined;
    if (login) return decideImpersonateLogin(catalog, who, login);
  }
  const question = questionOn(catalog, isServerScoped(securable.class) ? undefined : database, permission, securable);
  const system = systemNameOf(securable);
  return system === undefined ? decide(catalog, who, question) : decideOnSystemObject(catalog, who, question, system);
}

/** What a securable's name and class denote: both NULL is the server; the name NULL the current database. */
export function targetOf(world: World, name: Value | undefined, kind: Value | undefined): TargetFound {
  if (name?.kind === 'unknown') return name;
  if (kind?.kind === 'unknown') return kind;
  const current = world.catalog.databases.get(world.database);
  const asked = kind?.kind === 'string' ? kind.value.trim().toUpperCase() : undefined;
  const server: TargetFound = {
    kind: 'target',
    target: { securable: { class: 'SERVER', id: serverId }, key: world.database, database: undefined },
  };
  if (asked === undefined) return name === undefined || name.kind === 'null' ? server : { kind: 'invalid' };
  if (asked === 'SERVER') return server;
  if (!isClass(asked)) return { kind: 'invalid' };
  if (name?.kind !== 'string') {
    if (asked !== 'DATABASE' || !current) return { kind: 'invalid' };
    return {
      kind: 'target',
      target: { securable: { class: 'DATABASE', id: databaseId }, key: world.database, database: current },
    };
  }
  const parts = splitName(name.value);
  if (!parts || parts.length > 3) return { kind: 'invalid' };
  if (asked === 'DATABASE') return databaseTarget(world, parts[0] ?? '');
  const [last, schema, other] = parts.toReversed();
  if (other !== undefined && other !== '' && databaseKey(world.catalog, other) !== world.database)
    return elsewhere(world, other, parts, asked);
  const text = parts.map(bracket).join('.');
  const span = { start: 0, end: 0 };
  const found = findSecurable(world, asked, {
    name: last ?? '',
    text,
    span,
    ...(schema !== undefined && schema !== '' && { schema }),
  });
  if (found.kind === 'absent') return found;
  if (found.kind === 'unknown') return { kind: 'unknown', because: found.because };
  return {
    kind: 'target',
    target: { securable: found.entry.securable, object: found.entry.object, key: world.database, database: current },
  };
}

function databaseTarget(world: World, name: string): TargetFound {
  const entered = enterDatabase(world, name, { start: 0, end: 0 });
  if (entered.kind === 'refused') return { kind: 'invalid' };
  if (entered.kind === 'unknown') return entered;
  return {
    kind: 'target',
    target: { securable: { class: 'DATABASE', id: databaseId }, key: entered.key, database: entered.database },
  };
}

/** A name of another database: as if asked there. */
function elsewhere(world: World, database: string, parts: readonly string[], kind: string): TargetFound {
  const entered = enterDatabase(world, database, { start: 0, end: 0 });
  if (entered.kind === 'refused') return { kind: 'absent' };
  if (entered.kind === 'unknown') return entered;
  const [last, schema] = parts.toReversed();
  const moved: World = { ...world, database: entered.key };
  const found = findSecurable(moved, kind, {
    name: last ?? '',
    text: parts.join('.'),
    span: { start: 0, end: 0 },
    ...(schema ? { schema } : { schema: 'dbo' }),
  });
  if (found.kind === 'absent') return found;
  if (found.kind === 'unknown') return { kind: 'unknown', because: found.because };
  return {
    kind: 'target',
    target: {
      securable: found.entry.securable,
      object: found.entry.object,
      key: entered.key,
      database: entered.database,
    },
  };
}
