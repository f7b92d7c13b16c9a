/**
 * Walks expressions and queries and notes what they touch. A query opens a scope: its sources first, then everything
 * that names their columns. Common table expressions are names, not accesses; what their queries read is.
 */
import { type Folded, fold } from '../../../text/name';
import { expression } from '../expressions';
import { isName, isNamePart, nameOf, objectName, partsOf, unquote, upper } from '../names';
import { child, field, fields, has, type Syntax, spanOf, textOf } from '../syntax';
import { addDraft, type Collector, type Draft } from './collect';
import { rowset } from './remote';
import { type Cte, findSource, innerScope, type NameScope, noScope, readColumn, readEvery, type Source } from './scope';
import { builtinSources, methods, sourceTypes, wordFirst } from './words';

const depthLimit = 400;

/** Notes what an expression touches. */
export function walkExpression(c: Collector, node: Syntax | undefined, scope: NameScope): void {
  if (!node?.named || c.depth > depthLimit) return;
  c.depth++;
  switch (node.type) {
    case 'operation':
      walkOperation(c, node, scope);
      break;
    case 'identifier':
    case 'bracketed_identifier':
    case 'quoted_identifier':
    case 'object_name':
      readColumn(scope, partsOf(node));
      break;
    case 'call':
      walkCall(c, node, scope);
      break;
    case 'niladic':
      c.builtins.push({ span: spanOf(node), name: upper(node), args: [] });
      break;
    case 'subquery':
      walkQuery(c, node, scope);
      break;
    case 'exists': {
      const query = field(node, 'query');
      if (query) walkQuery(c, query, scope, { existence: true });
      break;
    }
    case 'cast':
    case 'parse':
      walkExpression(c, field(node, 'operand'), scope);
      break;
    case 'next_value': {
      const name = field(node, 'name');
      if (name) addDraft(c, name, objectName(name), 'NEXT VALUE FOR');
      break;
    }
    case 'member':
      walkExpression(c, field(node, 'object'), scope);
      for (const argument of fields(node, 'argument')) walkExpression(c, argument, scope);
      break;
    case 'static_member':
      for (const argument of fields(node, 'argument')) walkExpression(c, argument, scope);
      break;
    case 'collate':
      walkExpression(c, node.children[0], scope);
      break;
    case 'odbc':
      walkExpression(c, node.children[2], scope);
      break;
    case 'type':
    case 'ERROR':
    case 'run_parens':
      break;
    case 'where':
      if (!has(node, 'CURRENT')) for (const one of node.children) walkExpression(c, one, scope);
      break;
    default:
      for (const one of node.children) walkExpression(c, one, scope);
  }
  c.depth--;
}

/** Long chains of operators lean to the left: they are followed, not descended. */
function walkOperation(c: Collector, node: Syntax, scope: NameScope): void {
  const rights: (Syntax | undefined)[] = [];
  let left: Syntax | undefined = node;
  while (left?.type === 'operation') {
    rights.push(field(left, 'right'));
    left = field(left, 'left');
  }
  walkExpression(c, left, scope);
  for (const right of rights.toReversed()) walkExpression(c, right, scope);
}

function walkCall(c: Collector, node: Syntax, scope: NameScope): void {
  const name = field(node, 'name');
  const args = fields(node, 'argument');
  const word = name && name.type !== 'object_name' ? unquote(textOf(name)).toUpperCase() : '';
  if (name?.type === 'object_name') {
    if (isMethod(scope, name)) readColumn(scope, partsOf(name).slice(0, -1));
    else c.functions.push({ span: spanOf(node), name: objectName(name), args: args.map((one) => expression(one)) });
  } else if (name && word !== 'CONVERT' && word !== 'TRY_CONVERT') {
    c.builtins.push({ span: spanOf(node), name: word, args: args.map((one) => expression(one)) });
  }
  for (const argument of wordFirst.has(word) ? args.slice(1) : args) walkExpression(c, argument, scope);
  walkWindow(c, node, scope);
}

/** Behind the arguments: WITHIN GROUP (ORDER BY ...), OVER (PARTITION BY ...) or OVER w. */
function walkWindow(c: Collector, node: Syntax, scope: NameScope): void {
  const at = node.children.findIndex(({ type }) => type === 'WITHIN' || type === 'OVER');
  if (at < 0) return;
  const rest = node.children.slice(at + 1);
  rest.forEach((one, index) => {
    const before = index === 0 ? 'OVER' : rest[index - 1]!.type;
    if (
      before !== 'OVER' &&
      !(isNamePart(one) && (rest[index + 1]?.type === 'OVER' || isNamePart(rest[index + 1] ?? one)) && before === ')')
    )
      walkExpression(c, one, scope);
  });
}

function isMethod(scope: NameScope, name: Syntax): boolean {
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  const [first] = parts;
  if (!methods.test(last) || first === undefined || fold(first) === fold('dbo')) return false;
  return parts.length === 2 || findSource(scope, [first]) !== undefined;
}

/** What a query gives to what is around it. */
export interface QueryResult {
  readonly scope: NameScope;
  readonly columns: ReadonlySet<Folded> | undefined;
}

const queryTerms = new Set(['query_specification', 'set_operation', 'parenthesized_query']);

/**
 * The query that a node holds, with its ORDER BY. `existence`: only whether there are rows counts, so `*` names no
 * column.
 */
export function walkQuery(
  c: Collector,
  holder: Syntax,
  outer: NameScope,
  how: { existence?: boolean } = {},
): QueryResult {
  const at = holder.children.findIndex(({ type }) => queryTerms.has(type));
  const core = holder.children[at];
  if (!core) return { scope: outer, columns: undefined };
  const result = walkTerm(c, core, outer, how);
  const rest = holder.children.slice(at + 1);
  const close = rest.findIndex(({ type }) => type === ')');
  for (const one of close < 0 ? rest : rest.slice(0, close)) {
    if (one.type === 'for_clause' || one.type === 'option_clause') continue;
    if (isNamePart(one) && (core.type === 'set_operation' || outputAliases(core).has(fold(nameOf(one))))) continue;
    walkExpression(c, one, result.scope);
  }
  return result;
}

function walkTerm(c: Collector, term: Syntax, outer: NameScope, how: { existence?: boolean }): QueryResult {
  if (term.type === 'query_specification') return walkSpecification(c, term, outer, how);
  if (term.type === 'parenthesized_query') return walkQuery(c, term, outer, how);
  const terms: Syntax[] = [];
  let left: Syntax | undefined = term;
  while (left?.type === 'set_operation') {
    const both: readonly Syntax[] = left.children.filter(({ type }) => queryTerms.has(type));
    terms.unshift(...both.slice(1));
    left = both[0];
  }
  if (left) terms.unshift(left);
  const results = terms.map((one) => walkTerm(c, one, outer, how));
  return results[0] ?? { scope: outer, columns: undefined };
}

function outputAliases(specification: Syntax): ReadonlySet<Folded> {
  return new Set(
    fields(specification, 'column').flatMap((column) =>
      field(column, 'alias') ? [fold(nameOf(field(column, 'alias')!))] : [],
    ),
  );
}

function walkSpecification(c: Collector, node: Syntax, outer: NameScope, how: { existence?: boolean }): QueryResult {
  const scope = innerScope(outer);
  walkFrom(c, child(node, 'from'), scope);
  const columns = fields(node, 'column');
  const listing: NameScope = { ...scope, listing: true };
  for (const column of columns) walkOutput(c, column, listing, how);
  for (const one of node.children) {
    if (one.field === undefined && one.type !== 'from' && !isNamePart(one) && one.named) walkExpression(c, one, scope);
  }
  return { scope, columns: outputColumns(columns) };
}

/** An element of a SELECT list or an OUTPUT clause. */
export function walkOutput(
  c: Collector,
  column: Syntax,
  scope: NameScope,
  { existence = false }: { existence?: boolean } = {},
): void {
  if (column.type !== 'star') walkExpression(c, field(column, 'value'), scope);
  else if (!existence) readEvery(scope, starQualifier(column));
}

function starQualifier(star: Syntax): ReturnType<typeof partsOf> {
  return star.children.filter((one) => isName(one)).map(nameOf);
}

function outputColumns(columns: readonly Syntax[]): ReadonlySet<Folded> | undefined {
  const names = new Set<Folded>();
  for (const column of columns) {
    const value = field(column, 'value');
    const alias = field(column, 'alias');
    if (column.type !== 'select_column' || !value) return undefined;
    if (alias) names.add(fold(nameOf(alias)));
    else if (isName(value)) names.add(fold(partsOf(value).at(-1) ?? ''));
  }
  return names;
}

/** Enters the sources of a FROM clause, then reads what stands between them. */
export function walkFrom(c: Collector, from: Syntax | undefined, scope: NameScope): void {
  const later: Syntax[] = [];
  for (const one of from?.children ?? []) if (one.named) addSource(c, one, scope, { later });
  for (const one of later) walkExpression(c, one, scope);
}

/**
 * Enters one source. `later` takes the expressions that may name any source of the clause. `sees`: it sees those to its
 * left.
 */
export function addSource(
  c: Collector,
  node: Syntax,
  scope: NameScope,
  how: { readonly later: Syntax[]; readonly sees?: boolean },
): void {
  const { later, sees = false } = how;
  const alias = aliasOf(node);
  const enter = (rest: Partial<Source>): unknown =>
    scope.sources.push({ alias, name: undefined, draft: undefined, columns: undefined, ...rest });
  switch (node.type) {
    case 'table_reference':
      enter(tableSource(c, node, scope));
      for (const one of node.children) if (one.type === 'temporal') later.push(one);
      break;
    case 'table_function':
      enter(functionSource(c, node, scope));
      later.push(...fields(node, 'argument'));
      break;
    case 'derived_table': {
      const outer = sees ? scope : { ...noScope, ctes: scope.ctes, outer: scope.outer };
      const found = walkDerived(c, node, outer);
      enter({ columns: aliasColumns(node) ?? found });
      break;
    }
    case 'pivoted': {
      const inner = innerScope({ ...noScope, ctes: scope.ctes, outer: scope.outer });
      for (const one of node.children) if (isSource(one)) addSource(c, one, inner, how);
      readEvery(inner, []);
      enter({});
      break;
    }
    case 'rowset':
      rowset(c, node);
      enter({});
      break;
    case 'change_table': {
      const table = changedTable(node);
      enter(table ? { draft: addDraft(c, table, objectName(table), 'SELECT') } : {});
      break;
    }
    case 'join': {
      const on = node.children.findIndex(({ type }) => type === 'ON');
      const apply = has(node, 'APPLY');
      const sources = (on < 0 ? node.children : node.children.slice(0, on)).filter(isSource);
      for (const [index, one] of sources.entries())
        addSource(c, one, scope, { later, sees: sees || (apply && index > 0) });
      if (on >= 0) later.push(...node.children.slice(on + 1));
      break;
    }
    case 'parenthesized_join':
    case 'odbc_join':
      for (const one of node.children) if (isSource(one)) addSource(c, one, scope, how);
      break;
    default:
      if (node.type === 'table_variable') enter({});
  }
}

function isSource({ type }: Syntax): boolean {
  return sourceTypes.has(type);
}

function aliasOf(node: Syntax): Folded | undefined {
  const alias = field(node, 'alias');
  return alias && fold(nameOf(alias));
}

/** d(a, b): the names of the columns stand in parentheses behind the alias. */
function aliasColumns(node: Syntax): ReadonlySet<Folded> | undefined {
  const at = node.children.findIndex((one) => one.field === 'alias');
  const names = at < 0 ? [] : node.children.slice(at + 1).filter(isNamePart);
  return names.length > 0 ? new Set(names.map((one) => fold(nameOf(one)))) : undefined;
}

function tableSource(c: Collector, node: Syntax, scope: NameScope): Partial<Source> {
  const written = field(node, 'name');
  if (!written) return {};
  const name = objectName(written);
  if (written.type !== 'object_name') {
    const key = fold(name.name);
    const cte = scope.ctes.get(key);
    if (cte) return { name, columns: cte.columns };
    if (key === 'inserted' || key === 'deleted') return { name };
  }
  return { name, draft: addDraft(c, written, name, 'SELECT') };
}

function functionSource(c: Collector, node: Syntax, scope: NameScope): Partial<Source> {
  const written = field(node, 'name');
  if (!written) return {};
  if (written.type === 'object_name') {
    if (isMethod(scope, written)) {
      readColumn(scope, partsOf(written).slice(0, -1));
      return {};
    }
  } else if (builtinSources.has(upper(written))) {
    c.builtins.push({
      span: spanOf(node),
      name: upper(written),
      args: fields(node, 'argument').map((one) => expression(one)),
    });
    return {};
  }
  const name = objectName(written);
  return { name, draft: addDraft(c, written, name, 'SELECT', { isFunction: true }) };
}

function walkDerived(c: Collector, node: Syntax, outer: NameScope): ReadonlySet<Folded> | undefined {
  const values = child(node, 'table_values');
  if (!values) return walkQuery(c, node, outer).columns;
  walkExpression(c, values, outer);
  return undefined;
}

/** CHANGETABLE(CHANGES dbo.t, 0): the name behind the first word. */
function changedTable(node: Syntax): Syntax | undefined {
  const run = node.children.find(({ type }) => type === 'run_parens')?.children.slice(2) ?? [];
  const end = run.findIndex((one) => !isNamePart(one) && one.type !== '.');
  const parts = run.slice(0, end);
  if (!parts[0]) return undefined;
  return parts.length === 1 ? parts[0] : { ...parts[0], type: 'object_name', end: parts.at(-1)!.end, children: parts };
}

/** The common table expressions before a statement. Each may name itself and those before it. */
export function walkWith(c: Collector, node: Syntax | undefined): NameScope {
  if (!node) return noScope;
  const ctes = new Map<Folded, Cte>();
  const scope: NameScope = { ...noScope, ctes };
  for (const one of node.children) {
    const name = one.type === 'cte' ? field(one, 'name') : undefined;
    if (!name) continue;
    const key = fold(nameOf(name));
    ctes.set(key, { columns: undefined, base: undefined });
    const result = walkQuery(c, one, scope);
    const listed = one.children
      .slice(
        1,
        one.children.findIndex(({ type }) => type === 'AS'),
      )
      .filter(isNamePart);
    const columns = listed.length > 0 ? new Set(listed.map((part) => fold(nameOf(part)))) : result.columns;
    ctes.set(key, { columns, base: baseOf(result.scope) });
  }
  return scope;
}

/** The one table that a query reads. */
function baseOf(scope: NameScope): Cte['base'] {
  const [only, second] = scope.sources;
  if (!only || second) return undefined;
  const draft: Draft | undefined = only.draft;
  if (draft && !draft.isFunction) return draft.name;
  return only.name && scope.ctes.get(fold(only.name.name))?.base;
}
