/**
 * What INSERT, UPDATE, DELETE and MERGE touch. The target's own right comes first; columns of the target that are read
 * (in SET, WHERE, ON or OUTPUT) are a SELECT access on the same table, which is there only if there are such columns.
 */
import { fold } from '../../../text/name';
import type { ObjectName } from '../../expression';
import type { Change } from '../../statements/data';
import type { AccessRight } from '../../uses';
import { isName, nameOf, objectName, partsOf } from '../names';
import { child, children, field, fields, type Syntax } from '../syntax';
import { addColumn, addDraft, type Collector, type Draft } from './collect';
import { rowset } from './remote';
import { answersTo, innerScope, type NameScope, type Source } from './scope';
import { addSource, walkExpression, walkFrom, walkOutput, walkQuery } from './walk';

type Kind = Change['kind'];

/** Notes what the statement touches; answers the table that it changes. */
export function walkChange(c: Collector, node: Syntax, kind: Kind, outer: NameScope): ObjectName | undefined {
  const scope = innerScope(outer);
  const own = child(node, 'rowset');
  if (own && own.start < (child(node, 'from')?.start ?? node.end)) rowset(c, own);
  const later: Syntax[] = [];
  walkFrom(c, child(node, 'from'), scope);
  const target = resolveTarget(c, node, kind, scope);
  if (kind === 'merge') walkMergeSource(c, node, scope, later);
  const rights = rightsOf(c, node, kind, target);
  for (const one of later) walkExpression(c, one, scope);
  if (kind === 'insert') walkInsert(c, node, outer);
  for (const clause of children(node, 'set_clause')) walkSet(c, clause, scope, rights);
  for (const when of children(node, 'merge_when')) walkWhen(c, when, scope, rights);
  walkExpression(c, child(node, 'top'), scope);
  walkExpression(c, child(node, 'where'), scope);
  for (const output of children(node, 'output'))
    walkOutputClause(c, output, kind === 'insert' ? innerScope(outer) : scope, target.source);
  return target.name;
}

interface Target {
  readonly node: Syntax | undefined;
  readonly name: ObjectName | undefined;
  /** The target as something that can be read. */
  readonly source: Source;
}

/** The target is named by an alias or a name of the FROM clause, by a common table expression, or by itself. */
function resolveTarget(c: Collector, node: Syntax, kind: Kind, scope: NameScope): Target {
  const written = field(node, 'target');
  const nothing: Source = { alias: undefined, name: undefined, draft: undefined, columns: undefined };
  if (!written || !isName(written)) {
    const source = { ...nothing, alias: mergeAlias(node, kind) };
    if (kind !== 'insert') scope.sources.push(source);
    return { node: written, name: undefined, source };
  }
  const listed =
    kind === 'insert' || kind === 'merge'
      ? undefined
      : scope.sources.find((source) => answersTo(source, partsOf(written)));
  if (listed) {
    if (listed.draft) listed.draft.always = false;
    const name = listed.draft?.name ?? baseName(scope, listed.name);
    return { node: written, name: listed.draft?.isFunction ? undefined : name, source: listed };
  }
  const name = objectName(written);
  const base = written.type === 'object_name' ? undefined : scope.ctes.get(fold(name.name));
  const traced = base ? base.base : name;
  const draft = traced && !base ? addDraft(c, written, traced, 'SELECT', { always: false }) : undefined;
  const source: Source = { alias: mergeAlias(node, kind), name, draft, columns: base?.columns };
  if (kind !== 'insert') scope.sources.push(source);
  return { node: written, name: traced, source };
}

function baseName(scope: NameScope, name: ObjectName | undefined): ObjectName | undefined {
  return name && scope.ctes.get(fold(name.name))?.base;
}

function mergeAlias(node: Syntax, kind: Kind): Source['alias'] {
  const alias = kind === 'merge' ? field(node, 'alias') : undefined;
  return alias && fold(nameOf(alias));
}

/** The accesses that change the target, one for each right. They stand before what is read. */
function rightsOf(
  c: Collector,
  node: Syntax,
  kind: Kind,
  { node: place, name }: Target,
): Partial<Record<AccessRight, Draft>> {
  if (!place || !name) return {};
  const actions =
    kind === 'merge' ? children(node, 'merge_when').map((when) => field(when, 'action')?.type) : [kind.toUpperCase()];
  const drafts: Partial<Record<AccessRight, Draft>> = {};
  const read = c.drafts.splice(0);
  for (const right of ['INSERT', 'UPDATE', 'DELETE'] as const) {
    if (actions.includes(right)) drafts[right] = addDraft(c, place, name, right, { every: right !== 'UPDATE' });
  }
  c.drafts.push(...read);
  return drafts;
}

function walkInsert(c: Collector, node: Syntax, outer: NameScope): void {
  walkExpression(c, child(node, 'table_values'), outer);
  walkQuery(c, node, outer);
  for (const source of changesIn(node)) {
    const kind = source.children.find(({ type }) => /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(type))?.type.toLowerCase();
    if (kind) walkChange(c, source, kind as Kind, outer);
  }
}

/** INSERT ... SELECT ... FROM (UPDATE ... OUTPUT ...): changes that are sources of the rows. */
function changesIn(node: Syntax, found: Syntax[] = []): readonly Syntax[] {
  for (const one of node.children) {
    if (one.type === 'dml_source') found.push(one);
    else changesIn(one, found);
  }
  return found;
}

function walkSet(
  c: Collector,
  clause: Syntax,
  scope: NameScope,
  { UPDATE: update }: Partial<Record<AccessRight, Draft>>,
): void {
  const column = field(clause, 'column');
  const method = field(clause, 'method');
  const name = method && field(method, 'name');
  if (update && column && isName(column)) addColumn(update, 'sure', partsOf(column).at(-1) ?? '');
  if (update && name?.type === 'object_name') addColumn(update, 'sure', partsOf(name).at(-2) ?? '');
  walkExpression(c, field(clause, 'value'), scope);
  for (const argument of method ? fields(method, 'argument') : []) walkExpression(c, argument, scope);
}

/** USING source ON condition. */
function walkMergeSource(c: Collector, node: Syntax, scope: NameScope, later: Syntax[]): void {
  const source = field(node, 'source');
  if (source) addSource(c, source, scope, { later });
  const on = node.children.findIndex(({ type }) => type === 'ON');
  if (on >= 0 && node.children[on + 1]) later.push(node.children[on + 1]!);
}

function walkWhen(c: Collector, when: Syntax, scope: NameScope, rights: Partial<Record<AccessRight, Draft>>): void {
  for (const one of when.children) {
    if (one.type === 'set_clause') walkSet(c, one, scope, rights);
    else if (one.type !== 'column_list') walkExpression(c, one, scope);
  }
}

/** OUTPUT inserted.a, deleted.* INTO t: the columns are read from the target, the rows go into t. */
function walkOutputClause(c: Collector, output: Syntax, scope: NameScope, target: Source): void {
  const pseudo = (['inserted', 'deleted'] as const).map(
    (name): Source => ({ ...target, alias: fold(name), onlyQualified: true }),
  );
  const inner: NameScope = { sources: [...pseudo, ...scope.sources], ctes: scope.ctes, outer: scope.outer };
  const into = field(output, 'into');
  for (const one of output.children) {
    if (one.type === 'select_column' || one.type === 'select_assignment' || one.type === 'star')
      walkOutput(c, one, inner);
  }
  if (into && isName(into)) addDraft(c, into, objectName(into), 'INSERT', { every: true });
}
