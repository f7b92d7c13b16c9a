/** CREATE, ALTER and CREATE OR ALTER of procedures, functions, views and triggers. */
import type { CreateModule, ModuleContext, Parameter, TriggerShape } from '../statements/modules';
import type { Base } from './base';
import { expression } from './expressions';
import { isNamePart, nameOf, objectName, objectNameOr, typeText, upper } from './names';
import { bodyOf, child, children, field, fields, has, type Syntax, spanOf, textOf } from './syntax';

export function createModule(node: Syntax, base: Base): CreateModule {
  const type = node.type.slice(node.type.indexOf('_') + 1) as CreateModule['type'];
  const number = field(node, 'number');
  const clause = child(node, 'execute_as_clause');
  const external = child(node, 'external_name');
  const named = external && externalName(external);
  const body = field(node, 'body') ?? field(node, 'query');
  const create = field(node, 'or_alter') ? 'create_or_alter' : 'create';
  return {
    ...base,
    kind: 'create_module',
    action: node.type.startsWith('alter_') ? 'alter' : create,
    type,
    name: objectNameOr(field(node, 'name'), node),
    header: { start: 0, end: headerEnd(node, body ?? external) },
    ...(number ? { number: Number(textOf(number)) } : {}),
    parameters: children(node, 'parameter').map(parameter),
    ...(clause ? { executeAs: moduleContext(clause) } : {}),
    schemaBinding: field(node, 'schemabinding') !== undefined,
    native: field(node, 'native') !== undefined,
    ...(named ? { external: named } : {}),
    ...(type === 'function' ? { returns: returnsOf(node) } : {}),
    ...(type === 'trigger' ? { trigger: triggerShape(node) } : {}),
    body: body ? bodyOf(body) : bodyOf(node),
  };
}

function externalName(node: Syntax): CreateModule['external'] {
  const assembly = field(node, 'assembly');
  if (!assembly) return undefined;
  const [type, method] = node.children.filter((one) => one.start >= assembly.end && isNamePart(one));
  return {
    assembly: nameOf(assembly),
    ...(type ? { type: nameOf(type) } : {}),
    ...(method ? { method: nameOf(method) } : {}),
    span: { start: assembly.start, end: (method ?? type ?? assembly).end },
  };
}

/** The header ends with its last word: AS, or BEGIN's predecessor. */
function headerEnd(node: Syntax, body: Syntax | undefined): number {
  if (!body) return node.end;
  const before = node.children.filter((one) => one.end <= body.start && one.start < one.end).at(-1);
  return before?.end ?? body.start;
}

export function moduleContext(clause: Syntax): ModuleContext {
  const context = field(clause, 'context');
  const span = spanOf(clause);
  if (context?.type === 'string') return { kind: 'named', span, name: nameOf(context) };
  const word = context ? upper(context).toLowerCase() : 'caller';
  return { kind: word === 'self' || word === 'owner' ? word : 'caller', span };
}

function parameter(node: Syntax): Parameter {
  const name = field(node, 'name');
  const initial = field(node, 'default');
  return {
    span: spanOf(node),
    name: name ? textOf(name) : '',
    type: typeText(field(node, 'type')).replace(/ readonly$/, ''),
    ...(initial ? { initial: expression(initial) } : {}),
    output: field(node, 'output') !== undefined,
  };
}

function returnsOf(node: Syntax): 'scalar' | 'inline' | 'table' {
  if (field(node, 'query')) return 'inline';
  return field(node, 'returns_variable') || has(node, 'TABLE') ? 'table' : 'scalar';
}

function triggerShape(node: Syntax): TriggerShape {
  const on = field(node, 'on');
  const scope = field(node, 'scope');
  const timing = fields(node, 'timing').map(upper);
  return {
    on: on
      ? { kind: 'object', name: objectName(on) }
      : { kind: scope && upper(scope) === 'SERVER' ? 'server' : 'database' },
    timing: timing.includes('INSTEAD') ? 'instead_of' : 'after',
    events: fields(node, 'event').map(upper),
  };
}
