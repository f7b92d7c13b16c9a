/**
 * What a script declares to the other scripts of its workspace, read from its own text alone: databases, principals,
 * objects, module headers, grants, keys, signatures. What all of them together make is declared.ts.
 */

import { ofScripts } from '../../syntax/of-scripts';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement } from '../../syntax/statement';
import { memo, once } from '../../text/memo';
import { makes, type Spelling, spellingOf, unmakes } from '../names/made';
import { isOpaque, type MakesUnsaid, makesUnsaid } from './opaque';
import { type Phase, phaseOf, snapshotPhaseOf } from './phases';
import { listsIn, type PlacedStatement, tornBatchesOf } from './placed';

type List = readonly PlacedStatement[];

export interface Declaration {
  readonly phase: Phase;
  /** The database in which it stands; undefined: whichever the script is run in. */
  readonly database: string | undefined;
  readonly statement: Statement;
  /** Whether it stands under a condition, or in a TRY block. */
  readonly conditional: boolean;
}

/** What a script declares, in the order in which it is written. */
export const declarationsOf = ofScripts((script: Script): readonly Declaration[] => {
  const declaredIn = isOfSnapshot(script) ? declaredInSnapshot : declared;
  const lists = listsIn(script);
  return lists.length === 1 ? declaredIn(lists[0]!) : lists.flatMap(declaredIn);
});

const declared = memo((list: List) => list.flatMap((one) => declaration(one, phaseOf(one.statement))));
const declaredInSnapshot = memo((list: List) =>
  list.flatMap((one) => declaration(one, phaseOf(one.statement) ?? snapshotPhaseOf(one.statement))),
);

function declaration(
  { statement, database, conditional }: PlacedStatement,
  phase: Phase | undefined,
): readonly Declaration[] {
  return statement.broken || phase === undefined ? [] : [{ phase, database, statement, conditional }];
}

/** Whether a script says anything to others: what it declares, or that it changes what its text does not show. */
export function isHeard(script: Script): boolean {
  if (declarationsOf(script).length > 0 || script.read === 'some declarations' || isOfSnapshot(script)) return true;
  return opaquePlacesOf(script).length > 0 || unsaidPlacesOf(script).length > 0;
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
  for (const list of listsIn(script)) {
    for (const { drops, key, conditional } of namedIn(list, database, spelling)) {
      for (const one of drops) dropped.add(one);
      if (key === undefined || made.has(key)) continue;
      made.set(key, conditional || dropped.has(key) ? 'may find it there' : 'makes');
    }
  }
  return made;
}

/** What a statement makes and drops, by key. */
interface Named {
  readonly drops: readonly string[];
  readonly key: string | undefined;
  readonly conditional: boolean;
}

interface NamedList {
  readonly database: string;
  readonly spelling: Spelling;
  readonly named: readonly Named[];
}

const newest = new WeakMap<List, NamedList>();

function namedIn(list: List, database: string, spelling: Spelling): readonly Named[] {
  const known = newest.get(list);
  if (known && known.database === database && known.spelling === spelling) return known.named;
  const named = list.flatMap(({ statement, database: own = database, conditional }): readonly Named[] => {
    const drops = unmakes(statement, own, spelling);
    const key = statement.broken ? undefined : makes(statement, own, spelling);
    return drops.length > 0 || key !== undefined ? [{ drops, key, conditional }] : [];
  });
  newest.set(list, { database, spelling, named });
  return named;
}

/** The databases in which a script changes what its text does not show; undefined: whichever it is run in. */
export const opaquePlacesOf = ofScripts((script: Script): readonly (string | undefined)[] => {
  if (isOfSnapshot(script)) return []; // it says itself what is not known
  return [...new Set([...listsIn(script).flatMap(opaqueIn), ...tornBatchesOf(script)])];
});

const opaqueIn = memo((list: List) =>
  list.flatMap(({ statement, database }) => (isOpaque(statement) ? [database] : [])),
);

/** Where a script makes things without saying which, and by what; a database undefined: whichever it is run in. */
export const unsaidPlacesOf = ofScripts((script: Script): readonly UnsaidPlace[] => listsIn(script).flatMap(unsaidIn));

const unsaidIn = memo((list: List) =>
  list.flatMap(({ statement, database }): readonly UnsaidPlace[] => {
    const by = makesUnsaid(statement);
    return by ? [{ database, by }] : [];
  }),
);

export interface UnsaidPlace {
  readonly database: string | undefined;
  readonly by: MakesUnsaid;
}
