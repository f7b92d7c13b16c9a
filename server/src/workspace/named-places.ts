/** Where scripts make things, and where they call modules, by name. Of a script that nobody has open it is held (facts.ts). */

import type { DefinitionId } from '../catalog/model';
import { definedIn } from '../engine/start/definitions';
import { ofScripts } from '../syntax/of-scripts';
import { selected } from '../syntax/selected';
import { firstConnection } from '../syntax/stage';
import type { Script, Statement } from '../syntax/statement';
import { type Folded, fold, type Name } from '../text/name';

export type MadeKind = 'login' | 'user' | 'role' | 'key' | 'database' | 'schema' | 'object';

export interface NamedPlace {
  /** What is made or called there, as `nameKey` writes it. */
  readonly key: string;
  readonly offset: number;
  /** The database that the last USE before it names, or where the script is said to start. */
  readonly database: Folded | undefined;
  /** Of a module that is made there. */
  readonly module: DefinitionId | undefined;
}

export function nameKey(kind: MadeKind | 'call', name: Name): string {
  return `${kind}|${fold(name)}`;
}

export interface NamedPlaces {
  /** The places of a key, in the order of the text. */
  find(key: string): readonly NamedPlace[];
  readonly keys: Iterable<string>;
}

export const namedIn = ofScripts((script: Script): NamedPlaces => {
  const places = namedPlacesIn(script);
  return {
    find: (key) => places.filter((one) => one.key === key),
    keys: new Set(places.map(({ key }) => key)),
  };
});

/** All of them. */
export function namedPlacesIn(script: Script): readonly NamedPlace[] {
  const starts = firstConnection(script)?.database ?? script.starts?.database;
  let database = starts === undefined ? undefined : fold(starts);
  const found: NamedPlace[] = [];
  for (const { offset, node } of naming(script)) {
    if (node.kind === 'use') database = fold(node.database.name);
    const key = keyOf(node);
    const module = node.kind === 'create_module' ? definedIn(script).idOf(node) : undefined;
    if (key !== undefined) found.push({ key, offset, database, module });
  }
  return found;
}

const naming = selected((statement) => statement.kind === 'use' || keyOf(statement) !== undefined);

function keyOf(statement: Statement): string | undefined {
  switch (statement.kind) {
    case 'create_login':
      return nameKey('login', statement.name.name);
    case 'create_user':
      return nameKey('user', statement.name.name);
    case 'create_role':
    case 'create_application_role':
      return nameKey('role', statement.name.name);
    case 'create_key':
      return statement.name && nameKey('key', statement.name.name);
    case 'create_database':
      return nameKey('database', statement.name.name);
    case 'create_schema':
      return statement.name && nameKey('schema', statement.name.name);
    case 'create_table':
    case 'create_synonym':
    case 'create_module':
    case 'create_sequence':
      return nameKey('object', statement.name.name);
    case 'execute':
      return statement.module.kind === 'name' ? nameKey('call', statement.module.name.name) : undefined;
    default:
      return undefined;
  }
}
