/** Tables and indexes. */

import type { Name } from '../../text/name';
import type { AlterTable, Column, ColumnDefault, CreateIndex, CreateTable, ForeignKey } from '../statements/objects';
import type { Base } from './base';
import { isName, nameOf, objectName, objectNameOr, partsOf, upper } from './names';
import { bodyOf, children, field, owned, type Syntax, spanOf } from './syntax';
import { runUses } from './uses/index';

export function createTable(node: Syntax, base: Base): CreateTable {
  const query = bodyOf(field(node, 'query'))[0];
  return {
    ...base,
    kind: 'create_table',
    name: objectNameOr(field(node, 'name'), node),
    columns: children(node, 'column_definition').map(column),
    foreignKeys: foreignKeys(node),
    defaults: defaults(node),
    uses: runUses(node),
    ...(query ? { query } : {}),
  };
}

function column(node: Syntax): Column {
  const name = field(node, 'name');
  const rest = node.children.filter((one) => one !== name);
  const type = columnType(rest);
  return { span: spanOf(node), name: name ? nameOf(name) : '', ...(type ? { type } : {}) };
}

/** The type stands first: a name with its length. A computed column has AS there. */
function columnType(rest: readonly Syntax[]): string | undefined {
  const first = rest[0];
  if (!first || first.type === 'AS' || upper(first) === 'AS') return undefined;
  let last = 0;
  while (rest[last + 1]?.type === '.' && rest[last + 2]) last += 2;
  if (rest[last + 1]?.type === 'run_parens') last++;
  const text = first.source.slice(first.start, rest[last]!.end);
  return owned(
    text
      .toLowerCase()
      .replace(/\s+/g, '')
      .replace(/[[\]"]/g, ''),
  );
}

/** The DEFAULT of each column definition that calls something, and DEFAULT ... FOR column of ALTER TABLE. */
function defaults(node: Syntax): readonly ColumnDefault[] {
  const defined = children(node, 'column_definition').flatMap((one) => {
    const name = field(one, 'name');
    return name && one.children.some((child) => upper(child) === 'DEFAULT') ? defaultOf(one, nameOf(name)) : [];
  });
  const target = node.children.findIndex(
    (one, at) =>
      upper(one) === 'FOR' && at > 0 && node.children[at + 1] !== undefined && isName(node.children[at + 1]!),
  );
  const isLate = node.type === 'alter_table' && target > 0 && node.children.some((one) => upper(one) === 'DEFAULT');
  return isLate ? [...defined, ...defaultOf(node, nameOf(node.children[target + 1]!))] : defined;
}

function defaultOf(node: Syntax, column: Name): readonly ColumnDefault[] {
  const uses = runUses(node);
  const functions = uses.functions.map(({ name }) => name);
  const sequences = uses.accesses.filter(({ right }) => right === 'NEXT VALUE FOR').map(({ name }) => name);
  return functions.length + sequences.length > 0 ? [{ column, functions, sequences }] : [];
}

function foreignKeys(node: Syntax): readonly ForeignKey[] {
  if (node.type === 'foreign_key') {
    const table = field(node, 'table');
    const columns = field(node, 'columns');
    return table
      ? [{ span: spanOf(node), table: objectName(table), columns: columns ? columnNames(columns) : [] }]
      : [];
  }
  return node.children.flatMap((one) => (one.children.length > 0 ? foreignKeys(one) : []));
}

export function columnNames(node: Syntax): readonly Name[] {
  return node.children.filter(isName).map((one) => partsOf(one).at(-1) ?? '');
}

export function alterTable(node: Syntax, base: Base): AlterTable {
  const name = field(node, 'name');
  const rest = node.children.slice(name ? node.children.indexOf(name) + 1 : 2).filter((one) => one.type !== ';');
  const words = rest.map((one) => (one.children.length > 0 ? '' : upper(one)));
  const action = actionOf(words);
  const target = action === 'switch' ? switchTarget(rest, words) : undefined;
  return {
    ...base,
    kind: 'alter_table',
    name: objectNameOr(name, node),
    action,
    columns: action === 'add' ? added(rest, words) : [],
    dropped: action === 'drop' ? dropped(rest, words) : [],
    foreignKeys: foreignKeys(node),
    defaults: defaults(node),
    ...(target ? { switchTo: target } : {}),
    ...(action === 'trigger'
      ? {
          triggers: {
            enabled: words[0] === 'ENABLE',
            names: words[2] === 'ALL' ? ('all' as const) : rest.slice(2).filter(isName).map(objectName),
          },
        }
      : {}),
    masked: words.includes('MASKED'),
    uses: runUses(node),
  };
}

function actionOf(words: readonly string[]): AlterTable['action'] {
  const [first, second, third, fourth] = words;
  if (first === 'ADD' || (first === 'WITH' && third === 'ADD')) return 'add';
  if (first === 'ALTER') return 'alter_column';
  if (first === 'DROP') return 'drop';
  if (first === 'SWITCH') return 'switch';
  if ((first === 'ENABLE' || first === 'DISABLE') && second === 'TRIGGER') return 'trigger';
  if (first === 'WITH' && fourth === 'ADD') return 'add';
  return 'other';
}

const constraintWords = new Set([
  'CONSTRAINT',
  'PRIMARY',
  'UNIQUE',
  'FOREIGN',
  'CHECK',
  'INDEX',
  'PERIOD',
  'DEFAULT',
  'REFERENCES',
]);

/** ADD [COLUMN] a int, b int ...: each piece of the run that starts with no constraint's word is a column. */
function added(rest: readonly Syntax[], words: readonly string[]): readonly Column[] {
  const defined = rest.filter(({ type }) => type === 'column_definition');
  if (defined.length > 0) return defined.map(column);
  const columns: Column[] = [];
  let from = words.indexOf('ADD') + 1;
  for (let at = from; at <= rest.length; at++) {
    if (at < rest.length && rest[at]!.type !== ',') continue;
    const piece = rest.slice(from, at);
    from = at + 1;
    const [name, ...type] = upper(piece[0] ?? rest[0]!) === 'COLUMN' ? piece.slice(1) : piece;
    if (!name || type.length === 0 || !isName(name) || (name.type === 'identifier' && constraintWords.has(upper(name))))
      continue;
    const typed = columnType(type);
    columns.push({
      span: { start: name.start, end: piece.at(-1)!.end },
      name: nameOf(name),
      ...(typed ? { type: typed } : {}),
    });
  }
  return columns;
}

function dropped(rest: readonly Syntax[], words: readonly string[]): readonly Name[] {
  const at = words.indexOf('COLUMN');
  if (at < 0) return [];
  return rest
    .slice(at + 1)
    .filter(
      (one, index) =>
        isName(one) &&
        !(words[at + 1 + index] === 'IF' || words[at + 1 + index] === 'EXISTS' || words[at + 1 + index] === 'COLUMN'),
    )
    .map(nameOf);
}

/** SWITCH [PARTITION n] TO name. */
function switchTarget(rest: readonly Syntax[], words: readonly string[]): ReturnType<typeof objectName> | undefined {
  const to = words.indexOf('TO');
  const parts = to < 0 ? [] : rest.slice(to + 1);
  const end = parts.findIndex((one, index) => index % 2 === 1 && one.type !== '.');
  const run = end < 0 ? parts : parts.slice(0, end);
  if (!run[0] || !isName(run[0])) return undefined;
  return objectName(
    run.length === 1 ? run[0] : { ...run[0], type: 'object_name', end: run.at(-1)!.end, children: run },
  );
}

export function createIndex(node: Syntax, base: Base): CreateIndex {
  const name = field(node, 'name');
  return {
    ...base,
    kind: 'create_index',
    ...(name ? { name: nameOf(name) } : {}),
    table: objectNameOr(field(node, 'table'), node),
  };
}
