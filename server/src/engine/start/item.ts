/** A declaration in its place, with what it mentions: what else it may depend on is found by that. */
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement, StatementOf } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { makes, objectKey, serverKey, triggerKey } from '../names/made';
import { splitName } from '../names/split-name';
import { type Declaration, declarationsOf } from './declarations';

/** A declaration in the database in which it stands. */
export type Placed = Declaration & { readonly database: string };

/** A declaration of a script; what it makes is `key` (made.ts). */
export interface Keyed extends Placed {
  readonly uri: string;
  /** Undefined: it makes nothing that has a name. */
  readonly key: string | undefined;
}

export interface Item extends Keyed {
  /** Its script, and where in that it stands. */
  readonly script: Script;
  readonly index: number;
  /** It is of a snapshot of the server: what a script defines counts more. */
  readonly isBelow: boolean;
  /** What it gives another form, of which `key` is the key; of a snapshot only. */
  readonly alters?: string | undefined;
}

/** The declarations of a script, in the database given where it names none. */
export function itemsOf(script: Script, fallback: string): readonly Item[] {
  const known = items(script);
  const isBelow = isOfSnapshot(script);
  const made =
    known.get(fallback) ??
    declarationsOf(script).map((one, index): Item => {
      const database = one.database ?? fallback;
      const key = makes(one.statement, fold(database));
      const alters = isBelow ? alteredBy(one.statement, fold(database)) : undefined;
      return {
        ...one,
        script,
        index,
        uri: script.uri,
        database,
        key,
        isBelow,
        ...(alters !== undefined && { alters }),
      };
    });
  known.set(fallback, made);
  return made;
}

/** The key of what a statement of a snapshot gives another form, which what a script makes instead does not have. */
function alteredBy(statement: Statement, database: Folded): string | undefined {
  switch (statement.kind) {
    case 'create_module':
      return statement.action === 'alter' ? makes({ ...statement, action: 'create' }, database) : undefined;
    case 'signature':
      return objectKey(database, statement.module);
    case 'alter_login':
      return serverKey('server principal', statement.name.name);
    case 'disable_trigger': {
      const [name] = statement.names;
      if (statement.names === 'all' || typeof name !== 'object') return undefined;
      return triggerKey(statement.on.kind, name, database);
    }
    default:
      return undefined;
  }
}

const items = memo((_: Script) => new Map<string, readonly Item[]>());

/** In an order that does not depend on when scripts were read; their names count only between equal texts. */
export function inOrder(scripts: readonly Script[]): readonly Script[] {
  return scripts.toSorted(compareTexts);
}

export function compareTexts(a: Script, b: Script): number {
  return compare(a.text, b.text) || compare(a.uri, b.uri);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * All names in a statement, and every other text. Of a module the body counts where it is bound when the module is made.
 * With `=` before them the names by which a user is known (account.ts).
 */
export const mentionsOf = memo((statement: Statement): readonly string[] => {
  const names = new Set<string>(accountsOf(statement));
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      names.add(fold(value));
      if (/[.[\]"]/.test(value)) for (const part of splitName(value) ?? []) names.add(fold(part));
    } else if (typeof value === 'object' && value !== null) {
      for (const [field, inner] of Object.entries(value)) if (!unread.has(field)) visit(inner);
    }
  };
  const { body, ...rest } = statement as Statement & { readonly body?: unknown };
  visit(rest);
  if (statement.kind !== 'create_module' || isBound(statement)) visit(body);
  return [...names];
});

const unread: ReadonlySet<string> = new Set(['span', 'node', 'kind', 'text', 'header', 'offset']);

/** What a declaration says, wherever it stands; of a module as far as it is bound when it is made. */
export function saysOf({ statement, database, conditional, phase }: Keyed): string {
  return `${fold(database)} ${conditional} ${phase} ${saidIn(statement)}`;
}

const saidIn = memo((statement: Statement): string => {
  const { body, ...rest } = statement as Statement & { readonly body?: unknown };
  const told = statement.kind !== 'create_module' || isBound(statement) ? { rest, body } : rest;
  return JSON.stringify(told, (name, value) => (places.has(name) ? undefined : value));
});

/** They say where something stands. */
const places: ReadonlySet<string> = new Set(['span', 'header', 'offset']);

/** Whether what stands in the body is looked for when the module is made. */
function isBound({ type, returns, schemaBinding }: StatementOf<'create_module'>): boolean {
  return type === 'view' || returns === 'inline' || schemaBinding;
}

/** By what a user or login is known besides its name, each with `=` before it: two users cannot share it. */
export const accountsOf = memo((statement: Statement): readonly string[] => {
  switch (statement.kind) {
    case 'create_user':
    case 'create_login': {
      const { source, name, options } = statement;
      const known = 'name' in source ? source.name : name;
      return [known.name, ...options.flatMap(({ value }) => value ?? [])].map((one) => `=${fold(one)}`);
    }
    case 'execute':
      return statement.arguments.flatMap(({ value }) => (value.kind === 'string' ? `=${fold(value.value)}` : []));
    default:
      return [];
  }
});

/** The databases that a statement names, and the one in which it stands. */
export function databasesOf({ statement, database }: Placed): readonly Folded[] {
  return [fold(database), ...namedIn(statement)];
}

const namedIn = memo((statement: Statement): readonly Folded[] => {
  const found = new Set<Folded>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      if (field === 'database' && typeof inner === 'string') found.add(fold(inner));
      else visit(inner);
    }
  };
  const { body, ...rest } = statement as Statement & { readonly body?: unknown };
  visit(rest);
  if (statement.kind !== 'create_module' || isBound(statement)) visit(body);
  return [...found];
});
