/** Where scripts make things, and where they call modules, by name. Kept for each script. */
import { firstConnection } from '../../syntax/stage';
import type { Script, Statement } from '../../syntax/statement';
import { statementsOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { type Folded, fold, type Name } from '../../text/name';
import type { Analysed } from '../../workspace/workspace';
import { placeLink } from './links';

interface Place {
  readonly script: Script;
  readonly offset: number;
  readonly statement: Statement;
  /** The database that the last USE before it names, or where the script is said to start. */
  readonly database: Folded | undefined;
}

export type MadeKind = 'login' | 'user' | 'role' | 'key' | 'database' | 'schema' | 'object';

/** The statements that make a thing of this name; of a database, those that may stand in it. */
export function madeAt(analysed: Analysed, kind: MadeKind, name: Name, database: Name | undefined): readonly Place[] {
  const all = scriptsOf(analysed).flatMap((script) => madeIn(script).get(`${kind}|${fold(name)}`) ?? []);
  return database === undefined
    ? all
    : all.filter((one) => one.database === undefined || one.database === fold(database));
}

/** The statements that call a module of this name. */
export function calledAt(analysed: Analysed, name: Name): readonly Place[] {
  return scriptsOf(analysed).flatMap((script) => madeIn(script).get(`call|${fold(name)}`) ?? []);
}

/** Where something is, in words with links. */
export function placesInWords(places: readonly Place[], most = 4): string | undefined {
  if (places.length === 0) return undefined;
  const shown = places.slice(0, most).map(({ script, offset }) => placeLink(script, offset));
  const more = places.length > most ? ` and ${places.length - most} more` : '';
  return `${[...new Set(shown)].join(', ')}${more}`;
}

function scriptsOf({ script, included, others }: Analysed): readonly Script[] {
  return [script, ...included, ...others];
}

const madeIn = memo((script: Script): ReadonlyMap<string, readonly Place[]> => {
  const found = new Map<string, Place[]>();
  const starts = firstConnection(script)?.database ?? script.starts?.database;
  let database = starts === undefined ? undefined : fold(starts);
  for (const { offset, node } of statementsOf(script)) {
    if (node.kind === 'use') database = fold(node.database.name);
    const key = keyOf(node);
    if (key === undefined) continue;
    const place = { script, offset, statement: node, database };
    const list = found.get(key);
    if (list) list.push(place);
    else found.set(key, [place]);
  }
  return found;
});

function keyOf(statement: Statement): string | undefined {
  switch (statement.kind) {
    case 'create_login':
      return text('login', statement.name.name);
    case 'create_user':
      return text('user', statement.name.name);
    case 'create_role':
    case 'create_application_role':
      return text('role', statement.name.name);
    case 'create_key':
      return statement.name && text('key', statement.name.name);
    case 'create_database':
      return text('database', statement.name.name);
    case 'create_schema':
      return statement.name && text('schema', statement.name.name);
    case 'create_table':
    case 'create_synonym':
    case 'create_module':
    case 'create_sequence':
      return text('object', statement.name.name);
    case 'execute':
      return statement.module.kind === 'name' ? text('call', statement.module.name.name) : undefined;
    default:
      return undefined;
  }
}

function text(kind: MadeKind | 'call', name: Name): string {
  return `${kind}|${fold(name)}`;
}
