/**
 * The catalog as it stands last in the life of a module: at the end of the script, and of what other scripts declare on
 * top of that. What the script cleans away behind the last call does not count, nor what it takes away there to show what
 * then happens.
 */

import { changeUnseen } from '../../catalog/change/knowledge';
import { takeBack } from '../../catalog/change/take-back';
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import type { Statement, StatementOf } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { change } from '../session/make';
import type { Definitions, PlacedStep, Run, State, Step, World } from '../session/model';
import { moduleOf } from './body-entry';
import { type Change, changeBy } from './changes-made';
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
  const events = eventsOf(run.parts);
  for (const { from, told } of events) {
    for (const { at, statement } of told.made) orders.set(statement, from + at);
    for (const { at, modules } of told.calls) for (const one of modules) called.set(one, from + at);
  }
  const end = endOf(run, ran);
  const cleaned = end && backFrom(end.catalog, cleanUpsIn(events));
  return (module) => {
    const order = orders.get(module);
    const made = (order === undefined ? undefined : worldNear(ran, order)) ?? end;
    if (!made || !cleaned) return made;
    const lastCall = called.get(module);
    const ended = cleaned(Math.max(order ?? -1, lastCall ?? -1), lastCall === undefined ? 'drops' : 'all');
    const last = change(made, { catalog: afterwards(ended) });
    if (order === undefined || isThere(definitions, last, module) || !isThere(definitions, made, module)) return last;
    const held = lastHolding(definitions, ran, order, module, made);
    const later = change(made, { catalog: afterwards(held) });
    return isThere(definitions, later, module) ? later : change(made, { catalog: held });
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

/** What a run does that counts in the lives of modules; `at` counts its steps. */
interface Told {
  readonly steps: number;
  readonly made: readonly { readonly at: number; readonly statement: Statement }[];
  readonly calls: readonly { readonly at: number; readonly modules: ReadonlySet<Statement> }[];
  readonly changes: readonly (Change & { readonly at: number })[];
}

/** The runs of a script with what they do, each with the number of steps before it. */
function eventsOf(parts: readonly Part[]): readonly { readonly from: number; readonly told: Told }[] {
  const found: { from: number; told: Told }[] = [];
  let from = 0;
  const add = (list: readonly Part[]): void => {
    for (const part of list) {
      if (part.kind === 'included') add(part.parts);
      if (part.kind !== 'batch') continue;
      const told = toldBy(part.run);
      found.push({ from, told });
      from += told.steps;
    }
  };
  add(parts);
  return found;
}

/** Remembered by run: an edit of one batch leaves the others what they were. */
const toldBy = memo((run: Run): Told => {
  const steps = enclosed(run);
  return {
    steps: steps.length,
    made: steps.flatMap(({ statement }, at) => (statement.kind === 'create_module' ? [{ at, statement }] : [])),
    calls: steps.flatMap(({ calls }, at) => (calls.length === 0 ? [] : [{ at, modules: calledBy(calls) }])),
    changes: steps.flatMap((step, at) => {
      const change = changeBy(step);
      return change ? [{ at, ...change }] : [];
    }),
  };
});

function calledBy(calls: Step['calls']): ReadonlySet<Statement> {
  return new Set(calls.flatMap(({ definition, run }) => [...(definition ? [definition] : []), ...calledIn(run)]));
}

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
function cleanUpsIn(events: ReturnType<typeof eventsOf>): readonly CleanUp[] {
  const found: CleanUp[] = [];
  const remade = new Set<string>();
  for (const { from, told } of events.toReversed()) {
    for (const { at, makes: made, cleansUp } of told.changes.toReversed()) {
      if (found.length >= mostCleanUps) return found;
      if (made !== undefined) remade.add(made);
      if (!cleansUp || cleansUp.unmakes.some((key) => remade.has(key))) continue;
      const { kind, paths } = cleansUp;
      found.push({
        order: from + at,
        drops: kind === 'drops',
        before: joined(paths.map(({ before }) => before.catalog)),
        after: joined(paths.map(({ after }) => after.catalog)),
      });
    }
  }
  return found;
}

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
