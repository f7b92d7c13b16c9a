/**
 * What other scripts declare that applies only on top of what a script makes: grants on its modules, members of its roles,
 * what stands in its databases. The bodies of its modules are judged with that, too.
 */
import type { Catalog } from '../../catalog/model';
import { isOfSnapshot } from '../../syntax/snapshot-mark';
import type { Script, Statement } from '../../syntax/statement';
import { memo, once } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { nameOfKey } from '../names/made';
import type { Afterwards } from '../run/life-end';
import type { Definitions } from '../session/model';
import { makingsOf } from './declarations';
import { compareTexts, type Item } from './item';
import type { Readers } from './readers';
import { declareOn, isApplied } from './settle';

interface Others {
  readonly readers: Readers<Item>;
  readonly definitions: Definitions;
  /** The database in which scripts stand that name none. */
  readonly database: string;
  /** Scripts that do not count among them. */
  readonly without: ReadonlySet<string>;
}

/** Answers the catalog with what the others declare on top. `start`: what they declare without the script. */
export function afterwardsOf(others: Others, script: Script, start: Catalog): Afterwards {
  const { definitions, without } = others;
  const waiting = once(() => {
    const found = [...mentioning(others.readers, namesOf(script, others.database))].filter(
      ({ uri, script: from, statement }) =>
        !without.has(uri) && !(statement.kind === 'create_module' && isOfSnapshot(from)),
    );
    const applied = isApplied(start, definitions);
    return found.sort((a, b) => compareTexts(a.script, b.script) || a.index - b.index).filter((one) => !applied(one));
  });
  return memo((catalog: Catalog) => (waiting().length === 0 ? catalog : declareOn(catalog, waiting(), definitions)));
}

/** The names of what a script makes. */
function namesOf(script: Script, database: string): ReadonlySet<Folded> {
  return new Set([...makingsOf(script, database).of('without capitals').keys()].map(nameOfKey));
}

/** The declarations that mention one of these names, or stand in a database of that name. */
function mentioning(readers: Readers<Item>, names: ReadonlySet<Folded>): ReadonlySet<Item> {
  const found = new Set<Item>();
  for (const name of names) {
    for (const item of readers.mentioning(name)) if (namesIn(item.statement).has(name)) found.add(item);
    for (const item of readers.inDatabase(name)) if (fold(item.database) === name) found.add(item);
  }
  return found;
}

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
