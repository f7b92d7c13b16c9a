/** Expressions, as far as the engine evaluates them. */
import type { Expression, Query } from '../expression';
import { isName, nameOf, objectName, partsOf, typeText, unquote, upper } from './names';
import { child, field, fields, has, type Syntax, spanOf, textOf } from './syntax';

/** Deeper trees are not evaluated: no one reads them, and every level costs the machine's stack. */
const depthLimit = 200;

/**
 * Lowers an expression. What is not modelled is opaque; what it touches stands in the statement's uses all the same.
 */
export function expression(node: Syntax | undefined, depth = 0): Expression {
  if (!node) return { kind: 'opaque', span: { start: 0, end: 0 } };
  const span = spanOf(node);
  if (depth > depthLimit) return { kind: 'opaque', span };
  const inner = (name: string): Expression => expression(field(node, name), depth + 1);
  switch (node.type) {
    case 'string':
      return { kind: 'string', span, value: nameOf(node) };
    case 'number':
    case 'money': {
      const text = textOf(node);
      return { kind: 'number', span, value: Number(text.replace(/[^0-9.eE+-]/g, '')), text };
    }
    case 'negative':
      return negative(node, depth);
    case 'binary':
      return { kind: 'binary', span, text: textOf(node) };
    case 'null':
      return { kind: 'null', span };
    case 'default':
      return { kind: 'default', span };
    case 'variable':
      return { kind: 'variable', span, name: textOf(node) };
    case 'parenthesized':
      return expression(
        node.children.find((one) => one.named),
        depth + 1,
      );
    case 'unary':
      return { kind: 'unary', span, operator: operatorOf(node), operand: inner('operand') };
    case 'operation':
      return {
        kind: 'operation',
        span,
        operator: operatorOf(node),
        left: inner('left'),
        right: inner('right'),
        ...collationOf(node),
      };
    case 'like': {
      if (has(node, 'ESCAPE')) return { kind: 'opaque', span };
      const like: Expression = {
        kind: 'operation',
        span,
        operator: 'LIKE',
        left: inner('left'),
        right: inner('right'),
        ...collationOf(node),
      };
      return field(node, 'not') ? { kind: 'unary', span, operator: 'NOT', operand: like } : like;
    }
    case 'is_null':
      return {
        kind: 'unary',
        span,
        operator: field(node, 'not') ? 'IS NOT NULL' : 'IS NULL',
        operand: inner('operand'),
      };
    case 'in': {
      const query = field(node, 'query');
      const values = fields(node, 'value').map((value) => expression(value, depth + 1));
      return {
        kind: 'in',
        span,
        operand: inner('operand'),
        negated: field(node, 'not') !== undefined,
        values,
        ...collationOf(node),
        ...(query && { query: queryOf(query, depth) }),
      };
    }
    case 'case':
      return caseOf(node, depth);
    case 'compound_operation':
      return between(node, depth);
    case 'exists': {
      const query = field(node, 'query');
      return query ? { kind: 'exists', span, query: queryOf(query, depth) } : { kind: 'opaque', span };
    }
    case 'subquery':
      return { kind: 'subquery', span, query: queryOf(node, depth) };
    case 'cast':
      return { kind: 'cast', span, operand: inner('operand'), type: typeText(field(node, 'type')) };
    case 'collate':
      return expression(node.children[0], depth + 1);
    case 'niladic':
      return { kind: 'call', span, name: { span, text: textOf(node), name: upper(node) }, args: [] };
    case 'call':
      return call(node, depth);
    case 'member': {
      const name = textOf(field(node, 'name') ?? node).toLowerCase();
      const args = fields(node, 'argument').map((argument) => expression(argument, depth + 1));
      return { kind: 'opaque', span, method: { name, of: inner('object'), args } };
    }
    default:
      return isName(node)
        ? { kind: 'column', span, parts: partsOf(node).map((part) => part ?? '') }
        : { kind: 'opaque', span };
  }
}

/** The collation that is written behind one of the sides. */
function collationOf(node: Syntax): { readonly collation?: string } {
  const sides = [
    ...fields(node, 'left'),
    ...fields(node, 'right'),
    ...fields(node, 'operand'),
    ...fields(node, 'value'),
  ];
  const collate = sides.map(bare).find((one) => one?.type === 'collate');
  const name = collate?.children.at(-1);
  return name ? { collation: nameOf(name) } : {};
}

function bare(node: Syntax | undefined): Syntax | undefined {
  return node?.type === 'parenthesized' ? bare(node.children.find((one) => one.named)) : node;
}

/** The word or sign of an operation, in upper case and without blanks inside: `< >` is `<>`. */
function operatorOf(node: Syntax): string {
  return fields(node, 'operator').map(upper).join('').replace(/\s+/g, '');
}

function negative(node: Syntax, depth: number): Expression {
  const sign = node.children[0];
  return {
    kind: 'unary',
    span: spanOf(node),
    operator: sign ? textOf(sign) : '-',
    operand: expression(node.children[1], depth + 1),
  };
}

/** CASE: the expressions stand between its keywords. */
function caseOf(node: Syntax, depth: number): Expression {
  const span = spanOf(node);
  const parts = node.children.filter((one) => one.named || /^(WHEN|THEN|ELSE)$/.test(one.type));
  let operand: Expression | undefined;
  let otherwise: Expression | undefined;
  const branches: { when: Expression; value: Expression }[] = [];
  let when: Expression | undefined;
  let keyword = '';
  for (const part of parts) {
    if (/^(CASE|WHEN|THEN|ELSE|END)$/.test(part.type)) {
      keyword = part.type;
      continue;
    }
    const value = expression(part, depth + 1);
    if (keyword === 'WHEN') when = value;
    else if (keyword === 'THEN' && when) branches.push({ when, value });
    else if (keyword === 'ELSE') otherwise = value;
    else operand = value;
  }
  return { kind: 'case', span, branches, ...(operand && { operand }), ...(otherwise && { otherwise }) };
}

/** a [NOT] BETWEEN b AND c as two comparisons; the other compound operations are not followed. */
function between(node: Syntax, depth: number): Expression {
  const span = spanOf(node);
  const [value, low, high] = node.children
    .filter((one) => one.named && !/^[A-Z]+$/.test(one.type))
    .map((one) => expression(one, depth + 1));
  if (!has(node, 'BETWEEN') || !value || !low || !high) return { kind: 'opaque', span };
  const left: Expression = { kind: 'operation', span, operator: '>=', left: value, right: low };
  const right: Expression = { kind: 'operation', span, operator: '<=', left: value, right: high };
  const both: Expression = { kind: 'operation', span, operator: 'AND', left, right };
  return has(node, 'NOT') ? { kind: 'unary', span, operator: 'NOT', operand: both } : both;
}

function call(node: Syntax, depth: number): Expression {
  const span = spanOf(node);
  const name = field(node, 'name');
  if (!name) return { kind: 'opaque', span };
  const args = fields(node, 'argument');
  const word = name.type === 'object_name' ? '' : unquote(textOf(name)).toUpperCase();
  if ((word === 'CONVERT' || word === 'TRY_CONVERT') && args[1]) {
    return {
      kind: 'cast',
      span,
      operand: expression(args[1], depth + 1),
      type: typeText(args[0]),
      ...(args[2] && { style: expression(args[2], depth + 1) }),
    };
  }
  return { kind: 'call', span, name: objectName(name), args: args.map((argument) => expression(argument, depth + 1)) };
}

/** A query, as far as conditions and assignments need it. */
export function queryOf(node: Syntax, depth: number): Query {
  const span = spanOf(node);
  const specification = child(node, 'query_specification');
  if (!specification) return { span, simple: false, columns: [] };
  const from = child(specification, 'from');
  const sources = from ? from.children.filter((one) => one.named && one.type !== 'FROM') : [];
  const source =
    sources.length === 1 && /^table_(reference|function)$/.test(sources[0]!.type) ? sources[0]! : undefined;
  const name = source && field(source, 'name');
  const changed = changedIn(specification);
  const where = child(specification, 'where');
  const condition = where?.children.find((one) => one.named && one.type !== 'WHERE');
  return {
    span,
    simple:
      (sources.length === 0 || name !== undefined) &&
      !child(specification, 'group_by') &&
      !child(specification, 'having'),
    ...(name ? { from: objectName(name) } : {}),
    ...(changed.length > 0 ? { changed } : {}),
    ...(source?.type === 'table_function'
      ? { arguments: fields(source, 'argument').map((one) => expression(one, depth + 1)) }
      : {}),
    columns: fields(specification, 'column').map((column) => expression(field(column, 'value') ?? column, depth + 1)),
    ...(condition && !has(where!, 'CURRENT') ? { where: expression(condition, depth + 1) } : {}),
  };
}

/** Where the FROM clause of a query reads inserted and deleted, also in joins. */
export function changedIn(specification: Syntax): NonNullable<Query['changed']> {
  const from = child(specification, 'from');
  return from ? changedBelow(from) : [];
}

function changedBelow(source: Syntax): NonNullable<Query['changed']> {
  return source.children.flatMap((one) => {
    if (one.type === 'join' || one.type === 'parenthesized_join') return changedBelow(one);
    const name = one.type === 'table_reference' ? field(one, 'name') : undefined;
    if (!name || name.type === 'object_name' || !/^(?:inserted|deleted)$/i.test(nameOf(name))) return [];
    return [{ as: nameOf(field(one, 'alias') ?? name), table: nameOf(name) }];
  });
}
