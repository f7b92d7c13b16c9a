/** Reading facts: values of the kinds that are expected, and lists in an order of their own. */
import type { ModulePart, Permission } from './model';
import type { Fact } from './rows';

/** The facts of each kind. */
export function by(facts: readonly Fact[]): (kind: string) => readonly Fact[] {
  const kinds = new Map<string, Fact[]>();
  for (const fact of facts) {
    const list = kinds.get(fact.f);
    if (list) list.push(fact);
    else kinds.set(fact.f, [fact]);
  }
  return (kind) => kinds.get(kind) ?? [];
}

export function byId(facts: readonly Fact[]): ReadonlyMap<number, Fact> {
  return new Map(facts.map((one) => [number(one.id), one]));
}

export function text(fact: Fact | undefined, field: string): string | undefined {
  const value = fact?.[field];
  return typeof value === 'string' ? value : undefined;
}

export function named(fact: Fact | undefined): string | undefined {
  return text(fact, 'name');
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

export function flag(fact: Fact, field: string): boolean | undefined {
  const value = fact[field];
  return typeof value === 'boolean' ? value : undefined;
}

/** The field, unless it has no value. */
export function optional<K extends string, V>(name: K, value: V | undefined): { readonly [k in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [k in K]?: V });
}

/** In an order that depends on nothing but what is in the list. */
export function sorted<T>(list: readonly T[]): readonly T[] {
  const keyed = list.map((value) => ({ value, key: JSON.stringify(value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ value }) => value);
}

/** The names in a list of rows. */
export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one: Fact) => named(one) ?? []) : [];
}

export function stateOf(row: Fact): Permission['state'] | undefined {
  switch (row.state) {
    case 'G':
      return 'grant';
    case 'W':
      return 'grant_with_grant_option';
    case 'D':
      return 'deny';
    default:
      return undefined;
  }
}

/** What is known of a module. -2 stands for OWNER in the server's views. */
export function modulePart(row: Fact, nameOf: (id: unknown) => string | undefined): ModulePart {
  const runAs = row.run_as;
  const user = runAs === undefined || runAs === -2 ? undefined : (nameOf(runAs) ?? '');
  const definition = text(row, 'text');
  return {
    runAs: runAsWords(runAs, user),
    ...optional('quoted', flag(row, 'quoted') === false ? false : undefined),
    ...optional('assembly', text(row, 'assembly')),
    ...optional('text', definition?.split(/\r\n|\r|\n/)),
  };
}

function runAsWords(runAs: unknown, user: string | undefined): string {
  if (runAs === -2) return 'owner';
  return user === undefined ? 'caller' : `user:${user}`;
}
