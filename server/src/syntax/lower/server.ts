/** Databases, backups, and what concerns the whole server. */
import type { AlterDatabase, Backup, CreateDatabase, Dbcc, Restore, Simple } from '../statements/server';
import type { Base } from './base';
import { expression } from './expressions';
import { namedAt, namedAtOr, nameOf, upper } from './names';
import { insideParens, optionsOf, pieces, valueNode, wordsOf } from './runs';
import { field, leaves, type Syntax } from './syntax';

export function createDatabase(node: Syntax, base: Base): CreateDatabase {
  const name = field(node, 'name');
  const run = name ? node.children.slice(node.children.indexOf(name) + 1) : [];
  const from = sourceOf(run);
  return {
    ...base,
    kind: 'create_database',
    name: namedAtOr(name, node),
    options: createOptions(run),
    ...(from && { from }),
  };
}

/** FOR ATTACH, AS SNAPSHOT OF x, AS COPY OF [server.]x. */
function sourceOf(run: readonly Syntax[]): CreateDatabase['from'] {
  const words = wordsOf(run);
  if (words.includes('ATTACH') || words.includes('ATTACH_REBUILD_LOG')) return { kind: 'files' };
  const at = run.findIndex((one, index) => upper(one) === 'AS' && upper(run[index + 2] ?? one) === 'OF');
  const source = at < 0 ? undefined : run[at + 3];
  if (!source) return undefined;
  if (upper(run[at + 1]!) === 'SNAPSHOT') return { kind: 'snapshot', of: nameOf(source) };
  return { kind: 'copy', of: run.length > at + 4 || source.children.length > 1 ? undefined : nameOf(source) };
}

/** CONTAINMENT = x at the start, COLLATE x, and the list after WITH. */
function createOptions(run: readonly Syntax[]): CreateDatabase['options'] {
  const containment = run.findIndex((one) => upper(one) === 'CONTAINMENT');
  const list = run.findIndex((one) => upper(one) === 'WITH');
  const first = containment < 0 ? [] : run.slice(containment, containment + 3);
  const collate = run.findIndex((one) => upper(one) === 'COLLATE');
  return [
    ...optionsOf(first),
    ...(collate < 0 ? [] : optionsOf(run.slice(collate, collate + 2))),
    ...(list < 0 ? [] : optionsOf(run.slice(list + 1))),
  ];
}

/** ALTER DATABASE x SET a ON, b = c WITH ROLLBACK IMMEDIATE; COLLATE y; MODIFY NAME = y. */
export function alterDatabase(node: Syntax, base: Base): AlterDatabase {
  const name = field(node, 'name');
  const action = field(node, 'action');
  const written = field(node, 'options');
  const current = name?.type === 'CURRENT' || (name?.type === 'identifier' && upper(name) === 'CURRENT');
  const elements = written?.children ?? [];
  const word = action ? upper(action) : '';
  const end = elements.findIndex((one) => upper(one) === 'WITH');
  const renamed = word === 'MODIFY' ? valueNode(written, 'NAME') : undefined;
  const skipped = name ? node.children.indexOf(name) + 1 : 2;
  return {
    ...base,
    kind: 'alter_database',
    ...(name && !current ? { name: namedAt(name) } : {}),
    options: changedOptions(word, action, end < 0 ? elements : elements.slice(0, end)),
    ...(renamed ? { newName: namedAt(renamed) } : {}),
    words: wordsOf(node.children.slice(skipped).flatMap((one) => (one.type === 'options' ? one.children : [one]))),
  };
}

function changedOptions(
  word: string,
  action: Syntax | undefined,
  elements: readonly Syntax[],
): AlterDatabase['options'] {
  if (word === 'SET') return optionsOf(elements);
  return word === 'COLLATE' && action ? optionsOf([action, ...elements]) : [];
}

export function backup(node: Syntax, base: Base): Backup {
  return {
    ...base,
    kind: 'backup',
    what: field(node, 'log') ? 'log' : 'database',
    database: namedAtOr(field(node, 'database'), node),
  };
}

export function restore(node: Syntax, base: Base): Restore {
  const database = field(node, 'database');
  const what = node.children[1];
  const fromSnapshot = leaves(node).some((one) => upper(one) === 'DATABASE_SNAPSHOT');
  return {
    ...base,
    kind: 'restore',
    what: what ? upper(what).toLowerCase() : '',
    ...(database ? { database: namedAt(database) } : {}),
    fromSnapshot,
  };
}

export function dbcc(node: Syntax, base: Base): Dbcc {
  const command = field(node, 'command');
  const written = field(node, 'arguments');
  const list = written ? pieces(insideParens(written)) : [];
  const end = node.children.findIndex((one) => upper(one) === 'WITH');
  return {
    ...base,
    kind: 'dbcc',
    command: command ? upper(command) : '',
    options: end < 0 ? [] : wordsOf(node.children.slice(end + 1)),
    arguments: list.map((piece) =>
      piece.length === 1
        ? expression(piece[0])
        : { kind: 'opaque', span: { start: piece[0]!.start, end: piece.at(-1)!.end } },
    ),
  };
}

export function simple(node: Syntax, base: Base): Simple {
  return { ...base, kind: node.type as Simple['kind'], words: wordsOf(leaves(node)) };
}
