/** What modules allow: those that run a text that one gives them, or code that one may alter, as somebody else. */
import { foldIn } from '../../catalog/collation';
import { type Alike, alike, allowedAmong } from '../../catalog/decide/alike';
import { decide } from '../../catalog/decide/decide';
import { objectQuestion, onObject } from '../../catalog/decide/question';
import type { Allowed, Verdict } from '../../catalog/decide/verdict';
import { keyName } from '../../catalog/lookup';
import type { Catalog, Database, Module } from '../../catalog/model';
import { resolveObject } from '../../engine/names/resolve';
import { subject } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { runStatementsOf } from '../../syntax/walk';
import { memo, memo2 } from '../../text/memo';
import { fold, type Name } from '../../text/name';
import type { CreateModule, Ground, Move, PathStep, Position } from './model';
import { procedureNode, stepsOf, whoIn } from './nodes';
import { batchOf, literal, twoParts } from './text';
import { arrive } from './try-out';

/** ESC-3: procedures with a frame or signature of their own that run a text they are given. */
export function* inject({ definitions }: Ground, { world }: Position): Generator<Move> {
  for (const found of elevatedIn(world, definitions)) {
    const way = wayIn(definitions, world, found);
    if (!way) continue;
    yield {
      steps: [...execution(world, found), ...entering(way.to, world, found, 'runs its text as')],
      write: way.write,
      to: { world: way.to, inside: true },
    };
  }
}

export interface WayIn {
  readonly write: (rest: string) => string;
  readonly to: World;
}

/**
 * Whether a procedure can be made to run a text of the caller's, and how: each of its parameters is tried with texts that
 * would get out of a string, a number or a name. Only where the engine can follow the text to the end there is a way.
 */
export function wayIn(definitions: Ground['definitions'], world: World, found: Found): WayIn | undefined {
  const { definition } = found;
  if (!mayRunText(definition)) return undefined;
  for (const { name, type } of definition.parameters) {
    if (!/char|text|sysname/i.test(type)) continue;
    for (const shape of shapes) {
      const write = (rest: string): string => `${call(found, name, shape(rest))}`;
      const to = arrive(definitions, world, write);
      if (to) return { write, to };
    }
  }
  return undefined;
}

const shapes: readonly ((rest: string) => string)[] = [
  (rest) => rest,
  (rest) => `';\n${rest} --`,
  (rest) => `1;\n${rest} --`,
  (rest) => `x];\n${rest} --`,
  (rest) => `1);\n${rest} --`,
  (rest) => `');\n${rest} --`,
];

function mayRunText({ body }: CreateModule): boolean {
  return [...runStatementsOf(body)].some(({ kind }) => kind === 'execute' || kind === 'execute_string');
}

/** A call with a value for one parameter; the others get one that says little. */
function call({ schema, module, definition }: Found, parameter?: Name, value = ''): string {
  const given = definition.parameters.flatMap(({ name, type, initial }) => {
    if (name === parameter) return [`${name} = ${literal(value)}`];
    if (initial) return [];
    return [`${name} = ${/char|text|sysname|name/i.test(type) ? "N'x'" : '1'}`];
  });
  return `EXEC ${twoParts(schema, module.name)}${given.length > 0 ? ` ${given.join(', ')}` : ''};`;
}

/** ESC-9: procedures with a frame of their own that call, as their caller, what one may alter. */
export function* alterCallees({ definitions }: Ground, { world }: Position): Generator<Move> {
  for (const found of elevatedIn(world, definitions)) {
    for (const callee of calleesOf(world, definitions, found)) {
      const verdict = decide(world.catalog, subject(world, world.database), callee.alter);
      if (verdict.kind !== 'allowed') continue;
      const write = (rest: string): string => `${batchOf(altered(callee, rest))}\n${call(found)}`;
      const to = arrive(definitions, world, write);
      if (!to) continue;
      yield {
        steps: [
          ...stepsOf(world, verdict.proof, 'may alter', procedureNode(found.database, callee.module.name), 'database'),
          ...execution(world, found),
          ...entering(to, world, found, 'runs what it calls as'),
        ],
        write,
        to: { world: to, inside: true },
      };
    }
  }
}

export interface Found {
  readonly database: Database;
  readonly schema: Name;
  readonly module: Module;
  readonly definition: CreateModule;
  readonly execute: Allowed;
}
type Callee = Omit<Found, 'execute'> & { readonly alter: ReturnType<typeof objectQuestion> };

/** Procedures of the current database that somebody may execute and that run as somebody else, or with a key. */
const elevatedIn = memo2((world: World, definitions: Ground['definitions']): readonly Found[] => {
  const who = subject(world, world.database);
  const { database } = who;
  if (!database) return [];
  const ask = (module: Module): Verdict =>
    decide(world.catalog, who, objectQuestion(world.catalog, database, module, 'EXECUTE'));
  return [...allowedAmong(elevatedAlike(database), ask)].flatMap(({ target: module, verdict }): Found[] => {
    const definition = definitionOf(definitions, module);
    return definition ? [{ ...placed(database, module), definition, execute: verdict }] : [];
  });
});

const elevatedAlike = memo((database: Database): readonly Alike<Module>[] =>
  [...database.objects.values()].flatMap((module) =>
    module.kind === 'module' && module.type === 'procedure' && isElevated(module)
      ? [alike(module, onObject(module), database.permissions, module)]
      : [],
  ),
);

function isElevated({ runAs, signatures }: Module): boolean {
  return runAs.kind === 'owner' || runAs.kind === 'user' || signatures.some(({ certain }) => certain);
}

function definitionOf(definitions: Ground['definitions'], module: Module): CreateModule | undefined {
  if (!module.certain || module.body === undefined || module.external) return undefined;
  const definition = definitions.definition(module.body);
  return definition?.textUnknown ? undefined : definition;
}

function placed(database: Database, module: Module): Pick<Found, 'database' | 'schema' | 'module'> {
  return { database, schema: database.schemas.get(module.schema)?.name ?? 'dbo', module };
}

/** What the procedures that a module calls by name stand for in its own database. */
export function calleesOf(
  world: World,
  definitions: Ground['definitions'],
  { definition }: { readonly definition: { readonly body: CreateModule['body'] } },
): readonly Callee[] {
  return [...runStatementsOf(definition.body)].flatMap((statement) => calleeIn(world, definitions, statement));
}

function calleeIn(world: World, definitions: Ground['definitions'], statement: Statement): readonly Callee[] {
  if (statement.kind !== 'execute' || statement.module.kind !== 'name') return [];
  const resolved = resolveObject(world, statement.module.name);
  if (resolved.kind !== 'object' || resolved.key !== world.database || resolved.object.kind !== 'module') return [];
  const module = resolved.object;
  const database = world.catalog.databases.get(resolved.key)!;
  const definition = definitionOf(definitions, module);
  if (!definition || module.type !== 'procedure' || module.runAs.kind !== 'caller') return [];
  const alter = objectQuestion(world.catalog, database, module, 'ALTER');
  return [{ ...placed(database, module), definition, alter }];
}

/** The procedure with another body; it takes the same parameters, of any type. */
export function altered({ schema, module, definition }: Omit<Callee, 'alter'>, body: string): string {
  const parameters = definition.parameters.map(
    ({ name, type, initial, output }) => `${name} ${type}${initial ? ' = NULL' : ''}${output ? ' OUTPUT' : ''}`,
  );
  return `ALTER PROCEDURE ${twoParts(schema, module.name)} ${parameters.join(', ')} AS\n${body}`;
}

function execution(world: World, { database, module, execute }: Found): readonly PathStep[] {
  return stepsOf(world, execute.proof, 'may execute', procedureNode(database, module.name), 'database');
}

/** The step from a module to those that it runs as: its own frame, or the users of the keys that signed it. */
function entering(to: World, from: World, { database, module }: Found, edge: PathStep['edge']): readonly PathStep[] {
  const here = procedureNode(database, module.name);
  const place = fold(database.name);
  if (to.stack.frame !== from.stack.frame)
    return [{ from: here, to: whoIn(to), edge, fact: { kind: 'module', name: module.name, database: place } }];
  return lentBy(to.catalog, database, module).map((name) => ({
    from: here,
    to: { id: `${place}/key:${foldIn(database, name)}`, kind: 'user', name, database: database.name },
    edge: 'lends',
    fact: { kind: 'signature', module: module.name, database: place },
  }));
}

function lentBy(catalog: Catalog, database: Database, { signatures }: Module): readonly Name[] {
  return signatures.slice(0, 1).map(({ key }) => keyName(catalog, key, database));
}
