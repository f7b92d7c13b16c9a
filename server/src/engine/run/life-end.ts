/**
 * The catalog as it stands last in the life of a module: at the end of the script, and of what other scripts declare on
 * top of that. What the script cleans away behind the last call does not count, nor what it takes away there to show what
 * then happens.
 */

import { changeUnseen } from '../../catalog/change/knowledge';
import { takeBack } from '../../catalog/change/take-back';
import { capitalsCount } from '../../catalog/collation';
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import type { Statement, StatementOf } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { makes, unmakes } from '../names/made';
import { change } from '../session/make';
import type { Definitions, PlacedStep, Run, State, Step, World } from '../session/model';
import { moduleOf } from './body-entry';
import type { Part, ScriptRun } from './script';

type Create = StatementOf<'create_module'>;

/** What other scripts declare that only applies on top of what a script makes. */
export type Afterwards = (catalog: Catalog) => Catalog;

/** Answers the world in which a module that the script makes is judged; undefined: nothing is known anywhere. */
export function lifeEnds(
  run: ScriptRun,
  definitions: Definitions,
  afterwards: Afterwards,
): (module: Create) => World | undefined {
  const ran = stepsOf(run.parts);
  const orders = new Map<Statement, number>();
  const called = new Map<Statement, number>();
  ran.forEach((step, order) => {
    if (step.statement.kind === 'create_module') orders.set(step.statement, order);
    for (const call of step.calls) {
      if (call.definition) called.set(call.definition, order);
      for (const inner of calledIn(call.run)) called.set(inner, order);
    }
  });
  const end = endOf(run, ran);
  const cleaned = end && backFrom(end.catalog, cleanUpsIn(ran));
  return (module) => {
    const order = orders.get(module);
    const made = (order === undefined ? undefined : worldNear(ran, order)) ?? end;
    if (!made || !cleaned) return made;
    const lastCall = called.get(module);
    const ended = cleaned(Math.max(order ?? -1, lastCall ?? -1), lastCall === undefined ? 'drops' : 'all');
    const last = change(made, { catalog: afterwards(ended) });
    if (order === undefined || isThere(definitions, last, module) || !isThere(definitions, made, module)) return last;
    return change(made, { catalog: afterwards(lastHolding(definitions, ran, order, module, made)) });
  };
}

/** What is there when a script has ended, with what other scripts declare on top; undefined: nothing is known anywhere. */
export function endCatalog(run: ScriptRun, afterwards: Afterwards): Catalog | undefined {
  const end = endOf(run, stepsOf(run.parts));
  return end && afterwards(end.catalog);
}

/** The steps at batch level, those that blocks enclose among them, also in included files. */
function stepsOf(parts: readonly Part[]): readonly Step[] {
  const found: Step[] = [];
  for (const part of parts) {
    if (part.kind === 'batch') for (const step of enclosed(part.run)) found.push(step);
    else if (part.kind === 'included') for (const step of stepsOf(part.parts)) found.push(step);
  }
  return found;
}

/** The steps of a run and those that they enclose. */
const enclosed = memo((run: Run): readonly Step[] => {
  const found: Step[] = [];
  const add = (steps: readonly PlacedStep[]): void => {
    for (const { step } of steps) {
      found.push(step);
      if (step.children.length > 0) add(step.children);
    }
  };
  add(run.steps);
  return found;
});

/** The modules whose bodies a run enters, at any depth. */
const calledIn = memo((run: Run): ReadonlySet<Statement> => {
  const found = new Set<Statement>();
  for (const step of enclosed(run)) {
    for (const { definition, run: inner } of step.calls) {
      if (definition) found.add(definition);
      for (const one of calledIn(inner)) found.add(one);
    }
  }
  return found;
});

function worldNear(ran: readonly Step[], order: number): World | undefined {
  const step = ran[order]!;
  const own = worldOf(step.after) ?? worldOf(step.before);
  if (own) return own;
  for (let at = order - 1; at >= 0; at--) {
    const world = worldOf(ran[at]!.after) ?? worldOf(ran[at]!.before);
    if (world) return world;
  }
  return undefined;
}

function worldOf(state: State): World | undefined {
  return state.kind === 'worlds' ? state.worlds[0] : undefined;
}

/** The world in which the script ends; where nothing is known there, the last one of which something is. */
function endOf({ exit }: ScriptRun, ran: readonly Step[]): World | undefined {
  const world = worldOf(exit);
  if (exit.kind === 'worlds' && world) return change(world, { catalog: joined(exit.worlds.map((one) => one.catalog)) });
  const last = ran.length === 0 ? undefined : worldNear(ran, ran.length - 1);
  return last && change(last, { catalog: changeUnseen(last.catalog) });
}

const joined = (catalogs: readonly Catalog[]): Catalog => catalogs.reduce(joinCatalogs);

interface CleanUp {
  readonly order: number;
  /** Whether it takes something away for good. */
  readonly drops: boolean;
  readonly before: Catalog;
  readonly after: Catalog;
}

/** So many are looked at, the last ones of a script. */
const mostCleanUps = 400;

/** What is taken away and not made again. */
function cleanUpsIn(ran: readonly Step[]): readonly CleanUp[] {
  const found: CleanUp[] = [];
  const remade = new Set<string>();
  for (let order = ran.length - 1; order >= 0 && found.length < mostCleanUps; order--) {
    const { statement, paths } = ran[order]!;
    const database = paths[0]?.before.database ?? fold('master');
    const place = paths[0]?.before.catalog.databases.get(database);
    const spelling = place && capitalsCount(place) ? 'as written' : 'without capitals';
    const made = makes(statement, database, spelling);
    if (made !== undefined) remade.add(made);
    const kind = kindOf(statement);
    if (kind === undefined || paths.every(({ before, after }) => before.catalog === after.catalog)) continue;
    if (unmakes(statement, database, spelling).some((key) => remade.has(key))) continue;
    found.push({
      order,
      drops: kind === 'drops',
      before: joined(paths.map(({ before }) => before.catalog)),
      after: joined(paths.map(({ after }) => after.catalog)),
    });
  }
  return found;
}

function kindOf(statement: Statement): 'drops' | 'takes a right' | undefined {
  switch (statement.kind) {
    case 'drop':
    case 'rollback':
      return 'drops';
    case 'permission':
      return statement.action === 'grant' ? undefined : 'takes a right';
    case 'alter_role':
      return statement.change.kind === 'drop_member' ? 'takes a right' : undefined;
    case 'signature':
      return statement.action === 'drop' ? 'takes a right' : undefined;
    case 'alter_database':
      return statement.options.some(({ name, value }) => switches.has(name) && value === 'OFF')
        ? 'takes a right'
        : undefined;
    case 'execute':
      return statement.module.kind === 'name' ? procedures.get(fold(statement.module.name.name)) : undefined;
    default:
      return undefined;
  }
}

const switches: ReadonlySet<string> = new Set(['TRUSTWORTHY', 'DB_CHAINING']);

const procedures: ReadonlyMap<string, 'drops' | 'takes a right'> = new Map([
  ['sp_dropuser', 'drops'],
  ['sp_revokedbaccess', 'drops'],
  ['sp_droplogin', 'drops'],
  ['sp_revokelogin', 'drops'],
  ['sp_droprole', 'drops'],
  ['sp_dropapprole', 'drops'],
  ['sp_dropserver', 'drops'],
  ['sp_droprolemember', 'takes a right'],
  ['sp_dropsrvrolemember', 'takes a right'],
]);

/** Answers the catalog without what is cleaned away behind a place. */
function backFrom(end: Catalog, cleanUps: readonly CleanUp[]): (behind: number, which: 'drops' | 'all') => Catalog {
  const chains = {
    drops: chain(
      end,
      cleanUps.filter(({ drops }) => drops),
    ),
    all: chain(end, cleanUps),
  };
  return (behind, which) => chains[which].findLast(({ order }) => order > behind)?.catalog ?? end;
}

/** From the last clean-up to the first, each with the catalog in which it and all behind it are taken back. */
function chain(end: Catalog, cleanUps: readonly CleanUp[]): readonly { order: number; catalog: Catalog }[] {
  let catalog = end;
  return cleanUps.map(({ order, before, after }) => {
    catalog = takeBack(catalog, before, after);
    return { order, catalog };
  });
}

function isThere(definitions: Definitions, world: World, module: Create): boolean {
  const found = moduleOf(world, module);
  return found !== undefined && found.module.body === definitions.idOf(module);
}

/** The last catalog that still holds this text of the module: another one takes its place further on. */
function lastHolding(
  definitions: Definitions,
  ran: readonly Step[],
  from: number,
  module: Create,
  made: World,
): Catalog {
  let { catalog } = made;
  for (const { before } of ran.slice(from + 1)) {
    const world = worldOf(before);
    if (!world) continue;
    if (!isThere(definitions, change(made, { catalog: world.catalog }), module)) break;
    catalog = world.catalog;
  }
  return catalog;
}
