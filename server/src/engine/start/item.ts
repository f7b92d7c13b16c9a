/** A declaration in its place, with what it mentions: what else it may depend on is found by that. */
import { ofScripts } from '../../syntax/of-scripts';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement, StatementOf } from '../../syntax/statement';
import { fingerprint } from '../../text/fingerprint';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { loginKey, makes, objectKey, type Spelling, triggerKey } from '../names/made';
import { splitName } from '../names/split-name';
import { type Declaration, declarationsOf } from './declarations';
import { definedIn } from './definitions';

/** A declaration in the database in which it stands. */
export type Placed = Declaration & { readonly database: string };

/** A declaration of a script; what it makes is `key` (made.ts). */
export interface Keyed extends Placed {
  readonly uri: string;
  /** Undefined: it makes nothing that has a name. */
  readonly key: string | undefined;
  /** The key of what it gives another form; of a snapshot only. */
  readonly alters?: string;
}

export interface Item extends Keyed {
  /** Its script, and where in that it stands. */
  readonly script: Script;
  readonly index: number;
  /** It is of a snapshot of the server: what a script defines counts more. */
  readonly isBelow: boolean;
}

/** The declarations of a script, in the database given where it names none: each time other objects. */
export function itemsOf(script: Script, fallback: string): readonly Item[] {
  const isBelow = isOfSnapshot(script);
  if (isBelow) definedIn(script); // its modules have their names: of some the header alone is known
  const { uri } = script;
  return declarationsOf(script).map(({ phase, statement, conditional, database = fallback }, index): Item => {
    const key = makes(statement, database);
    const alters = isBelow ? alteredBy(statement, database) : undefined;
    const said = { phase, statement, conditional, database, script, index, uri, key, isBelow };
    return alters === undefined ? said : { ...said, alters };
  });
}

/** The same, remembered with the script. */
export function knownItemsOf(script: Script, fallback: string): readonly Item[] {
  const known = items(script);
  const made = known.get(fallback) ?? itemsOf(script, fallback);
  known.set(fallback, made);
  return made;
}

/** The key of what a statement of a snapshot gives another form, which what a script makes instead does not have. */
export function alteredBy(statement: Statement, database: string, spelling?: Spelling): string | undefined {
  switch (statement.kind) {
    case 'create_module':
      return statement.action === 'alter' ? makes({ ...statement, action: 'create' }, database, spelling) : undefined;
    case 'signature':
      return objectKey(database, statement.module, spelling);
    case 'alter_login':
      return loginKey(statement.name.name, spelling);
    case 'disable_trigger': {
      const [name] = statement.names;
      if (statement.names === 'all' || typeof name !== 'object') return undefined;
      return triggerKey(statement.on.kind, name, database, spelling);
    }
    default:
      return undefined;
  }
}

const items = ofScripts((_: Script) => new Map<string, readonly Item[]>());

/** In an order that does not depend on when scripts were read; their names count only between equal texts. */
export function inOrder(scripts: readonly Script[]): readonly Script[] {
  return scripts.toSorted(compareTexts);
}

export function compareTexts(a: Script, b: Script): number {
  return compare(rankOf(a), rankOf(b)) || compare(a.uri, b.uri);
}

/** What scripts are put in order by: how their texts begin, and what else is in them. */
export const rankOf = ofScripts(({ text }: Script): string => `${text.slice(0, beginning)}\u0001${fingerprint(text)}`);

const beginning = 200;

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
    } else if (typeof value === 'object' && value !== null && !isPassword(value)) {
      for (const [field, inner] of Object.entries(value)) if (!unread.has(field)) visit(inner);
    }
  };
  visit(toldOf(statement));
  return [...names];
});

/** An option with a text that is nobody's name: many logins may have the same. */
function isPassword(option: object): boolean {
  if (!('name' in option && 'value' in option)) return false;
  return typeof option.name === 'string' && /^(OLD_)?PASSWORD$/i.test(option.name);
}

const unread: ReadonlySet<string> = new Set(['span', 'node', 'kind', 'class', 'action', 'text', 'header', 'offset']);

/** What a declaration says, wherever it stands; of a module as far as it is bound when it is made. */
export function saysOf({ statement, database, conditional, phase }: Keyed): string {
  return `${fold(database)} ${conditional} ${phase} ${saidIn(statement)}`;
}

const saidIn = memo((statement: Statement): string => {
  return JSON.stringify(toldOf(statement), (name, value) => (places.has(name) ? undefined : value));
});

/** They say where something stands. */
const places: ReadonlySet<string> = new Set(['span', 'header', 'offset']);

/** What a statement tells: of a module without its body, where that is not bound. It may have to be read from disk. */
function toldOf(statement: Statement): object {
  return statement.kind !== 'create_module' || isBound(statement) ? statement : withoutBody(statement);
}

/** A module without its body, which is not asked for. */
export function withoutBody(statement: StatementOf<'create_module'>): object {
  const fields = Object.keys(statement).filter((field) => field !== 'body') as (keyof typeof statement)[];
  return Object.fromEntries(fields.map((field) => [field, statement[field]]));
}

/** Whether what stands in the body is looked for when the module is made. */
export function isBound({ type, returns, schemaBinding }: StatementOf<'create_module'>): boolean {
  return type === 'view' || returns === 'inline' || schemaBinding;
}

/** By what a user or login is known besides its name, each with `=` before it: two users cannot share it. */
export const accountsOf = memo((statement: Statement): readonly string[] => {
  switch (statement.kind) {
    case 'create_user':
    case 'create_login': {
      const { source, name, options } = statement;
      const known = 'name' in source ? source.name : name;
      const sids = options.flatMap((option) => (option.name === 'SID' ? (option.value ?? []) : []));
      return [known.name, ...sids].map((one) => `=${fold(one)}`);
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
  visit(toldOf(statement));
  return [...found];
});
