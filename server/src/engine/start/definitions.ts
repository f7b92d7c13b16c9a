/** Names the bodies of modules, so that a catalog can point at a body without holding its text (see memory.ts). */

import type { DefinitionId } from '../../catalog/model';
import { ofScripts } from '../../syntax/of-scripts';
import { modulesIn } from '../../syntax/selected';
import { snapshotFileOf, withoutText } from '../../syntax/snapshot-mark';
import type { Body, Script, Statement, StatementOf } from '../../syntax/statement';
import { idOf } from '../../text/intern';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import type { Definitions } from '../session/model';

type CreateModule = StatementOf<'create_module'>;

/**
 * The definitions of some scripts; of those with one address the last one counts. `rest`: those of others, asked where these
 * have none. `parse` makes the statements of a dynamic batch.
 */
export function definitionsOf(
  scripts: readonly Script[],
  parse: (text: string) => Body,
  rest: Elsewhere = onlyDynamic,
): Definitions {
  const lists = scripts.map(definedIn).reverse();
  return {
    idOf: (statement) => first(lists, (one) => one.idOf(statement)) ?? rest.idOf(statement),
    definition: (id) => first(lists, (one) => one.definition(id)) ?? rest.definition(id),
    home: (id) => first(lists, (one) => one.definition(id)) ?? rest.home(id),
    parse,
  };
}

/** What other scripts define. */
type Elsewhere = Pick<Definitions, 'idOf' | 'definition' | 'home'>;

/**
 * The same for many scripts, by address. `changed`: those that were not among the scripts before, whose modules get
 * their ids here.
 */
export function definitionsByAddress(
  scripts: { get(uri: string): Script | undefined },
  changed: Iterable<Script>,
  parse: Definitions['parse'],
): Definitions {
  for (const script of changed) definedIn(script);
  const definedAt = (id: DefinitionId): Defined | undefined => {
    const script = scripts.get(addressOf(id));
    return script && definedIn(script);
  };
  return {
    idOf: (statement) => {
      const id = known.get(statement);
      return id !== undefined && definedAt(id)?.idOf(statement) === id ? id : dynamicId(statement);
    },
    definition: (id) => definedAt(id)?.definition(id) ?? dynamic.get(id),
    home: (id) => {
      const script = scripts.get(addressOf(id));
      return script?.atHand === undefined ? definedAt(id)?.definition(id) : script;
    },
    parse,
  };
}

function first<T, V>(list: readonly T[], find: (one: T) => V | undefined): V | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The modules of a script. */
export interface Defined {
  idOf(statement: Statement): DefinitionId | undefined;
  definition(id: DefinitionId): CreateModule | undefined;
}

/** The ids of modules, as the script says that was looked into last. */
const known = new WeakMap<Statement, DefinitionId>();

/** The id by which a module is known, also one that its script has made anew since. */
export function moduleIdOf(statement: Statement): DefinitionId | undefined {
  return known.get(statement);
}

/** From now on a statement is known by this id. */
export function nameModule(statement: Statement, id: DefinitionId): void {
  known.set(statement, id);
}

export const definedIn = ofScripts((script: Script): Defined => {
  const ids = new Map<Statement, DefinitionId>();
  const byId = new Map<DefinitionId, CreateModule>();
  for (const { id, statement, isKnown } of modulesIdentified(script)) {
    ids.set(statement, id);
    byId.set(id, isKnown ? statement : headerOf(statement));
    nameModule(statement, id);
  }
  return { idOf: (statement) => ids.get(statement), definition: (id) => byId.get(id) };
});

/**
 * The modules of a script with their ids. A body's id is made of its script, its name and how many bodies of that name stand
 * before it, so it survives typing in the body.
 */
export function modulesOf(script: Pick<Script, 'uri' | 'batches'>): readonly (readonly [DefinitionId, CreateModule])[] {
  return modulesIdentified(script).map(({ id, statement }) => [id, statement] as const);
}

interface Identified {
  readonly id: DefinitionId;
  readonly statement: CreateModule;
  /** Whether its text is known, and not its header alone. */
  readonly isKnown: boolean;
}

function modulesIdentified({ uri, batches }: Pick<Script, 'uri' | 'batches'>): readonly Identified[] {
  const seen = new Map<string, number>();
  const isSnapshot = snapshotFileOf(uri) !== undefined;
  return batches.flatMap(({ batch }) => {
    const isKnown = !isSnapshot || !isHeader.test(batch.text.slice(0, withoutText.length + 8));
    return modulesIn(batch.statements).map(({ node: statement }) => {
      const name = `${statement.type}:${fold(statement.name.schema ?? '')}.${fold(statement.name.name)};${statement.number ?? 1}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { id: `${uri}${behindAddress}${name}#${count}` as DefinitionId, statement, isKnown };
    });
  });
}

const isHeader = new RegExp(`^\\s*${withoutText}`);

/** A module of which only the header is known. */
const headerOf = memo((statement: CreateModule): CreateModule => ({ ...statement, body: [], textUnknown: true }));

const behindAddress = '\u0001';

/** Whether a module is of the script of an address. */
export function isIn(uri: string, id: DefinitionId): boolean {
  return addressOf(id) === uri;
}

/** The address of the script that makes a module; of none: ''. */
export function addressOf(id: DefinitionId): string {
  return id.slice(0, Math.max(0, id.indexOf(behindAddress)));
}

/** Bodies made by dynamic SQL: known by the text that made them. The oldest are forgotten when there are too many. */
const dynamic = new Map<DefinitionId, CreateModule>();
const dynamicLimit = 1000;

function dynamicId(statement: Statement): DefinitionId {
  const id = `dynamic#${idOf(statement)}` as DefinitionId;
  if (statement.kind === 'create_module' && !dynamic.has(id)) {
    if (dynamic.size >= dynamicLimit) dynamic.delete(dynamic.keys().next().value as DefinitionId);
    dynamic.set(id, statement);
  }
  return id;
}

const onlyDynamic: Elsewhere = {
  idOf: dynamicId,
  definition: (id) => dynamic.get(id),
  home: () => undefined,
};
