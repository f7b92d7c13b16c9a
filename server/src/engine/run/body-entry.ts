/**
 * Where the run of a module body on its own starts: under a symbolic caller, or the clause's principal (style: the body
 * has a run of its own).
 */
import { findDatabaseTrigger, findModule, findServerTrigger } from '../../catalog/lookup';
import type { Database, DefinitionId, Module } from '../../catalog/model';
import type { StatementOf } from '../../syntax/statement';
import { memo2 } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { enterModule } from '../calls/module-frame';
import { withUndecided } from '../calls/undecided-module';
import { defaultSchema } from '../session/identity';
import { change, makeFrame, makeSession, makeState, push } from '../session/make';
import type { Definitions, Frame, LoginRef, Session, State, World } from '../session/model';
import { batchScope, noVariables } from '../session/scope';

type Create = StatementOf<'create_module'>;

const caller: LoginRef = { kind: 'caller' };

/** The state at the first statement of the body for a caller who may be anybody, in a world in which it is made. */
export function bodyEntry(definitions: Definitions, world: World, statement: Create): State {
  const id = definitions.idOf(statement);
  const known = entries(statement, world);
  if (known.id !== id) Object.assign(known, { id, state: makeEntry(definitions, world, statement) });
  return known.state!;
}

/** The newest entry, and the id that the module had. */
const entries = memo2((_: Create, __: World): { id?: DefinitionId; state?: State } => ({}));

function makeEntry(definitions: Definitions, world: World, statement: Create): State {
  const anybody = makeFrame({
    origin: 'session',
    scope: 'server',
    login: caller,
    user: { kind: 'caller' },
    home: undefined,
    vouchers: [],
    guard: { database: world.database, revert: 'never' },
  });
  if (moduleOf(world, statement)) return entryOf(world, statement, anybody);
  const supposed = withUndecided(definitions, world, statement);
  return entered(asCaller(supposed, anybody), statement, madeBy(supposed, definitions.idOf(statement)));
}

/** The module of this text, by whatever name it is kept. */
function madeBy(world: World, body: Module['body']): FoundModule | undefined {
  const database = world.catalog.databases.get(world.database);
  const found =
    database?.objects.find((one) => one.kind === 'module' && one.body === body) ??
    database?.triggers.find((one) => one.body === body);
  return database && found?.kind === 'module'
    ? { database, key: world.database, module: found, server: false }
    : undefined;
}

/** The same for the session of a caller whose frame is given. */
export function entryOf(world: World, statement: Create, frame: Frame): State {
  return entered(asCaller(world, frame), statement, moduleOf(world, statement));
}

function entered(from: World, statement: Create, found: FoundModule | undefined): State {
  if (!found) return makeState([from]);
  const caller = found.server ? withoutAssumed(from) : from; // it runs in master, wherever the script starts
  const inside = enterModule(caller, { ...found, definition: statement, variables: noVariables }); // no parameter is known
  return makeState(['kind' in inside ? caller : inside]);
}

/** A session in which nothing has happened yet, of a caller who may be anybody to it but for this frame. */
export function asCaller(world: World, frame: Frame): World {
  return change(world, {
    session: makeSession({ number: world.session.number, original: caller, ...assumedPlaces(world.session) }),
    stack: push(undefined, frame),
    scope: batchScope,
    variables: noVariables,
    transaction: 'none',
    undo: undefined,
    abortOnError: false,
  });
}

/** In which database the module is may be assumed; who calls it is not. */
function assumedPlaces({ assumed }: Session): Pick<Session, 'assumed'> {
  return assumed && assumed.places.length > 0 ? { assumed: { login: false, places: assumed.places } } : {};
}

function withoutAssumed(world: World): World {
  const { assumed: _, ...session } = world.session;
  return change(world, { session: makeSession(session) });
}

export interface FoundModule {
  readonly database: Database;
  readonly key: Folded;
  readonly module: Module;
  readonly server: boolean;
}

/** The module that a statement makes, as it is in the catalog of a world; undefined: it is not there. */
export function moduleOf(world: World, statement: Create): FoundModule | undefined {
  return modules(statement, world);
}

/** By statement first: there are many worlds. */
const modules = memo2((statement: Create, world: World): FoundModule | undefined => {
  const own = world.catalog.databases.get(world.database);
  const found = own && findDefined(world, own, statement);
  if (!own || !found || found.kind === 'absent' || !found.entry) return undefined;
  const server = statement.trigger?.on.kind === 'server';
  const key = server ? fold('master') : world.database;
  return { database: world.catalog.databases.get(key) ?? own, key, module: found.entry, server };
});

function findDefined(world: World, database: Database, { name, trigger }: Create): ReturnType<typeof findModule> {
  switch (trigger?.on.kind) {
    case 'server':
      return findServerTrigger(world.catalog, name.name);
    case 'database':
      return findDatabaseTrigger(database, name.name);
    case 'object':
      return findModule(database, { ...name, schema: name.schema ?? trigger.on.name.schema }, defaultSchema(world));
    default:
      return findModule(database, name, defaultSchema(world));
  }
}
