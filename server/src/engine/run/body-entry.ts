/**
 * Where the run of a module body on its own starts: under a symbolic caller, or the clause's principal (style: the body
 * has a run of its own).
 */
import { findDatabaseTrigger, findModule, findServerTrigger } from '../../catalog/lookup';
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
  const on = statement.trigger?.on.kind;
  const found = !database
    ? undefined
    : on === 'server'
      ? findServerTrigger(world.catalog, statement.name.name)
      : on === 'database'
        ? findDatabaseTrigger(database, statement.name.name)
        : findModule(database, statement.name, defaultSchema(world));
  const variables = noVariables; // no parameter is known
  const module = found && found.kind !== 'absent' ? found.entry : undefined;
  if (!database || !module) return makeState([change(base, { variables })]);
  const key = on === 'server' ? fold('master') : world.database;
  const entered = enterModule(base, {
    database: world.catalog.databases.get(key) ?? database,
    key,
    module,
    definition: statement,
    variables,
    server: on === 'server',
  });
  return makeState(['kind' in entered ? change(base, { variables }) : entered]);
}
