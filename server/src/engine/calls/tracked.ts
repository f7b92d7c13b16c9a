/**
 * Which variables of a routine are worth following: those whose value decides something (a condition, the name behind
 * EXECUTE AS, the text of EXEC, an argument, a cookie), and those that their values are made of. The others are left
 * out of the worlds, so that an edit of a variable that decides nothing changes no state. The values themselves are
 * followed in step/variables.ts (UNK-2, UNK-3).
 */
import type { Expression, Query } from '../../syntax/expression';
import { ofBodies } from '../../syntax/of-bodies';
import { ofStatements } from '../../syntax/of-statements';
import type { Body, Statement } from '../../syntax/statement';
import { runChildrenOf } from '../../syntax/walk';
import { interner } from '../../text/intern';
import { memo2 } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import type { State } from '../session/model';
import { returnStatus } from '../session/scope';

export type Tracked = ReadonlySet<Folded>;

interface Roles {
  /** Variables whose values are looked at. */
  readonly needed: ReadonlySet<Folded>;
  /** Assigned variables, each with those that it is made of. */
  readonly flows: ReadonlyMap<Folded, ReadonlySet<Folded>>;
}

const sets = interner<Tracked>();
export const noneTracked: Tracked = makeTracked([]);

function makeTracked(names: Iterable<Folded>): Tracked {
  const sorted = [...new Set(names)].sort();
  return sets(sorted.join('\u0001'), () => new Set(sorted));
}

/**
 * The assigned variables to follow in a body, for its own sake and for its caller, who gets values back. Equal sets are
 * the same object.
 */
export function trackedFrom(body: Body, entry: State): Tracked {
  const returned = entry.kind === 'worlds' ? entry.worlds.flatMap((world) => world.scope.returned) : [];
  return returned.length === 0 ? trackedIn(body) : assignedOf(body, [...closure(rolesOf(body), returned)]);
}

const trackedIn = ofBodies((body: Body): Tracked => assignedOf(body, [...neededIn(body)]));

/** The variables whose values a body looks at, directly or through others: the parameters that matter. */
export const neededIn = ofBodies((body: Body): ReadonlySet<Folded> => closure(rolesOf(body), []));

function assignedOf(body: Body, names: readonly Folded[]): Tracked {
  const { flows } = rolesOf(body);
  return makeTracked(names.filter((name) => flows.has(name)));
}

/**
 * Those of the followed variables that a statement, or one that it encloses, assigns: its run depends on no others
 * being followed.
 */
export function trackedBy(statement: Statement, tracked: Tracked): Tracked {
  return rolesOfStatement(statement).flows.size === 0 ? noneTracked : assignedAmong(statement, tracked);
}

const assignedAmong = memo2((statement: Statement, tracked: Tracked): Tracked => {
  return makeTracked([...rolesOfStatement(statement).flows.keys()].filter((name) => tracked.has(name)));
});

function closure({ needed, flows }: Roles, more: readonly Folded[]): ReadonlySet<Folded> {
  const found = new Set([...needed, ...more]);
  // a set is walked in the order in which it grows
  for (const name of found) for (const source of flows.get(name) ?? []) found.add(source);
  return found;
}

const rolesOf = ofBodies((body: Body): Roles => union(body.map(({ node }) => rolesOfStatement(node))));

const nothing: Roles = { needed: new Set(), flows: new Map() };

const rolesOfStatement = ofStatements((statement): Roles => union([ownRoles(statement), argumentsOf(statement)]));

/** Arguments of functions that look something up by name, such as OBJECT_ID(@name). */
function argumentsOf(statement: Statement): Roles {
  const found = 'uses' in statement ? namesIn(statement.uses.builtins) : nothing.needed;
  return found.size === 0 ? nothing : { needed: found, flows: nothing.flows };
}

function ownRoles(statement: Statement): Roles {
  switch (statement.kind) {
    case 'create_module': // its body is a routine of its own
    case 'print':
      return nothing;
    case 'return':
      return assigning([{ name: returnStatus, values: [statement.value] }]);
    case 'declare':
      return assigning(statement.variables.map(({ name, initial }) => ({ name, values: initial ? [initial] : [] })));
    case 'set_variable':
      return assigning([{ name: statement.variable, values: [statement.value] }]);
    case 'select':
      return assigning(
        statement.assignments.map(({ variable, value }) => ({ name: variable, values: [value, statement.query] })),
      );
    default: {
      // what a statement puts into tables decides nothing
      const found = namesIn('variables' in statement ? { ...statement, variables: [] } : statement);
      const flows = returnedTo(statement);
      const own: Roles = found.size === 0 && flows.size === 0 ? nothing : { needed: found, flows };
      return union([own, ...runChildrenOf(statement).map(({ node }) => rolesOfStatement(node))]);
    }
  }
}

/** The variables that a call gives values to. */
function returnedTo(statement: Statement): Roles['flows'] {
  if (statement.kind !== 'execute') return nothing.flows;
  const names = statement.arguments.flatMap(({ output, value }) =>
    output && value.kind === 'variable' ? [value.name] : [],
  );
  if (statement.returnVariable !== undefined) names.push(statement.returnVariable);
  return new Map(names.map((name) => [fold(name), nothing.needed]));
}

function assigning(
  list: readonly { readonly name: string; readonly values: readonly (Expression | Query | undefined)[] }[],
): Roles {
  if (list.length === 0) return nothing;
  const flows = new Map<Folded, Set<Folded>>();
  for (const { name, values } of list) {
    flows.set(fold(name), gather(values, flows.get(fold(name))) ?? new Set());
  }
  return { needed: nothing.needed, flows };
}

type Names = Set<Folded>;

/** The variables in a plain value. Most have none: a set is made where there are some. */
function namesIn(value: unknown): ReadonlySet<Folded> {
  return gather(value, undefined) ?? nothing.needed;
}

/** `@a`, but not `@@a`. */
function isVariable(text: string): boolean {
  return text.length > 1 && text.startsWith('@') && text[1] !== '@';
}

/**
 * Adds the variables in a plain value to those before, but not those in the statements placed in it. What a statement
 * uses by name holds no variables.
 */
function gather(value: unknown, before: Names | undefined): Names | undefined {
  if (typeof value === 'string') return isVariable(value) ? withName(before, value) : before;
  if (typeof value !== 'object' || value === null) return before;
  let found = before;
  if (Array.isArray(value)) {
    for (const item of value) found = gather(item, found);
    return found;
  }
  const fields = value as Record<string, unknown>;
  if (fields['offset'] !== undefined && fields['node'] !== undefined) return found;
  if (fields['kind'] === 'variable' && typeof fields['name'] === 'string') found = withName(found, fields['name']);
  if (fields['kind'] === 'cookie' && typeof fields['variable'] === 'string')
    found = withName(found, fields['variable']);
  for (const key in fields)
    if (!unread.has(key) && !(typeof fields[key] === 'string' && texts.has(key))) found = gather(fields[key], found);
  return found;
}

function withName(before: Names | undefined, name: string): Names {
  return (before ?? new Set<Folded>()).add(fold(name));
}

/** Objects that a statement uses, and targets that get values of data. */
const unread: ReadonlySet<string> = new Set(['uses', 'span', 'into', 'fills']);
/** Texts that are no variables by themselves: names of parameters and objects, literals. */
const texts: ReadonlySet<string> = new Set(['name', 'text', 'value']);

function union(list: readonly Roles[]): Roles {
  const filled = list.filter((one) => one !== nothing);
  if (filled.length === 0) return nothing;
  if (filled.length === 1) return filled[0]!;
  const needed = new Set<Folded>();
  const flows = new Map<Folded, ReadonlySet<Folded>>();
  for (const one of filled) {
    for (const name of one.needed) needed.add(name);
    for (const [name, sources] of one.flows) {
      const known = flows.get(name);
      flows.set(name, known && sources.size > 0 ? new Set([...known, ...sources]) : (known ?? sources));
    }
  }
  return { needed, flows };
}
