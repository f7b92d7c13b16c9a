/**
 * What other scripts declare that applies only on top of what a script makes: grants on its modules, members of its roles,
 * what stands in its databases. The bodies of its modules are judged with that, too.
 */
import type { Catalog } from '../../catalog/model';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement } from '../../syntax/statement';
import { memo, once } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { thingOf } from '../names/made';
import type { Afterwards } from '../run/life-end';
import { declarationsOf, makingsOf } from './declarations';
import { declareOn, isApplied, type Placed } from './declared';
import type { Together } from './elsewhere';

/** Answers the catalog with what the others declare on top. `start`: what they declare without the script. */
export function afterwardsOf({ scripts, database, definitions }: Together, script: Script, start: Catalog): Afterwards {
  const waiting = once(() => {
    const applied = isApplied(start, definitions);
    return mentioning(scripts, namesOf(script, database), database)
      .filter(
        ({ uri, isOlder, declaration }) =>
          uri !== script.uri && !(isOlder && declaration.statement.kind === 'create_module'),
      )
      .map(({ declaration }) => declaration)
      .filter((one) => !applied(one));
  });
  return memo((catalog: Catalog) => (waiting().length === 0 ? catalog : declareOn(catalog, waiting(), definitions)));
}

/** The names of what a script makes. */
function namesOf(script: Script, database: string): ReadonlySet<Folded> {
  const keys = [...makingsOf(script, database).keys()];
  return new Set(keys.map((key) => lastWord(thingOf(key).name)));
}

/** A key is named with its type before it. */
const lastWord = (name: Folded): Folded => name.replace(/^(certificate|(a?symmetric)_key) /, '') as Folded;

interface Written {
  readonly uri: string;
  /** It is of a snapshot. */
  readonly isOlder: boolean;
  readonly declaration: Placed;
}

function mentioning(scripts: readonly Script[], names: ReadonlySet<Folded>, fallback: string): readonly Written[] {
  const index = indexOf(scripts);
  const found = new Set([...names].flatMap((name) => index.get(name) ?? []));
  return [...found].map(({ uri, isOlder, declaration }) => ({
    uri,
    isOlder,
    declaration: { ...declaration, database: declaration.database ?? fallback },
  }));
}

interface Indexed {
  readonly uri: string;
  readonly isOlder: boolean;
  readonly declaration: ReturnType<typeof declarationsOf>[number];
}

/** The declarations of some scripts, by each name that they mention, and by their database. */
const indexOf = memo((scripts: readonly Script[]): ReadonlyMap<string, readonly Indexed[]> => {
  const index = new Map<string, Indexed[]>();
  for (const script of scripts) {
    for (const declaration of declarationsOf(script)) {
      const { statement, database } = declaration;
      const names = new Set([...namesIn(statement), ...(database === undefined ? [] : [fold(database)])]);
      for (const name of names) {
        const list = index.get(name);
        if (list) list.push({ uri: script.uri, isOlder: isOfSnapshot(script), declaration });
        else index.set(name, [{ uri: script.uri, isOlder: isOfSnapshot(script), declaration }]);
      }
    }
  }
  return index;
});

/** The names that a statement mentions, but for those in the body of a module. */
const namesIn = memo((statement: Statement): ReadonlySet<Folded> => {
  const names = new Set<Folded>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      if ((field === 'name' || field === 'value') && typeof inner === 'string') names.add(fold(inner));
      else if (field !== 'body') visit(inner);
    }
  };
  visit(statement);
  return names;
});
