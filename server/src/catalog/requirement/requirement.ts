/** What statements and system procedures require: data/statement-permissions.tsv by statement form. */

import { statementPermissions } from '../generated/statement-permissions';
import { type Formula, parseFormula } from './formula';
import { type FormScope, formsOf, proceduresOf } from './names';

export interface Requirement {
  /** As in the table: 'CREATE TABLE', 'ALTER DATABASE ... SET TRUSTWORTHY', 'sp_addrole / sp_droprole'. */
  readonly statement: string;
  readonly scope: string;
  readonly formula: Formula;
  /** The formula as it is written, for people. */
  readonly requires: string;
  /** Owning the securable, or its schema, is enough. */
  readonly owner: boolean;
  /** An intact ownership chain skips the check. */
  readonly chains: boolean;
  /** Needs a server permission, or leaves the home database: fails in a sandboxed frame. */
  readonly sandboxRefused: boolean;
  /** Those who lack it see less, or NULL, but no error. */
  readonly silent: boolean;
  /** In the order in which they are raised, as far as the table orders them. */
  readonly errors: readonly DeniedError[];
  readonly platforms: string;
  /** Nobody documented or saw the requirement itself: a refusal is no more than likely. */
  readonly inferred: boolean;
}

export interface DeniedError {
  readonly number: number;
  readonly state?: number;
  /** Nobody saw it for this form. */
  readonly guess: boolean;
}

/** The requirement of a statement form, by its exact name in the table; undefined: there is no such row. */
export function requirement(statement: string): Requirement | undefined {
  return table().get(statement);
}

/**
 * The requirement of a statement that is known by its words: the longest beginning of them that the table has.
 * 'CREATE', 'EVENT', 'SESSION' on the server is its row 'CREATE EVENT SESSION ... ON SERVER'; 'DROP', 'RESOURCE',
 * 'POOL' is in 'CREATE/ALTER/DROP RESOURCE POOL'.
 */
export function requirementOfWords(words: readonly string[], scope?: FormScope): Requirement | undefined {
  for (let length = words.length; length > 0; length--) {
    const form = words.slice(0, length).join(' ');
    const row = (scope && forms().get(`${form} ON ${scope}`)) ?? forms().get(form);
    if (row) return row;
  }
  return undefined;
}

/** The requirement of a system procedure, by its name without schema; rows of several procedures count for each. */
export function requirementOfProcedure(name: string): Requirement | undefined {
  const folded = name.toLowerCase();
  return procedures().get(folded) ?? byPattern.find(([pattern]) => pattern.test(folded))?.[1];
}

/** Every row, for tests and for reports. */
export function requirements(): Iterable<Requirement> {
  return table().values();
}

let rows: ReadonlyMap<string, Requirement> | undefined;
function table(): ReadonlyMap<string, Requirement> {
  return (rows ??= new Map(
    statementPermissions.map(([statement, scope, requires, owner, errors, , chains, frame, platforms, confidence]) => [
      statement,
      {
        statement,
        scope,
        formula: parseFormula(requires),
        requires,
        owner: owner === 'y',
        chains: chains === 'y',
        sandboxRefused: frame === 'sandbox-refused',
        errors: parseErrors(errors),
        platforms,
        inferred: confidence === 'inferred',
        silent: /^(-|NULL)/.test(errors),
      },
    ]),
  ));
}

let byProcedure: ReadonlyMap<string, Requirement> | undefined;
let byPattern: readonly (readonly [RegExp, Requirement])[] = [];
function procedures(): ReadonlyMap<string, Requirement> {
  if (byProcedure) return byProcedure;
  const found = new Map<string, Requirement>();
  const patterns: [RegExp, Requirement][] = [];
  for (const row of table().values()) {
    const { names, patterns: some } = proceduresOf(row.statement);
    for (const name of names) if (!found.has(name)) found.set(name, row);
    for (const pattern of some) patterns.push([pattern, row]);
  }
  byPattern = patterns;
  return (byProcedure = found);
}

let byForm: ReadonlyMap<string, Requirement> | undefined;
function forms(): ReadonlyMap<string, Requirement> {
  if (byForm) return byForm;
  const found = new Map<string, Requirement>();
  const azure = (row: Requirement): number => (row.platforms === 'azure-sql-db' ? 1 : 0);
  for (const row of [...table().values()].sort((a, b) => azure(a) - azure(b))) {
    for (const { form, scope } of formsOf(row.statement)) {
      const key = scope === undefined ? form : `${form} ON ${scope}`;
      if (!found.has(key)) found.set(key, row);
    }
  }
  return (byForm = found);
}

/** One error for each part of the requirement; a number behind "then" goes with the one before it. */
function parseErrors(text: string): readonly DeniedError[] {
  return [...text.replace(/(?<=\d) then \d+( st\d+)?/g, '').matchAll(/\b(\d{3,5})(\?)?(?: sev\d+)?(?: st(\d+))?/g)].map(
    ([, number, guess, state]) => ({
      number: Number(number),
      guess: guess === '?',
      ...(state !== undefined && { state: Number(state) }),
    }),
  );
}
