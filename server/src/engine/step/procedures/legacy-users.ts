/**
 * sp_adduser, sp_dropuser, sp_addrolemember, sp_addapprole and their relatives: users and roles with the schemas of
 * their names (PRN-50).
 */

import { createSchema, dropSchema } from '../../../catalog/change/objects/schemas';
import { grant, revoke } from '../../../catalog/change/permissions/permissions';
import { alterPrincipal } from '../../../catalog/change/principals/principals';
import { type Membership, memberOf } from '../../../catalog/decide/membership';
import { databaseQuestion, onDatabase as databaseSecurable } from '../../../catalog/decide/question';
import type { Question, Verdict } from '../../../catalog/decide/verdict';
import { dbOwnerId, dboId, guestId } from '../../../catalog/ids';
import { findPrincipal, findSchema, findServerPrincipal, findServerRole } from '../../../catalog/lookup';
import type { Catalog } from '../../../catalog/model';
import { databaseNotKnown, lacking } from '../../../catalog/reason';
import { fold, type Name } from '../../../text/name';
import { here, type Need, onDatabase, settle } from '../../judge/needs';
import { refuse } from '../../names/found';
import { type Effect, ok, unknown } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { stepDrop } from '../objects/drop';
import { stepAlterRole, stepApplicationRole, stepCreateUser } from '../principals/principals';
import type { LegacyCall } from './legacy-call';

/**
 * sp_grantdbaccess makes a user; sp_adduser, for owners only, a schema of the user's name too, and puts it into a role.
 */
export function addUser(call: LegacyCall, login: string): Effect {
  const { context, world, statement, at, text } = call;
  const name = text('@name_in_db', 1) ?? login;
  const create = {
    kind: 'create_user',
    node: 'create_user',
    span: statement.span,
    name: at(name),
    source: { kind: 'login', name: at(login) },
    options: [],
  } as const;
  if (call.name === 'sp_grantdbaccess') return stepCreateUser(context, create, world);
  return settle(world, statement.span, [ownerOfDatabase(world)], () => {
    const made = stepCreateUser(context, create, world);
    if (made.outcome.kind === 'error') return made;
    const owner = change(made.after, { catalog: withOwnSchema(made.after.catalog, world, name) });
    const role = text('@grpname', 2);
    return role === undefined
      ? { ...made, after: owner }
      : changeMember({ ...call, name: 'sp_addrolemember', world: owner }, 'database', role, name);
  });
}

/** A schema of the principal's own name, which becomes its default. */
function withOwnSchema(catalog: Catalog, world: World, name: string): Catalog {
  const database = catalog.databases.get(world.database);
  const principal = database && findPrincipal(database, name);
  if (!database || principal?.kind !== 'found') return catalog;
  const made =
    findSchema(database, name).kind === 'absent'
      ? createSchema(catalog, world.database, { name, owner: principal.entry.id })
      : catalog;
  return alterPrincipal(made, world.database, principal.entry.id, { defaultSchema: name });
}

/** dbo, or a member of db_owner. */
export function ownerOfDatabase(world: World): Need {
  const place = here(world);
  if (!place) return { verdict: { kind: 'unknown', because: databaseNotKnown }, message: messages.notPermitted() };
  const member = memberOf(place.subject.userToken, dbOwnerId, 'grant', { kind: 'database', database: place.database });
  const question = databaseQuestion(world.catalog, place.database, 'CONTROL');
  const who = place.subject.userToken?.rows[0]?.name ?? 'the caller';
  return { verdict: verdictOf(member, 'db_owner', who, question), message: messages.notPermitted() };
}

/** What a membership that is asked for comes to. */
export function verdictOf(member: Membership, role: Name, who: Name, question: Question): Verdict {
  switch (member.kind) {
    case 'member':
      return { kind: 'allowed', proof: { kind: 'role', principal: who, role, covers: `membership of ${role}` } };
    case 'perhaps':
      return { kind: 'unknown', because: member.because, question };
    case 'no':
      return { kind: 'denied', proof: { kind: 'nothing', principal: who }, question };
  }
}

/** sp_adduser 'guest', sp_dropuser 'guest': guest may connect, or may not; always in master and tempdb (PRN-25). */
export function changeGuest({ world, statement }: LegacyCall, action: 'grant' | 'revoke'): Effect {
  if (action === 'revoke' && ['master', 'tempdb'].includes(world.database))
    return refuse(world, messages.guestNeeded(), statement.span, 'user', 'guest');
  const row = { permission: 'CONNECT', securable: databaseSecurable, grantee: guestId, grantor: dboId };
  return settle(world, statement.span, [onDatabase(world, 'ALTER ANY USER', messages.notPermitted())], () =>
    ok(
      world,
      (action === 'grant' ? grant : revoke)(world.catalog, { kind: 'database', database: world.database }, row),
    ),
  );
}

/** sp_dropuser, sp_dropapprole: the empty schema of the same name, where it is the principal's own, goes with it. */
export function dropWithSchema(
  { context, world, statement, object }: LegacyCall,
  kind: 'USER' | 'APPLICATION ROLE',
  name: string,
): Effect {
  const database = world.catalog.databases.get(world.database);
  const principal = database && findPrincipal(database, name);
  if (kind === 'USER' && principal?.kind === 'absent')
    return refuse(world, messages.noSuchUser(name), statement.span, 'user', name);
  const schema = database && findSchema(database, name);
  const isOwn = schema?.kind === 'found' && principal?.kind === 'found' && schema.entry.owner === principal.entry.id;
  const isEmpty = isOwn && !database!.objects.some((one) => one.schema === schema.entry.id);
  const without = isEmpty
    ? change(world, { catalog: dropSchema(world.catalog, world.database, schema.entry.id) })
    : world;
  const node = kind === 'USER' ? 'drop_user' : 'drop_application_role';
  const dropped = stepDrop(
    context,
    { kind: 'drop', node, span: statement.span, class: kind, ifExists: false, names: [object(name)] },
    without,
  );
  return dropped.outcome.kind === 'error' ? { ...dropped, after: world } : dropped;
}

/**
 * sp_addrolemember role, member; sp_addsrvrolemember login, role. Each says in its own words what is missing (15014,
 * 15410, 15402, 15007).
 */
export function changeMember(
  call: LegacyCall,
  scope: 'server' | 'database',
  role: string | undefined,
  member: string | undefined,
): Effect {
  const { context, world, statement, at } = call;
  if (role === undefined || member === undefined)
    return unknown(world, lacking('value', 'the name is not known before the script is run'));
  const database = world.catalog.databases.get(world.database);
  if (scope === 'server') {
    const found = findServerRole(world.catalog, role);
    if (found.kind === 'absent' || (found.kind === 'found' && !found.entry.fixed && fold(role) !== 'public'))
      return refuse(world, messages.notAFixedServerRole(role), statement.span, 'fixed server role', role);
    if (findServerPrincipal(world.catalog, member).kind === 'absent')
      return refuse(world, messages.noSuchLogin(member), statement.span, 'login', member);
  } else if (database) {
    const found = findPrincipal(database, role);
    if (found.kind === 'absent' || (found.kind === 'found' && found.entry.type !== 'role'))
      return refuse(world, messages.noSuchRole(role), statement.span, 'role', role);
    if (findPrincipal(database, member).kind === 'absent')
      return refuse(world, messages.noSuchPrincipal(member), statement.span, 'principal', member);
  }
  const kind = call.name.startsWith('sp_add') ? 'add_member' : 'drop_member';
  return stepAlterRole(
    context,
    {
      kind: 'alter_role',
      node: 'alter_role',
      span: statement.span,
      scope,
      name: at(role),
      change: { kind, member: at(member) },
    },
    world,
  );
}

/** sp_addapprole: an application role with a schema of its name. */
export function addApplicationRole({ context, world, statement, at, text }: LegacyCall, name: string): Effect {
  const made = stepApplicationRole(
    context,
    {
      kind: 'create_application_role',
      node: 'create_application_role',
      span: statement.span,
      name: at(name),
      password: text('@password', 1) ?? null,
    },
    world,
  );
  if (made.outcome.kind === 'error') return made;
  return { ...made, after: change(made.after, { catalog: withOwnSchema(made.after.catalog, world, name) }) };
}
