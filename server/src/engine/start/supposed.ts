/** Facts that somebody supposes, written as statements: what of them a catalog lets an administrator make. */
import type { Catalog } from '../../catalog/model';
import type { Script, Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import { isThere, nameOfKey } from '../names/made';
import type { Moment, Supposed } from '../run/supposed';
import type { Definitions, ErrorOutcome } from '../session/model';
import { makingsOf } from './declarations';
import { mentionsOf } from './item';
import { isDeclaring } from './phases';
import { administered, declarerOf } from './settle';

/** A statement that is supposed to have been run, in a database. */
export interface Fact {
  readonly statement: Statement;
  readonly database: string;
}

/** A fact that never came to be in a run, and the refusal where the server gives one. */
export interface Unmade {
  readonly fact: Fact;
  readonly refusal: ErrorOutcome | undefined;
}

/** The statements of a script of facts; `database` is where it begins, USE leads to another one. */
export function factsOf(script: Script, database: string): readonly Fact[] {
  let current = database;
  return script.batches.flatMap(({ batch }) =>
    batch.statements.flatMap(({ node }) => {
      if (node.kind === 'use') current = node.database.name;
      return node.kind === 'use' || node.broken ? [] : [{ statement: node, database: current }];
    }),
  );
}

export interface Supposing {
  readonly supposed: Supposed;
  /** Asked when the run is over. */
  readonly unmade: () => readonly Unmade[];
}

/**
 * The facts of one run of a script. A fact waits until the script has made what it names, as far as the script makes it;
 * one that the server refuses waits as well.
 */
export function supposingIn(script: Script, facts: readonly Fact[], definitions: Definitions): Supposing {
  const waiting = new Map<Fact, ErrorOutcome | undefined>(facts.map((fact) => [fact, undefined]));
  const made = new Set<Fact>();
  const renewing = new Set<Fact>();
  const needs = new Map(facts.map((fact) => [fact, madeFor(fact, script)]));
  const make = (catalog: Catalog, fact: Fact): ReturnType<typeof administered> => {
    const declarer = declarerOf(catalog, definitions);
    return declarer && administered(declarer, catalog, fact);
  };
  const on = (catalog: Catalog): Catalog => {
    let current = catalog;
    for (const fact of waiting.keys()) {
      if (!needs.get(fact)?.every((key) => isThere(current, key))) break; // they are made in the order given
      const done = make(current, fact);
      if (done?.outcome.kind === 'error') waiting.set(fact, done.outcome);
      if (!done || done.outcome.kind === 'error') break;
      made.add(fact);
      current = done.after.catalog;
    }
    return current;
  };
  const again = (catalog: Catalog): Catalog =>
    [...renewing, ...made].reduce((current, fact) => {
      const done = make(current, fact);
      return done && done.outcome.kind !== 'error' ? done.after.catalog : current;
    }, catalog);
  const settled = (moment: Moment): void => {
    for (const fact of made) {
      waiting.delete(fact);
      renewing.add(fact);
    }
    made.clear();
    if (moment === 'use') renewing.clear();
  };
  return {
    supposed: { on, again, settled, isOver: () => waiting.size + renewing.size === 0, isUse },
    unmade: () => [...waiting].map(([fact, refusal]) => ({ fact, refusal })),
  };
}

/** Whether a statement uses what was set up, rather than setting up more. */
export function isUse(statement: Statement): boolean {
  if (statement.kind === 'execute' && statement.module.kind === 'name') {
    const name = fold(statement.module.name.name);
    if (/^(sp|xp)_/.test(name)) return name === 'sp_executesql' || name === 'sp_setapprole';
  }
  return uses.has(statement.kind) && !isDeclaring(statement);
}

const uses: ReadonlySet<Statement['kind']> = new Set([
  'execute_as',
  'execute',
  'execute_string',
  'setuser',
  'select',
  'update',
  'delete',
  'merge',
  'create_assembly',
  'alter_assembly',
]);

/** The keys of what the script makes and the fact names. */
function madeFor({ statement, database }: Fact, script: Script): readonly string[] {
  const names = new Set([...mentionsOf(statement), fold(database)]);
  return [...makingsOf(script, database).of('without capitals').keys()].filter((key) => names.has(nameOfKey(key)));
}
