/** Whether what runs somewhere has more rights than whoever started it, and what it could do then. */
import { decide } from '../catalog/decide/decide';
import { databaseQuestion, serverQuestion } from '../catalog/decide/question';
import type { Question } from '../catalog/decide/verdict';
import { keyName, loginsOfKey, usersOfKey } from '../catalog/lookup';
import type { Database, Queue } from '../catalog/model';
import { subject } from '../engine/session/identity';
import type { World } from '../engine/session/model';
import { memo } from '../text/memo';
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

/** The same for a procedure without a clause that a statement calls: a signature does not reach it. */
export function elevationOfCalled(routine: Routine, world: World): Elevation | undefined {
  return byFrame(routine, world) ?? byEvent(routine);
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
  const { catalog, stack, database: key } = world;
  const database = catalog.databases.get(key);
  if (!database) return '';
  const who = subject(world, key);
  const may = (question: Question): boolean => decide(catalog, who, question).kind === 'allowed';
  if (may(serverQuestion(catalog, 'CONTROL SERVER')))
    return stack.frame.scope === 'server'
      ? ', who may do anything on the server'
      : `, who may do anything on the server, since ${database.name} is trusted there`;
  return may(databaseQuestion(catalog, database, 'CONTROL')) ? `, who may do anything in ${database.name}` : '';
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
  return queue && { how: `as ${queueUser(queue, routine.world)}, for the queue ${queue.name}`, related: [] };
}

function queueUser({ activation }: Queue, { catalog, database }: World): string {
  const context = activation?.context;
  const user = context?.kind === 'user' ? catalog.databases.get(database)?.principals.get(context.id) : undefined;
  if (user) return `'${user.name}'`;
  return context?.kind === 'owner' ? "the queue's owner" : "the queue's user";
}

const queuesIn = memo((objects: Database['objects']): readonly Queue[] =>
  [...objects.values()].filter((one) => one.kind === 'queue'),
);

/** The queue that starts a procedure. */
function queueOf({ module: { name }, world }: Extract<Routine, { kind: 'module' }>): Queue | undefined {
  const database = world.catalog.databases.get(world.database);
  return (
    database &&
    queuesIn(database.objects).find(
      ({ activation }) =>
        activation !== undefined &&
        sameName(activation.procedure.name, name.name) &&
        sameName(activation.procedure.schema ?? 'dbo', name.schema ?? 'dbo'),
    )
  );
}
