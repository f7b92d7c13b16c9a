/**
 * Calls that come out the same for whoever makes them: the procedure, and each that it calls in turn, needs nothing but what the
 * chain of owners gives, and changes nothing that its caller meets. What was found out about a procedure is known for as long as
 * its text is the same one: it is not read again for the next caller.
 */
import type { DefinitionId, Module } from '../../catalog/model';
import type { Body, Statement } from '../../syntax/statement';
import { childrenOf } from '../../syntax/walk';
import { memo2 } from '../../text/memo';
import { resolveObject } from '../names/resolve';
import type { Context, Step, World } from '../session/model';
import { newWork, noteHomes } from '../session/work';
import { isForAll, isPlain, isReached, onlyTouchesData, type Steps, startsNothing, stepsOf } from './asking';
import { moduleOf } from './body-entry';
import { bodyAlone } from './module-bodies';

/** What is known of a procedure. */
interface About {
  readonly isForAnybody: boolean;
  /** How many statements were run to know it. */
  readonly statements: number;
  /** How many levels of calls it takes, its own among them. */
  readonly levels: number;
  /** What it rests on: the procedure, and those that it calls. */
  readonly homes: ReadonlyMap<DefinitionId, object>;
}

/** So many statements are looked at for the calls of one body. */
const most = 1 << 13;
/** So many levels of calls the server allows, that of the body that is asked about among them (message 217). */
const deepest = 32;

/** The calls of a body that come out the same; `steps`: its run for any caller, in a world in which it is made. */
export function* callsForAnybody(
  context: Context,
  world: World,
  steps: Steps,
): Generator<undefined, ReadonlySet<Statement>> {
  const found = new Set<Statement>();
  let statements = 0;
  for (const [statement, own] of steps) {
    const procedure = own.every(isPlain) ? procedureOf(statement, own, world) : undefined;
    const about = procedure && (yield* aboutProcedure(context, world, procedure, []));
    if (!about) continue;
    statements += about.statements;
    if (statements > most) break;
    if (!about.isForAnybody || about.levels >= deepest) continue;
    found.add(statement);
    noteHomes(context.work, about.homes);
  }
  return found;
}

/** The procedure of the same database that a statement calls on every way to it; undefined: it is no plain call of one. */
function procedureOf(statement: Statement, steps: readonly Step[], world: World): Module | undefined {
  if (statement.kind !== 'execute' || statement.module.kind !== 'name' || statement.returnVariable !== undefined)
    return undefined;
  if (statement.number !== undefined || statement.arguments.some(({ output }) => output)) return undefined;
  if (!startsNothing(statement)) return undefined;
  const { name } = statement.module;
  let found: Module | undefined;
  for (const { before } of steps.flatMap(({ paths }) => paths)) {
    const resolved = before.catalog === world.catalog ? resolveObject(before, name) : undefined;
    if (resolved?.kind !== 'object' || resolved.key !== world.database || resolved.object.kind !== 'module')
      return undefined;
    if (found && found.id !== resolved.object.id) return undefined;
    found = resolved.object;
  }
  return found?.type === 'procedure' && found.runAs.kind === 'caller' && !found.external ? found : undefined;
}

const abouts = memo2((_: World, __: object): Map<string, About> => new Map());

/** `around`: those that call it, about which this is to be known. Undefined: nobody holds its text, or they call each other. */
function* aboutProcedure(
  context: Context,
  world: World,
  { id: module, body: id }: Module,
  around: readonly DefinitionId[],
): Generator<undefined, About | undefined> {
  const home = id === undefined ? undefined : context.definitions.home(id);
  if (id === undefined || !home || around.includes(id) || around.length >= deepest) return undefined;
  const known = abouts(world, home);
  const key = `${context.errors} ${id}`;
  const hit = known.get(key);
  if (hit && [...hit.homes].every(([one, then]) => context.definitions.home(one) === then)) return hit;
  const made = yield* lookInto(context, world, { module, id, home }, around);
  known.set(key, made);
  return made;
}

interface Procedure {
  readonly module: Module['id'];
  readonly id: DefinitionId;
  readonly home: object;
}

function* lookInto(
  context: Context,
  world: World,
  { module, id, home }: Procedure,
  around: readonly DefinitionId[],
): Generator<undefined, About> {
  const homes = new Map([[id, home]]);
  let [statements, levels] = [0, 1];
  const no = (): About => ({ isForAnybody: false, statements, levels, homes: new Map([[id, home]]) });
  const statement = context.definitions.definition(id);
  if (!statement || statement.textUnknown || moduleOf(world, statement)?.module.id !== module) return no();
  const work = newWork(most);
  const steps = stepsOf(yield* bodyAlone({ ...context, work }, world, statement));
  statements = steps.size;
  if (work.cuts > 0 || !isHarmless(statement.body, steps)) return no();
  for (const [one, own] of steps) {
    if (one.kind !== 'execute') continue;
    const called = own.every(isPlain) ? procedureOf(one, own, world) : undefined;
    const about = called && (yield* aboutProcedure(context, world, called, [...around, id]));
    statements += about?.statements ?? 0;
    levels = Math.max(levels, 1 + (about?.levels ?? 0));
    if (!about?.isForAnybody || statements > most) return no();
    for (const [inner, its] of about.homes) homes.set(inner, its);
  }
  return { isForAnybody: true, statements, levels, homes };
}

/**
 * Nothing that its caller meets is another for it, and whoever runs it may; the calls in it are looked at by themselves. All of
 * it was run: what a condition comes to may be another for the next caller. Its variables are its own.
 */
function isHarmless(body: Body, steps: Steps): boolean {
  return body.every(({ node }) => {
    const own = steps.get(node) ?? [];
    const inside = childrenOf(node);
    return (
      own.some(({ paths }) => isReached(paths)) &&
      (node.kind === 'execute' || isHarmlessItself(node, own)) &&
      isHarmless(inside, steps)
    );
  });
}

function isHarmlessItself(statement: Statement, steps: readonly Step[]): boolean {
  if (!steps.every(({ calls, paths }) => calls.length === 0 && paths.every(isForAll))) return false;
  switch (statement.kind) {
    case 'select':
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return onlyTouchesData(statement, steps);
    case 'if':
    case 'while':
    case 'block':
    case 'declare':
    case 'set_variable':
    case 'set_option':
    case 'return':
    case 'print':
      return !('uses' in statement) || startsNothing(statement);
    default:
      return false;
  }
}
