/** DBCC: what its commands need (section 6.2), and the check that a frame of a database user cannot make (XDB-5). */
import { objectCheck } from '../../catalog/check';
import { decide } from '../../catalog/decide';
import type { Expression, ObjectName } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import { databaseTrust, noAccess } from '../access';
import { type Effect, type StepFunction, failed } from '../effect';
import { splitName } from '../evaluate/names';
import { userName } from '../identity';
import type { World } from '../model';
import { serverError } from '../outcome';
import { onServer, settle } from '../require';
import { type Resolved, resolveObject } from '../resolve';
import { byTable } from './server';

const ofServerState: ReadonlySet<string> = new Set(['FREEPROCCACHE', 'FREESYSTEMCACHE', 'DROPCLEANBUFFERS']);
/** Commands that share a row of the table. */
const rows: Readonly<Record<string, string>> = {
  TRACEON: 'TRACEON / TRACEOFF',
  TRACEOFF: 'TRACEON / TRACEOFF',
  SHRINKDATABASE: 'SHRINKDATABASE / SHRINKFILE',
  SHRINKFILE: 'SHRINKDATABASE / SHRINKFILE',
  FLUSHAUTHCACHE: 'FLUSHAUTHCACHE / PINTABLE / UNPINTABLE',
};
/** Commands about a table, and which of their arguments names it. */
const ofTables: Readonly<Record<string, number>> = { CHECKTABLE: 0, DBREINDEX: 0, CHECKIDENT: 0, SHOWCONTIG: 0, CLEANTABLE: 1, INDEXDEFRAG: 1 };

export const stepDbcc: StepFunction<StatementOf<'dbcc'>> = (_, statement, world) => {
  const { span } = statement;
  const name = statement.command.toUpperCase();
  if (ofServerState.has(name)) return settle(world, span, [onServer(world, 'ALTER SERVER STATE', 2571, [shownUser(world), name])], () => done(world));
  if (name === 'SQLPERF') {
    const clears = statement.arguments.length > 1;
    return settle(world, span, [{ ...onServer(world, clears ? 'ALTER SERVER STATE' : 'VIEW SERVER STATE', 297), endsBatch: true }], () => done(world));
  }
  const position = ofTables[name];
  if (position === undefined) return byTable(world, span, `DBCC ${rows[name] ?? name}`, [shownUser(world), name, databaseName(world)]);
  const table = statement.arguments[position] && tableNamed(statement.arguments[position]);
  return table ? onTable(world, statement, name, table) : byTable(world, span, `DBCC ${name}`);
};

function onTable(world: World, { span, options }: StatementOf<'dbcc'>, command: string, name: ObjectName): Effect {
  const resolved: Resolved = resolveObject(world, name);
  switch (resolved.kind) {
    case 'refused':
      return failed(world, resolved.outcome);
    case 'absent':
      return failed(world, serverError({ number: 2501, inserts: [name.text], span, refusal: { kind: 'missing', what: 'table', name: name.name } }));
    case 'object': {
      const { database, object, schema, subject } = resolved;
      const verdict = decide(world.catalog, subject, objectCheck(world.catalog, database, object, 'ALTER'));
      const plain = command === 'CLEANTABLE' || command === 'INDEXDEFRAG';
      const need = plain
        ? { verdict, number: 229, inserts: ['ALTER', object.name, database.name, schema.name] }
        : { verdict, number: 2557, inserts: [shownUser(world), command, object.name] };
      return settle(world, span, [need], () => (command === 'CHECKTABLE' && !options.includes('TABLOCK') ? throughSnapshot(world, span) : done(world)));
    }
    default:
      return byTable(world, span, `DBCC ${command}`);
  }
}

/** The check reads an internal snapshot of the database, where a frame of a database user is nobody; WITH TABLOCK does without it. */
function throughSnapshot(world: World, span: StatementOf<'dbcc'>['span']): Effect {
  const database = world.catalog.databases.get(world.database);
  if (!database || world.stack.frame.scope !== 'database') return done(world);
  if (databaseTrust(world) !== 'untrusted')
    return { outcome: { kind: 'unknown', because: 'server-setting: whether the frame is trusted is not known' }, after: world };
  return failed(world, { ...noAccess(world, database, span, { sandboxed: true, untrusted: [] }), endsBatch: true });
}

function tableNamed(argument: Expression): ObjectName | undefined {
  const parts = argument.kind === 'string' ? splitName(argument.value) : argument.kind === 'column' ? argument.parts : undefined;
  if (!parts || parts.length > 3) return undefined;
  const [name = '', schema, database] = [...parts].reverse();
  return { span: argument.span, text: parts.join('.'), name, ...(schema && { schema }), ...(database && { database }) };
}

function databaseName(world: World): string {
  return world.catalog.databases.get(world.database)?.name ?? world.database;
}

function shownUser(world: World): string {
  const user = userName(world);
  return user.kind === 'known' ? user.name : '?';
}

const done = (world: World): Effect => ({ outcome: { kind: 'ok' }, after: world });
