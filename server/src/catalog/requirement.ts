/** What statements and system procedures require: data/statement-permissions.tsv by statement form. */
import { type Formula, parseFormula } from './formula';
import { statementPermissions } from './generated/statement-permissions';

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
  /** Those who lack it see less, but no error. */
  readonly silent: boolean;
  /** In the order in which they are raised, as far as the table orders them. */
  readonly errors: readonly DeniedError[];
  readonly platforms: string;
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

/** The requirement of a system procedure, by its name without schema; rows of several procedures count for each. */
export function requirementOfProcedure(name: string): Requirement | undefined {
  return procedures().get(name.toLowerCase());
}

/** Every row, for tests and for reports. */
export function requirements(): Iterable<Requirement> {
  return table().values();
}

let rows: ReadonlyMap<string, Requirement> | undefined;
function table(): ReadonlyMap<string, Requirement> {
  return (rows ??= new Map(
    statementPermissions.map(([statement, scope, requires, owner, errors, , chains, frame, platforms]) => [
      statement,
      {
        statement,
        scope,
        formula: parseFormula(requires),
        requires,
        owner: owner === 'y',
        chains: chains === 'y',
        sandboxRefused: frame === 'sandbox-refused',
        silent: errors.trim() === '-',
        errors: parseErrors(errors),
        platforms,
      },
    ]),
  ));
}

let byProcedure: ReadonlyMap<string, Requirement> | undefined;
function procedures(): ReadonlyMap<string, Requirement> {
  if (byProcedure) return byProcedure;
  const found = new Map<string, Requirement>();
  for (const row of table().values()) {
    const [name = ''] = row.statement.split(' (');
    for (const part of name.split(' / ')) {
      const match = /^(?:sys\.)?((?:sp|xp|sysmail)_\w+)$/i.exec(part.trim());
      if (match?.[1] && !found.has(match[1].toLowerCase())) found.set(match[1].toLowerCase(), row);
    }
  }
  return (byProcedure = found);
}

function parseErrors(text: string): readonly DeniedError[] {
  return [...text.matchAll(/\b(\d{3,5})(\?)?(?: sev\d+)?(?: st(\d+))?/g)].map(([, number, guess, state]) => ({
    number: Number(number),
    guess: guess === '?',
    ...(state !== undefined && { state: Number(state) }),
  }));
}
