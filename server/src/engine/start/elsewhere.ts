/**
 * What each of many scripts starts from, when all of them are looked at: the declarations of all others. Declaring all
 * others anew for each script costs the square of their number. Most scripts create objects and grant on them, and
 * nothing else; they start from what all scripts declare, less those objects. Other scripts (principals, databases,
 * keys) are few: theirs is declared anew.
 */
import type { Catalog } from '../../catalog/model';
import type { Script, Statement } from '../../syntax/statement';
import { once } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { makes, objectKey } from '../names/made';
import { declarationsOf, makingsOf } from './declarations';
import { type Declared, type Declaring, declare, declaredCatalog, seen } from './declared';
import { unmade } from './unmade';

export type Together = Omit<Declaring, 'besides' | 'callees'>;

/** What the other scripts declare to a script. */
export function declaredElsewhere(all: Together, script: Script): Catalog {
  const others = all.scripts.filter((other) => other !== script);
  const callees = others.length < all.scripts.length ? all.scripts : [...others, script];
  return declaredCatalog({ ...all, scripts: others, callees, besides: makingsOf(script, all.database) });
}

/** Answers the catalog that the other scripts declare, for any of the scripts given. */
export function elsewhere(all: Together): (script: Script) => Catalog {
  const whole = once(() => ({ ...declare(all), makers: makersIn(all) }));
  return (script) => {
    const own = onlyThings(script, all.database, whole());
    const left = own && unmade(whole().catalog, own);
    if (!left) return declaredElsewhere(all, script);
    return seen(left, { ...all, scripts: all.scripts.filter((other) => other !== script), callees: all.scripts });
  };
}

interface Whole extends Declared {
  /** How many scripts make each thing. */
  readonly makers: ReadonlyMap<string, number>;
}

function makersIn({ scripts, database }: Together): ReadonlyMap<string, number> {
  const makers = new Map<string, number>();
  for (const script of scripts)
    for (const key of makingsOf(script, database).keys()) makers.set(key, (makers.get(key) ?? 0) + 1);
  return makers;
}

/** The keys of what a script makes, where it declares nothing else that counts but permissions on those; else undefined. */
function onlyThings(script: Script, fallback: string, { makers, effective }: Whole): readonly string[] | undefined {
  const makings = makingsOf(script, fallback);
  const found: string[] = [];
  for (const { statement, database } of declarationsOf(script)) {
    const here = fold(database ?? fallback);
    const key = makes(statement, here);
    if (key !== undefined) {
      // What it may find there may be another script's: then its own is taken out by declaring the others anew.
      if (makings.get(key) !== 'makes' && (makers.get(key) ?? 0) > 1) return undefined;
      found.push(key);
    } else if (effective.has(statement) && !isOnOwn(statement, here, makings)) return undefined;
  }
  return found;
}

/** Permissions go with the object that they are on. */
function isOnOwn(statement: Statement, database: Folded, makings: ReadonlyMap<string, unknown>): boolean {
  if (statement.kind !== 'permission' || statement.securable?.class !== 'OBJECT') return false;
  const { name } = statement.securable;
  return name.database === undefined && makings.has(objectKey(database, name));
}
