/**
 * Who may start a module: the principals and roles to which scripts grant EXECUTE (on a view: SELECT), who may write to
 * the table of a trigger, the user under whom a queue starts a procedure, the logins that a logon trigger meets. The
 * body is run for each as for a caller of whom nothing else is known. Owners and the members of fixed roles are left
 * out: they hold what they need (CHN-2, CHN-3).
 */
import { onDatabase } from '../../catalog/decide/question';
import { highestRights } from '../../catalog/decide/standing';
import { dboId, publicId } from '../../catalog/ids';
import { activatedText, objects, permissions, securableText } from '../../catalog/indexes';
import type {
  Database,
  DatabasePrincipal,
  Id,
  Module,
  PermissionRow,
  Securable,
  ServerPrincipal,
} from '../../catalog/model';
import { effectiveOwner } from '../../catalog/securable';
import type { Statement } from '../../syntax/statement';
import type { Name } from '../../text/name';
import { clauseFrame, userFrame } from '../calls/module-frame';
import { resolveObject } from '../names/resolve';
import { subject } from '../session/identity';
import { makeFrame } from '../session/make';
import { loginRefOf } from '../session/mapping';
import type { Context, Frame, LoginRef, Run, World } from '../session/model';
import { askingIn, stepsOf } from './asking';
import { asCaller, entryOf, type FoundModule, moduleOf } from './body-entry';
import { callsForAnybody } from './for-anybody';
import type { ModuleBody } from './module-bodies';
import { runRoutine } from './run';

/** What somebody does who starts a module. */
export type Starts =
  | 'executes it'
  | 'reads it'
  | 'fires it'
  | 'is its activation user'
  | 'connects'
  /** Nobody was granted it: public stands for whoever will be, where a signature is looked at. */
  | 'may be anybody';

export interface GranteeRun {
  readonly grantee: DatabasePrincipal | ServerPrincipal;
  readonly starts: Starts;
  /** Of an activation user: the queue that starts it. */
  readonly queue?: Name;
  readonly run: Run;
}

const nothing: ReadonlySet<Statement> = new Set();

/** So many are looked at for each module. */
const most = 30;

/**
 * Runs a body that runs as its caller for each of those who may start it: what of it counts for them. `part` finds that from
 * its run for any caller.
 */
export function* granteeRuns(
  context: Context,
  body: ModuleBody,
  part = askingIn,
): Generator<undefined, readonly GranteeRun[]> {
  const { statement, world } = body;
  const found = moduleOf(world, statement);
  if (!found || found.module.external || (statement.type === 'view' && !namesAnother(statement))) return [];
  const runs: GranteeRun[] = [];
  const all = found.server
    ? connecting(world, found.module)
    : [...granteesOf(world, found), ...activationUsers(world, found)];
  if (all.length === 0) return [];
  const steps = stepsOf(body.run);
  const same = found.server ? nothing : yield* callsForAnybody(context, world, steps);
  const asking = found.server ? statement.body : part(statement.body, steps, same);
  for (const { frame, ...one } of all.slice(0, most)) {
    const { run } = yield* runRoutine(context, asking, entryOf(world, statement, frame));
    runs.push({ ...one, run });
  }
  return runs;
}

/** Whether a view reads another database: within its own, whoever reads it finds out there and then. */
function namesAnother({ body }: ModuleBody['statement']): boolean {
  return body.some(({ node }) => 'uses' in node && node.uses.accesses.some(({ name }) => name.database !== undefined));
}

interface Grantee extends Omit<GranteeRun, 'run'> {
  readonly frame: Frame;
}

function granteesOf(world: World, { database, key, module }: FoundModule): readonly Grantee[] {
  if (module.runAs.kind !== 'caller') return []; // it is the same for all of them
  const wanted = wantedFor(database, module);
  if (!wanted) return [];
  const isSigned = module.signatures.some(({ counter }) => !counter);
  const holders = new Set<Id>();
  for (const securable of wanted.on)
    for (const row of permissions.find(database.permissions, securableText(securable)))
      if (isGiven(row, wanted.permissions)) holders.add(row.grantee);
  const anybody = holders.size === 0 && isSigned ? database.principals.get(publicId) : undefined;
  if (anybody) return [{ grantee: anybody, starts: 'may be anybody', frame: frameOf(world, key, anybody) }];
  return [...holders].flatMap((id): Grantee[] => {
    const grantee = database.principals.get(id);
    if (!grantee || isPrivileged(database, module, grantee)) return [];
    return [{ grantee, starts: wanted.starts, frame: frameOf(world, key, grantee) }];
  });
}

/** Any of the permissions on any of the securables lets its grantee start the module. */
interface Wanted {
  readonly starts: Starts;
  readonly permissions: readonly string[];
  readonly on: readonly Securable[];
}

function wantedFor(database: Database, module: Module): Wanted | undefined {
  switch (module.type) {
    case 'procedure':
      return { starts: 'executes it', permissions: ['EXECUTE'], on: around(module) };
    case 'function': {
      const permission = module.returns === 'scalar' ? 'EXECUTE' : 'SELECT';
      return { starts: 'executes it', permissions: [permission], on: around(module) };
    }
    case 'view':
      return { starts: 'reads it', permissions: ['SELECT'], on: around(module) };
    case 'dml_trigger': {
      const table = module.parent === undefined ? undefined : database.objects.get(module.parent);
      return table && module.enabled
        ? { starts: 'fires it', permissions: module.events, on: around(table) }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** An object and what holds it. */
function around({ id, schema }: { readonly id: Id; readonly schema: Id }): readonly Securable[] {
  return [{ class: 'OBJECT', id }, { class: 'SCHEMA', id: schema }, onDatabase];
}

function isGiven({ state, permission, certain }: PermissionRow, wanted: readonly string[]): boolean {
  return state !== 'deny' && certain && wanted.includes(permission);
}

function isPrivileged(database: Database, module: Module, { id, fixed, name }: DatabasePrincipal): boolean {
  if (id === dboId || effectiveOwner(database, module) === id) return true;
  return fixed && name !== 'public';
}

/** The session of a grantee: of a role nothing is known but that its members hold what it holds. */
function frameOf(world: World, key: FoundModule['key'], grantee: DatabasePrincipal): Frame {
  const guard = { database: key, revert: 'never' } as const;
  const base = asCaller(world, world.stack.frame);
  const login = loginRefOf(world.catalog, grantee);
  if (isUser.has(grantee.type) && login.kind === 'login') return sessionOf(login, key);
  if (isUser.has(grantee.type) && login.kind === 'sid') return userFrame(base, grantee, guard, 'user');
  return makeFrame({
    origin: 'session',
    scope: 'server',
    login: { kind: 'holder' },
    user: { kind: 'holder', id: grantee.id, in: key },
    home: undefined,
    vouchers: [],
    guard,
  });
}

/** The frame of a session of a login. */
function sessionOf(login: LoginRef, database: FoundModule['key']): Frame {
  return makeFrame({
    origin: 'session',
    scope: 'server',
    login,
    user: { kind: 'mapped' },
    home: undefined,
    vouchers: [],
    guard: { database, revert: 'never' },
  });
}

const isUser: ReadonlySet<DatabasePrincipal['type']> = new Set(['sql_user', 'windows_user', 'external_user']);

/** The logins whose connections a logon trigger looks at, but for the administrators. */
function connecting(world: World, { events, runAs, enabled }: Module): readonly Grantee[] {
  if (!events.includes('LOGON') || runAs.kind !== 'caller' || !enabled) return [];
  const logins = [...world.catalog.server.principals.values()].filter(
    ({ type, fixed, disabled }) => (type === 'sql_login' || type === 'windows_login') && !fixed && !disabled,
  );
  return logins.flatMap((login): Grantee[] => {
    const frame = sessionOf({ kind: 'login', id: login.id }, world.database);
    const { loginToken } = subject(asCaller(world, frame), world.database);
    const rights = highestRights(world.catalog, { loginToken });
    return rights.sure || rights.maybe ? [] : [{ grantee: login, starts: 'connects', frame }];
  });
}

/** The users under whom queues of the database start the procedure. */
function activationUsers(world: World, { database, key, module }: FoundModule): readonly Grantee[] {
  if (module.type !== 'procedure' || module.runAs.kind !== 'caller') return [];
  const found: Grantee[] = [];
  for (const queue of objects.find(database.objects, activatedText)) {
    if (queue.kind !== 'queue' || !queue.activation) continue;
    const { procedure, context } = queue.activation;
    const resolved = resolveObject(world, procedure);
    if (resolved.kind !== 'object' || resolved.object.id !== module.id || resolved.key !== key) continue;
    const frame = clauseFrame(
      asCaller(world, world.stack.frame),
      database,
      undefined,
      context,
      undefined,
      'activation',
    );
    const user = frame && !('kind' in frame) && frame.user.kind === 'user' ? frame.user.id : undefined;
    const grantee = user === undefined ? undefined : database.principals.get(user);
    if (frame && !('kind' in frame) && grantee)
      found.push({ grantee, starts: 'is its activation user', queue: queue.name, frame });
  }
  return found;
}
