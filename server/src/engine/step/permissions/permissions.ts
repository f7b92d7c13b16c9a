/** GRANT, DENY, REVOKE (GRA-1 to GRA-12) and ALTER AUTHORIZATION (PRN-40 to PRN-45). */

import {
  deny,
  grant,
  needsCascade,
  type PermissionPlace,
  revoke,
} from '../../../catalog/change/permissions/permissions';
import { databaseKey, foldIn, sameNameIn } from '../../../catalog/collation';
import { decideGrant } from '../../../catalog/decide/grant';
import {
  allPermissions,
  classWithoutSecurable,
  fitsSecurable,
  refusedGrantee,
} from '../../../catalog/decide/grant-rules';
import { databaseId, guestId, publicId, serverId } from '../../../catalog/ids';
import { findPrincipal, findServerPrincipal } from '../../../catalog/lookup';
import type { Catalog, Id, Securable } from '../../../catalog/model';
import { databaseNotKnown } from '../../../catalog/reason';
import type { NamedAt } from '../../../syntax/expression';
import { misplacedColumns } from '../../../syntax/grant-columns';
import type { StatementOf } from '../../../syntax/statement';
import { fold, sameName } from '../../../text/name';
import type { Span } from '../../../text/span';
import { here, type Need, settle } from '../../judge/needs';
import { findSecurable, type SecurableFound } from '../../names/securables';
import { type Effect, failed, ok, type StepFunction, unchanged, unknown } from '../../session/effect';
import { currentLoginId, currentUserId } from '../../session/identity';
import * as messages from '../../session/messages';
import type { Outcome, Refusal, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { cannot, withFound } from '../principals/principals';

type Permission = StatementOf<'permission'>;

export const stepPermission: StepFunction<Permission> = (_, statement, world) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const { securable } = statement;
  const misplaced = misplacedColumns(statement);
  if (misplaced) return refuse(world, statement, messages.numbered(misplaced.number), { span: misplaced.span });
  if (!securable) {
    const kind =
      statement.permissions
        .map(({ name }) => classWithoutSecurable(world.catalog, name))
        .find((one) => one !== undefined) ?? 'DATABASE';
    const entry: SecurableFound = {
      securable: { class: kind, id: kind === 'SERVER' ? serverId : databaseId },
      server: kind === 'SERVER',
    };
    return onTarget(statement, world, entry);
  }
  const stranger = knownByClass.has(securable.class) && strangeTo(world, securable.class, statement);
  if (stranger) return refuse(world, statement, messages.syntaxErrorNear(stranger.name), { span: stranger.span });
  const elsewhere = (name: string | undefined) =>
    name !== undefined && databaseKey(world.catalog, name) !== world.database;
  if (elsewhere(securable.name.database))
    return refuse(world, statement, messages.onlyInCurrentDatabase(), { refusal: inItsOwn });
  return withFound(
    world,
    findSecurable(world, securable.class, securable.name),
    () => cannotFind(world, statement),
    (entry) =>
      securable.class === 'DATABASE' && elsewhere(securable.name.name)
        ? refuse(world, statement, messages.onlyInCurrentDatabase(), { refusal: inItsOwn })
        : onSecurableFound(statement, world, entry),
  );
};

/** Classes whose permissions are told apart as the statement compiles, before the name is looked for (GRA-9). */
const knownByClass: ReadonlySet<string> = new Set([
  'USER',
  'ROLE',
  'TYPE',
  'XML SCHEMA COLLECTION',
  'FULLTEXT CATALOG',
]);

function strangeTo(
  world: World,
  kind: string,
  { permissions }: Permission,
): Permission['permissions'][number] | undefined {
  return permissions.find(({ name }) => fitsSecurable(world.catalog, kind, name) !== 'fits');
}

const condition: Refusal = { kind: 'other', because: 'a condition on GRANT, DENY and REVOKE' };
const inMaster: Refusal = { kind: 'wrong-database', needed: 'master' };
const inItsOwn: Refusal = { kind: 'wrong-database', needed: undefined };

function refuse(
  world: World,
  statement: Permission,
  message: messages.Message,
  { span = statement.span, refusal = condition }: { readonly span?: Span; readonly refusal?: Refusal } = {},
): Effect {
  return failed(
    world,
    serverError({
      message,
      span,
      refusal,
    }),
  );
}

/** A principal of another kind than the class says, and a fixed role, are no securables: "the object" is not found. */
function cannotFind(world: World, { securable }: Permission): Effect {
  const { name } = securable!.name;
  const { database } = here(world)!;
  const isPrincipal = /^(USER|(APPLICATION )?ROLE)$/.test(securable!.class);
  const another = isPrincipal && findPrincipal(database, name).kind === 'found';
  const what = another ? 'object' : securable!.class.toLowerCase();
  return failed(
    world,
    serverError({
      message: messages.cannot('find', what, name),
      span: securable!.span,
      refusal: { kind: 'missing', what, name },
    }),
  );
}

/** Nothing is granted on the fixed roles; public is none of them. */
function isFixedRole(world: World, { securable }: SecurableFound): boolean {
  const principal = securable.class === 'ROLE' ? here(world)!.database.principals.get(securable.id) : undefined;
  return principal?.fixed === true && principal.id !== publicId;
}

function onSecurableFound(statement: Permission, world: World, target: SecurableFound): Effect {
  if (isFixedRole(world, target)) return cannotFind(world, statement);
  if (statement.all && !takesAll.has(target.securable.class))
    return refuse(world, statement, messages.allNotAvailable());
  return onTarget(statement, world, target);
}

/** ALL stands for something on these only (GRA-11); on others it is 4623. */
const takesAll: ReadonlySet<string> = new Set(['DATABASE', 'OBJECT']);

function onTarget(statement: Permission, world: World, target: SecurableFound): Effect {
  if (target.server && world.database !== fold('master'))
    return refuse(world, statement, messages.onlyInMaster(), { refusal: inMaster });
  if (world.database !== fold('master') && isGrantedInMasterOnly(statement, target))
    return refuse(world, statement, messages.systemObjectsOnlyInMaster(), { refusal: inMaster });
  const { database } = here(world)!;
  const permissions = [...(statement.all ? allOf(statement, world, target) : []), ...statement.permissions];
  let effect: Effect = ok(world);
  for (const permission of permissions) {
    const fit = fitsSecurable(world.catalog, target.securable.class, permission.name, target.object);
    if (fit === 'wrong-object')
      return refuse(world, statement, messages.incompatiblePrivilege(permission.name), { span: permission.span });
    if (fit !== 'fits')
      return refuse(world, statement, messages.syntaxErrorNear(permission.name), { span: permission.span });
    if (permission.name === 'CREATE DATABASE' && world.database !== fold('master'))
      return refuse(world, statement, messages.createDatabaseOnlyInMaster(), {
        span: permission.span,
        refusal: inMaster,
      });
    const columns = permission.columns.length > 0 ? permission.columns : (statement.securable?.columns ?? []);
    if (columns.length > 0 && target.object?.kind === 'synonym')
      return refuse(world, statement, messages.noColumnsForEntity(), { span: permission.span });
    const own =
      target.object && (target.object.kind === 'table' || target.object.kind === 'module')
        ? target.object.columns
        : undefined;
    const stray = own && columns.find((column) => !own.some((name) => sameNameIn(database, name, column.name)));
    if (stray) return refuse(world, statement, messages.invalidColumn(stray.name), { span: stray.span });
    const securables: readonly Securable[] =
      columns.length > 0
        ? columns.map((column) => ({ ...target.securable, column: foldIn(database, column.name) }))
        : [target.securable];
    for (const securable of securables) {
      for (const grantee of statement.principals) {
        effect = combine(effect, (state) => one(statement, state, { ...target, securable }, permission.name, grantee));
        if (effect.outcome.kind === 'error') return { ...effect, after: world };
      }
    }
  }
  return effect;
}

/** CREATE DATABASE is one of them in master only (4619). */
function allOf({ span }: Permission, world: World, { securable, object }: SecurableFound): Permission['permissions'] {
  const inMaster = world.database === fold('master');
  return allPermissions(securable.class, object)
    .filter((name) => inMaster || name !== 'CREATE DATABASE')
    .map((name) => ({ name, columns: [], span }));
}

/** The system's procedures, server-wide views and the views of INFORMATION_SCHEMA (4629). */
function isGrantedInMasterOnly({ securable }: Permission, target: SecurableFound): boolean {
  if (!target.securable.id.startsWith('system:')) return false;
  const { schema } = securable!.name;
  return (schema !== undefined && sameName(schema, 'INFORMATION_SCHEMA')) || ofTheServer.test(target.securable.id);
}

const ofTheServer =
  /^system:sys\.(sp_|xp_|dm_|server_|(databases|sql_logins|syslogins|sysprocesses|configurations|credentials|endpoints|linked_logins|remote_logins|login_token|master_files|messages|servers)$)/;

function combine(effect: Effect, next: (world: World) => Effect): Effect {
  const made = next(effect.after);
  const outcome: Outcome =
    effect.outcome.kind === 'unknown' && made.outcome.kind === 'ok' ? effect.outcome : made.outcome;
  return { ...made, outcome };
}

/** One row: one permission, one securable, one grantee. guest keeps CONNECT in master and tempdb (PRN-25). */
function one(
  statement: Permission,
  world: World,
  target: SecurableFound,
  permission: string,
  grantee: NamedAt,
): Effect {
  const place = here(world)!;
  const database = target.server ? undefined : place.database;
  const found = database ? findPrincipal(database, grantee.name) : findServerPrincipal(world.catalog, grantee.name);
  return withFound<{ readonly id: Id }>(
    world,
    found,
    () => cannot(world, 'find', target.server ? 'login' : 'user', grantee),
    (principal) => {
      const self = target.server ? currentLoginId(world) : currentUserId(world);
      const special = refusedGrantee(world.catalog, database, target.securable, principal.id, self);
      if (special) {
        const refusal = { kind: 'other', because: 'a principal that nothing can be granted to' } as const;
        return failed(world, serverError({ message: messages.numbered(special), span: grantee.span, refusal }));
      }
      if (target.securable.class === 'USER' && target.securable.id === principal.id)
        return unchanged(world, 'nobody is granted or denied anything on himself');
      if (
        database &&
        statement.action !== 'grant' &&
        permission === 'CONNECT' &&
        principal.id === guestId &&
        ['master', 'tempdb'].includes(world.database)
      )
        return refuse(world, statement, messages.guestNeeded());
      const as =
        statement.as &&
        (database ? findPrincipal(database, statement.as.name) : findServerPrincipal(world.catalog, statement.as.name));
      const request = {
        action: statement.action,
        permission,
        securable: target.securable,
        as: as?.kind === 'found' ? as.entry.id : undefined,
      };
      if (statement.as && as?.kind === 'absent')
        return cannot(world, 'find', target.server ? 'login' : 'user', statement.as);
      const { verdict, grantor, asRefused } = decideGrant(
        world.catalog,
        target.server ? { ...place.subject, database: undefined } : place.subject,
        request,
      );
      const { class: kind } = target.securable;
      const refusal =
        kind === 'DATABASE' || kind === 'SERVER'
          ? messages.noGrantPermission()
          : messages.cannot('find', kind.toLowerCase(), statement.securable?.name.name ?? '');
      const need: Need = {
        verdict,
        message: asRefused ? messages.asClauseDenied(statement.as?.name ?? '') : refusal,
      };
      const where: PermissionPlace = target.server
        ? { kind: 'server' }
        : { kind: 'database', database: world.database };
      const row = { permission, securable: target.securable, grantee: principal.id, grantor };
      if (statement.action !== 'grant' && !statement.cascade && needsCascade(world.catalog, where, row, statement))
        return refuse(world, statement, messages.cascadeNeeded());
      return settle(world, statement.span, [need], () => ok(world, write(world.catalog, where, row, statement)));
    },
  );
}

function write(
  catalog: Catalog,
  where: PermissionPlace,
  row: Parameters<typeof grant>[2],
  statement: Permission,
): Catalog {
  switch (statement.action) {
    case 'grant':
      return grant(catalog, where, row, { withGrantOption: statement.withGrantOption });
    case 'deny':
      return deny(catalog, where, row, { cascade: statement.cascade });
    case 'revoke':
      return revoke(catalog, where, row, { cascade: statement.cascade, grantOptionFor: statement.grantOptionFor });
  }
}
