/**
 * Where the run of a module body on its own starts: under a symbolic caller, or the clause's principal (style: the body
 * has a run of its own).
 */
import { findDatabaseTrigger, findModule, findServerTrigger } from '../../catalog/lookup';
import type { Database } from '../../catalog/model';
import type { StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';
import { enterModule } from '../calls/module-frame';
import { defaultSchema } from '../session/identity';
import { change, makeFrame, makeSession, makeState, push } from '../session/make';
import type { LoginRef, State, World } from '../session/model';
import { batchScope, noVariables } from '../session/scope';

const caller: LoginRef = { kind: 'caller' };

/** The state at the first statement of the body, in the world behind the CREATE or ALTER. */
export function bodyEntry(world: World, statement: StatementOf<'create_module'>): State {
  const frame = makeFrame({
    origin: 'session',
    scope: 'server',
    login: caller,
    user: { kind: 'caller' },
    home: undefined,
    vouchers: [],
    guard: { database: world.database, revert: 'never' },
  });
  const base = change(world, {
    session: makeSession({ number: world.session.number, original: caller }),
    stack: push(undefined, frame),
    scope: batchScope,
    variables: noVariables,
    transaction: 'none',
    undo: undefined,
  });
  const database = world.catalog.databases.get(world.database);
  const found = database && findDefined(world, database, statement);
  const variables = noVariables; // no parameter is known
  const module = found && found.kind !== 'absent' ? found.entry : undefined;
  if (!database || !module) return makeState([change(base, { variables })]);
  const server = statement.trigger?.on.kind === 'server';
  const key = server ? fold('master') : world.database;
  const entered = enterModule(base, {
    database: world.catalog.databases.get(key) ?? database,
    key,
    module,
    definition: statement,
    variables,
    server,
  });
  return makeState(['kind' in entered ? change(base, { variables }) : entered]);
}

function findDefined(
  world: World,
  database: Database,
  { name, trigger }: StatementOf<'create_module'>,
): ReturnType<typeof findModule> {
  switch (trigger?.on.kind) {
    case 'server':
      return findServerTrigger(world.catalog, name.name);
    case 'database':
      return findDatabaseTrigger(database, name.name);
    default:
      return findModule(database, name, defaultSchema(world));
  }
}
