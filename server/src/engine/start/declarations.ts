/**
 * What a script declares to the other scripts of its workspace, read from its own text alone: databases, principals,
 * objects, module headers, grants, keys, signatures. What all of them together make is declared.ts.
 */

import { isReadAsWhole } from '../../syntax/read-as-whole';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import { type SessionMark, stageOf } from '../../syntax/stage';
import type { Batch, Body, Script, Statement } from '../../syntax/statement';
import { runChildrenOf } from '../../syntax/walk';
import { memo, once } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { makes, type Spelling, spellingOf, unmakes } from '../names/made';
import { isOpaque, type MakesUnsaid, makesUnsaid } from './opaque';

export interface Declaration {
  readonly phase: Phase;
  /** The database in which it stands; undefined: whichever the script is run in. */
  readonly database: string | undefined;
  readonly statement: Statement;
  /** Whether it stands under a condition, or in a TRY block. */
  readonly conditional: boolean;
}

/** In this order, for what comes later needs what comes before. */
export const phases = [
  'databases and logins',
  'users and roles',
  'keys',
  'key files',
  'keys from files',
  'principals of keys',
  'schemas and objects',
  'owners and options',
  'members and permissions',
  'signatures',
] as const;
export type Phase = (typeof phases)[number];

/** What a script declares, in the order in which it is written. */
export const declarationsOf = memo((script: Script): readonly Declaration[] => {
  const isSnapshot = isOfSnapshot(script);
  return placedIn(script).flatMap(({ statement, database, conditional }) => {
    const phase = statement.broken
      ? undefined
      : (phaseOf(statement) ?? (isSnapshot ? snapshotPhaseOf(statement) : undefined));
    return phase === undefined ? [] : [{ phase, database, statement, conditional }];
  });
});

/** Whether a script says anything to others: what it declares, or that it changes what its text does not show. */
export function isHeard(script: Script): boolean {
  if (declarationsOf(script).length > 0 || script.read === 'some declarations' || isOfSnapshot(script)) return true;
  return opaquePlacesOf(script).length > 0 || unsaidPlacesOf(script).length > 0;
}

/** Whether a statement at batch level has a part in what its script declares. */
export function isDeclaring(statement: Statement): boolean {
  return countsIn(statement) || declaringInside(statement).some(({ node }) => isDeclaring(node));
}

/** How sure it is that something is not there before a script makes it. */
export type Making = 'makes' | 'may find it there';

/** What a script makes, by the keys of made.ts. */
export interface Makings {
  readonly of: (spelling: Spelling) => ReadonlyMap<string, Making>;
  /** Of a key of either spelling. */
  readonly get: (key: string) => Making | undefined;
}

/**
 * What a script makes, in the database given where it names none. It may find it there where it makes it under a condition,
 * or drops it before.
 */
export function makingsOf(script: Script, database: string): Makings {
  const plain = once(() => makings(script, database, 'without capitals'));
  const written = once(() => makings(script, database, 'as written'));
  const of: Makings['of'] = (spelling) => (spelling === 'as written' ? written() : plain());
  return { of, get: (key) => of(spellingOf(key)).get(key) };
}

export const noMakings: Makings = { of: () => new Map(), get: () => undefined };

function makings(script: Script, database: string, spelling: Spelling): ReadonlyMap<string, Making> {
  const made = new Map<string, Making>();
  const dropped = new Set<string>();
  for (const { statement, database: own, conditional } of placedIn(script)) {
    const here = own ?? database;
    for (const key of unmakes(statement, here, spelling)) dropped.add(key);
    const key = statement.broken ? undefined : makes(statement, here, spelling);
    if (key === undefined || made.has(key)) continue;
    made.set(key, conditional || dropped.has(key) ? 'may find it there' : 'makes');
  }
  return made;
}

/** The databases in which a script changes what its text does not show; undefined: whichever it is run in. */
export const opaquePlacesOf = memo((script: Script): readonly (string | undefined)[] => {
  if (isOfSnapshot(script)) return []; // it says itself what is not known
  const opaque = placedIn(script).filter(({ statement }) => isOpaque(statement));
  const torn = tornBatchesOf(script);
  return [...new Set([...opaque.map(({ database }) => database), ...torn])];
});

/** Where a script makes things without saying which, and by what; a database undefined: whichever it is run in. */
export const unsaidPlacesOf = memo((script: Script): readonly UnsaidPlace[] =>
  placedIn(script).flatMap(({ statement, database }) => {
    const by = makesUnsaid(statement);
    return by ? [{ database, by }] : [];
  }),
);

export interface UnsaidPlace {
  readonly database: string | undefined;
  readonly by: MakesUnsaid;
}

/** The databases of batches of which a part was not understood. */
export const tornBatchesOf = memo((script: Script): readonly (string | undefined)[] => {
  const databaseAt = databasesIn(script);
  return script.batches.flatMap(({ batch, offset }) => (isReadAsWhole(batch) ? [] : [databaseAt(offset)]));
});

/** Answers which database is current at an offset; ask in the order of the text. */
function databasesIn(script: Script): (offset: number) => string | undefined {
  const marks: SessionMark[] = [...stageOf(script).sessions];
  const uses = script.batches.flatMap(({ batch, offset: base }) =>
    countingIn(batch).flatMap(({ statement, offset }) =>
      statement.kind === 'use' ? [{ at: base + offset, name: statement.database.name }] : [],
    ),
  );
  let database = script.starts?.database;
  return (offset) => {
    for (;;) {
      const mark = marks[0] && marks[0].span.start <= offset ? marks[0] : undefined;
      const use = uses[0] && uses[0].at <= offset ? uses[0] : undefined;
      if (!mark && !use) return database;
      if (mark && (!use || mark.span.start <= use.at)) database = marks.shift()?.database ?? 'master';
      else database = uses.shift()?.name;
    }
  };
}

export interface PlacedStatement {
  readonly statement: Statement;
  /** Where it stands in the text. */
  readonly offset: number;
  readonly database: string | undefined;
  readonly conditional: boolean;
}

/** The statements of a script outside modules that count here, each with the database that is current there. */
export const placedIn = memo((script: Script): readonly PlacedStatement[] => {
  const databaseAt = databasesIn(script);
  return script.batches.flatMap(({ batch, offset: base }) =>
    countingIn(batch).map(({ statement, offset, conditional }) => ({
      statement,
      offset: base + offset,
      database: databaseAt(base + offset),
      conditional,
    })),
  );
});

interface Counting {
  readonly statement: Statement;
  /** From the batch's start. */
  readonly offset: number;
  readonly conditional: boolean;
}

/** The statements of a batch that declare, drop or change the database. */
const countingIn = memo((batch: Batch): readonly Counting[] => {
  const found: Counting[] = [];
  const visit = (body: Body, base: number, conditional: boolean): void => {
    for (const { node, offset: at } of body) {
      const offset = base + at;
      if (countsIn(node)) found.push({ statement: node, offset, conditional });
      const inside = declaringInside(node);
      if (inside.length > 0) visit(inside, offset, conditional || node.kind !== 'block');
    }
  };
  visit(batch.statements, 0, false);
  return found;
});

function countsIn(statement: Statement): boolean {
  return (
    statement.kind === 'use' ||
    statement.kind === 'drop' ||
    phaseOf(statement) !== undefined ||
    snapshotPhaseOf(statement) !== undefined ||
    isOpaque(statement) ||
    makesUnsaid(statement) !== undefined
  );
}

/** What is declared inside a statement. A CATCH block may never run; a schema declares its elements itself. */
function declaringInside(statement: Statement): Body {
  if (statement.kind === 'try_catch') return statement.try;
  return statement.kind === 'create_schema' ? [] : runChildrenOf(statement);
}

/** What declares in a snapshot only: there it says what is, and in a script it may be for a while. */
function snapshotPhaseOf(statement: Statement): Phase | undefined {
  switch (statement.kind) {
    case 'disable_trigger':
    case 'alter_login':
      return 'owners and options';
    case 'execute':
      return statement.module.kind === 'name' && ofLinkedServers.has(fold(statement.module.name.name))
        ? 'members and permissions'
        : undefined;
    default:
      return undefined;
  }
}

const ofLinkedServers: ReadonlySet<Folded> = new Set(['sp_serveroption', 'sp_droplinkedsrvlogin'].map(fold));

function phaseOf(statement: Statement): Phase | undefined {
  switch (statement.kind) {
    case 'create_database':
      return 'databases and logins';
    case 'restore':
      return statement.database && /^(database|log)\b/.test(statement.what) ? 'databases and logins' : undefined;
    case 'create_login':
      return isOfKey(statement) ? 'principals of keys' : 'databases and logins';
    case 'create_user':
      return isOfKey(statement) ? 'principals of keys' : 'users and roles';
    case 'create_role':
    case 'create_application_role':
      return 'users and roles';
    case 'create_key':
      return statement.from.kind === 'file' ? 'keys from files' : 'keys';
    case 'backup_certificate':
      return 'key files';
    case 'create_schema':
    case 'create_table':
    case 'create_type':
    case 'create_synonym':
    case 'create_sequence':
    case 'create_module':
    case 'queue':
    case 'service':
      return 'schemas and objects';
    case 'alter_authorization':
      return 'owners and options';
    case 'alter_database':
      // The names of all that comes later are compared by it.
      if (statement.options.some(({ name }) => name === 'COLLATE')) return 'databases and logins';
      return statement.newName || statement.options.some(({ name }) => followedOptions.has(name))
        ? 'owners and options'
        : undefined;
    case 'alter_role':
    case 'permission':
      return 'members and permissions';
    case 'signature':
      return statement.action === 'add' ? 'signatures' : undefined; // what is dropped is cleaned up, as with DROP
    case 'execute':
      return statement.module.kind === 'name' ? procedures.get(fold(statement.module.name.name)) : undefined;
    default:
      return undefined;
  }
}

/** The options of a database that the catalog holds. */
const followedOptions: ReadonlySet<string> = new Set([
  'TRUSTWORTHY',
  'DB_CHAINING',
  'RECURSIVE_TRIGGERS',
  'CONTAINMENT',
]);

function isOfKey({ source }: Statement & { kind: 'create_login' | 'create_user' }): boolean {
  return source.kind === 'certificate' || source.kind === 'asymmetric_key';
}

/** Procedures of the system that declare as statements do (PRN-50). */
const procedures: ReadonlyMap<Folded, Phase> = new Map(
  (
    [
      ['sp_addlogin', 'databases and logins'],
      ['sp_attach_db', 'databases and logins'],
      ['sp_attach_single_file_db', 'databases and logins'],
      ['sp_grantlogin', 'databases and logins'],
      ['sp_grantdbaccess', 'users and roles'],
      ['sp_adduser', 'users and roles'],
      ['sp_addrole', 'users and roles'],
      ['sp_addapprole', 'users and roles'],
      ['sp_changedbowner', 'owners and options'],
      ['sp_configure', 'owners and options'],
      ['sp_addlinkedserver', 'owners and options'],
      ['sp_addlinkedsrvlogin', 'members and permissions'],
      ['sp_addrolemember', 'members and permissions'],
      ['sp_addsrvrolemember', 'members and permissions'],
    ] as const
  ).map(([name, phase]) => [fold(name), phase]),
);
