/** Whether what runs somewhere has more rights than whoever started it, and what it could do then. */
import { dbOwnerId, dboId, sysadminId } from '../catalog/ids';
import { keyName, loginsOfKey, usersOfKey } from '../catalog/lookup';
import type { Queue } from '../catalog/model';
import type { Token } from '../catalog/token';
import { databaseName, loginToken, userToken } from '../engine/session/identity';
import type { World } from '../engine/session/model';
import { sameName } from '../text/name';
import type { Related, Routine } from './rule';
import { pushedBy, showWho } from './words';

/** As whom a text runs, in words that follow "runs", and the statement that makes it so. */
export interface Elevation {
  readonly how: string;
  readonly related: readonly Related[];
}

/**
 * The elevated frame in which a statement of a routine runs: that of an EXECUTE AS clause or statement, a signature that
 * counts, a trigger, a queue. Undefined: whoever started it runs it.
 */
export function elevationIn(routine: Routine, world: World): Elevation | undefined {
  return byFrame(routine, world) ?? bySignature(world) ?? byEvent(routine);
}

function byFrame(routine: Routine, world: World): Elevation | undefined {
  const { frame } = world.stack;
  switch (frame.origin) {
    case 'module':
    case 'activation': {
      if (routine.kind !== 'module') return undefined;
      const { executeAs: clause } = routine.module;
      const related = clause
        ? [{ statement: routine.module, span: clause.span, message: 'The module runs under this clause.' }]
        : [];
      return { how: `as ${whoIn(world) ?? byClause(routine)}${powerIn(world)}`, related };
    }
    case 'login':
    case 'user':
    case 'setuser':
      return { how: `as ${whoIn(world) ?? 'whom EXECUTE AS names'}${powerIn(world)}`, related: pushedBy(frame) };
    default:
      return undefined;
  }
}

function whoIn(world: World): string | undefined {
  const who = showWho(world);
  return who.startsWith("'") ? who : undefined;
}

function byClause({ module: { executeAs: clause } }: Extract<Routine, { kind: 'module' }>): string {
  if (clause?.kind === 'named') return `'${clause.name}'`;
  return clause?.kind === 'owner' ? "the module's owner" : 'whoever made the module';
}

/** What the principal in effect may do, where that is everything. */
function powerIn(world: World): string {
  const { frame } = world.stack;
  const database = databaseName(world);
  const place = database.kind === 'known' ? database.name : 'the database';
  if (holds(loginToken(world), sysadminId))
    return frame.scope === 'server'
      ? ', who may do anything on the server'
      : `, who may do anything on the server, since ${place} is trusted there`;
  const token = userToken(world, world.database);
  return holds(token, dboId) || holds(token, dbOwnerId) ? `, who may do anything in ${place}` : '';
}

function holds({ rows }: Token, id: Token['rows'][number]['id']): boolean {
  return rows.some((row) => row.id === id && row.usage === 'GRANT OR DENY' && row.certain);
}

/** A signature counts where somebody is made from its key, here or at the server. */
function bySignature({ catalog, database: key, scope }: World): Elevation | undefined {
  const database = catalog.databases.get(key);
  const counting = scope.keys.filter(
    (one) => loginsOfKey(catalog, one).length > 0 || catalog.databases.some((any) => usersOfKey(any, one).length > 0),
  );
  if (counting.length === 0) return undefined;
  const names = counting.map((one) => keyName(catalog, one, database));
  return { how: `with the rights of the signature by ${names.join(', ')}`, related: [] };
}

function byEvent(routine: Routine): Elevation | undefined {
  if (routine.kind !== 'module') return undefined;
  if (routine.module.type === 'trigger') return { how: 'as whoever fires the trigger', related: [] };
  const queue = queueOf(routine);
  return queue && { how: `in the background, for the queue ${queue.name}`, related: [] };
}

/** The queue that starts a procedure. */
function queueOf({ module: { name }, world }: Extract<Routine, { kind: 'module' }>): Queue | undefined {
  const database = world.catalog.databases.get(world.database);
  const queues = [...(database?.objects.values() ?? [])].filter((one) => one.kind === 'queue');
  return queues.find(
    ({ activation }) =>
      activation !== undefined &&
      sameName(activation.procedure.name, name.name) &&
      sameName(activation.procedure.schema ?? 'dbo', name.schema ?? 'dbo'),
  );
}
