/** Lowers the members of a type. A property is the methods that read and write it. */
import type { Block, Expression, Member, Method } from '../model';
import { attributesOf } from './attributes';
import { expression, nameOf, parametersOf, typeText } from './expressions';
import { type CSharpNode, child, field, isBroken, named, textOf } from './node';
import { blockOf, variablesOf } from './statements';

export function membersOf(node: CSharpNode): readonly Member[] {
  switch (node.type) {
    case 'method_declaration':
    case 'operator_declaration':
      return [method(node, 'method')];
    case 'constructor_declaration':
      return [method(node, 'constructor')];
    case 'destructor_declaration':
      return [method(node, 'finalizer')];
    case 'property_declaration':
    case 'indexer_declaration':
      return property(node);
    case 'field_declaration':
    case 'event_field_declaration':
      return fieldsOf(node);
    default:
      return [];
  }
}

function method(node: CSharpNode, kind: Method['kind']): Method {
  const name = field(node, 'name') ?? node;
  const { start, end } = node;
  return {
    kind,
    name: nameOf(name),
    modifiers: modifiersOf(node),
    attributes: attributesOf(node),
    parameters: parametersOf(field(node, 'parameters')),
    returns: typeText(field(node, 'returns') ?? field(node, 'type')),
    span: { start, end },
    nameSpan: { start: name.start, end: name.end },
    body: bodyOf(field(node, 'body') ?? child(node, 'arrow_expression_clause'), node),
    broken: isBroken(node),
  };
}

/** `=> value` returns it. What a constructor hands to another one comes first. */
function bodyOf(node: CSharpNode | undefined, around: CSharpNode): Block | undefined {
  if (!node) return undefined;
  const { start, end } = node;
  const before = child(around, 'constructor_initializer');
  const handed: Block['statements'] = before
    ? [{ start: before.start, end: before.end, kind: 'expression', value: handedOn(before) }]
    : [];
  if (node.type === 'block') {
    const block = blockOf(node);
    return before ? { ...block, statements: [...handed, ...block.statements] } : block;
  }
  const [value] = named(node);
  return {
    kind: 'block',
    start,
    end,
    statements: value ? [...handed, { start, end, kind: 'return', value: expression(value) }] : handed,
  };
}

function handedOn(node: CSharpNode): Expression {
  const given = child(node, 'argument_list');
  return {
    start: node.start,
    end: node.end,
    kind: 'other',
    parts: given ? named(given).flatMap((one) => named(one).map(expression)) : [],
  };
}

function property(node: CSharpNode): readonly Method[] {
  const name = field(node, 'name') ?? child(node, 'this') ?? node;
  const value = field(node, 'value');
  const common = {
    name: name === node ? 'this' : nameOf(name),
    modifiers: modifiersOf(node),
    attributes: attributesOf(node),
    parameters: parametersOf(field(node, 'parameters')),
    returns: typeText(field(node, 'type')),
    span: { start: node.start, end: node.end },
    nameSpan: { start: name.start, end: name.end },
    broken: isBroken(node),
  };
  if (value?.type === 'arrow_expression_clause') return [{ ...common, kind: 'getter', body: bodyOf(value, node) }];
  return named(field(node, 'accessors') ?? { ...node, children: [] }).map((one) => ({
    ...common,
    kind: textOf(field(one, 'name') ?? one).startsWith('get') ? 'getter' : 'setter',
    body: bodyOf(field(one, 'body'), one),
  }));
}

function fieldsOf(node: CSharpNode): readonly Member[] {
  const declaration = child(node, 'variable_declaration');
  const modifiers = modifiersOf(node);
  return variablesOf(declaration ?? { ...node, children: [] }).map(({ name, type, start, end, initial }) => ({
    kind: 'field',
    name,
    type,
    modifiers,
    span: { start, end },
    initial,
  }));
}

function modifiersOf(node: CSharpNode): ReadonlySet<string> {
  return new Set(node.children.filter(({ type }) => type === 'modifier').map(textOf));
}
