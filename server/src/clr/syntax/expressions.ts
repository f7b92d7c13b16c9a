/** Lowers expressions. What is of no interest keeps the expressions that it is made of. */
import type { Argument, Expression, Lambda, Parameter } from '../model';
import { literalOf } from './literals';
import { type CSharpNode, child, field, has, named, textOf } from './node';

export function expression(node: CSharpNode): Expression {
  const { start, end } = node;
  const at = { start, end };
  const parts = named(node);
  const [first] = parts;
  const operand = (name: string): Expression => expression(field(node, name) ?? first ?? nothing(node));
  switch (node.type) {
    case 'identifier':
    case 'generic_name':
    case 'predefined_type':
    case 'alias_qualified_name':
      return { ...at, kind: 'name', name: nameOf(node) };
    case 'this':
    case 'base':
    case 'this_expression':
    case 'base_expression':
      return { ...at, kind: 'this' };
    case 'null_literal':
      return { ...at, kind: 'null' };
    case 'boolean_literal':
      return { ...at, kind: textOf(node) === 'true' ? 'true' : 'false' };
    case 'integer_literal':
    case 'real_literal':
    case 'character_literal':
      return { ...at, kind: 'number', text: textOf(node) };
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
      return { ...at, kind: 'text', value: literalOf(textOf(node)).value };
    case 'interpolated_string_expression':
      return { ...at, kind: 'interpolated', parts: interpolated(node) };
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'ref_expression':
      return first ? { ...expression(first), start, end } : other(node);
    case 'postfix_unary_expression':
      return textOf(node).endsWith('!') && first ? expression(first) : other(node);
    case 'qualified_name':
    case 'member_access_expression': {
      const target = field(node, 'expression') ?? field(node, 'qualifier') ?? first ?? nothing(node);
      return {
        ...at,
        kind: 'member',
        target: expression(target),
        name: nameOf(field(node, 'name') ?? node),
        conditional: false,
      };
    }
    case 'conditional_access_expression':
      return conditional(node);
    case 'invocation_expression':
      return { ...at, kind: 'call', function: operand('function'), arguments: argumentsOf(field(node, 'arguments')) };
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return {
        ...at,
        kind: 'new',
        type: typeText(field(node, 'type')),
        arguments: argumentsOf(child(node, 'argument_list')),
        sets: named(field(node, 'initializer') ?? child(node, 'initializer_expression') ?? nothing(node)).map(
          expression,
        ),
      };
    case 'assignment_expression':
      return {
        ...at,
        kind: 'assign',
        left: operand('left'),
        operator: operatorOf(node),
        right: expression(field(node, 'right') ?? nothing(node)),
      };
    case 'binary_expression':
      return binary(node);
    case 'prefix_unary_expression':
      return has(node, '!') && first ? { ...at, kind: 'not', value: expression(first) } : other(node);
    case 'is_pattern_expression':
      return pattern(node);
    case 'as_expression':
      return { ...at, kind: 'cast', type: typeText(field(node, 'right')), value: operand('left') };
    case 'cast_expression':
      return { ...at, kind: 'cast', type: typeText(field(node, 'type')), value: operand('value') };
    case 'conditional_expression':
      return {
        ...at,
        kind: 'choice',
        condition: operand('condition'),
        yes: expression(field(node, 'consequence') ?? nothing(node)),
        no: expression(field(node, 'alternative') ?? nothing(node)),
      };
    case 'await_expression':
      return first ? { ...at, kind: 'await', value: expression(first) } : other(node);
    case 'throw_expression':
      return first ? { ...at, kind: 'throws', value: expression(first) } : other(node);
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return lambda(node, field(node, 'body') ?? child(node, 'block'));
    case 'declaration_expression':
      return {
        ...at,
        kind: 'declares',
        name: textOf(field(node, 'name') ?? node),
        type: typeText(field(node, 'type')),
      };
    case 'typeof_expression':
    case 'sizeof_expression':
      return { ...at, kind: 'other', parts: [] };
    case 'default_expression':
      return { ...at, kind: 'null' };
    default:
      return other(node);
  }
}

function other(node: CSharpNode): Expression {
  return { start: node.start, end: node.end, kind: 'other', parts: named(node).filter(isValue).map(expression) };
}

/** Types and patterns are no values. */
function isValue({ type, field: name }: CSharpNode): boolean {
  return name !== 'type' && !/_type$|^type_|_pattern$|_specifier$|^ERROR$/.test(type);
}

function nothing(node: CSharpNode): CSharpNode {
  return { ...node, type: 'nothing', start: node.end, children: [] };
}

/** Without type arguments and what stands before `::`. */
export function nameOf(node: CSharpNode): string {
  if (node.type === 'generic_name') return textOf(child(node, 'identifier') ?? node);
  return textOf(node).replace(/^.*::/s, '').replace(/^@/, '');
}

/** A type as it is written, without spaces and without its type arguments. */
export function typeText(node: CSharpNode | undefined): string {
  return node
    ? textOf(node)
        .replace(/\s+/g, '')
        .replace(/^global::/, '')
    : '';
}

function operatorOf(node: CSharpNode): string {
  const found = field(node, 'operator') ?? node.children.find((one) => !one.named);
  return found ? textOf(found) : '';
}

function binary(node: CSharpNode): Expression {
  const { start, end } = node;
  const operator = operatorOf(node);
  const left = expression(field(node, 'left') ?? nothing(node));
  const right = expression(field(node, 'right') ?? nothing(node));
  if (operator === '==' || operator === '!=') {
    const negated = operator === '!=';
    if (right.kind === 'null') return { start, end, kind: 'isNull', value: left, negated };
    if (left.kind === 'null') return { start, end, kind: 'isNull', value: right, negated };
  }
  return { start, end, kind: 'binary', operator, left, right };
}

function pattern(node: CSharpNode): Expression {
  const { start, end } = node;
  const value = expression(field(node, 'expression') ?? nothing(node));
  const asked = field(node, 'pattern');
  const inner = asked?.type === 'negated_pattern' ? named(asked)[0] : asked;
  const negated = asked?.type === 'negated_pattern';
  if (inner && textOf(inner) === 'null') return { start, end, kind: 'isNull', value, negated };
  if (inner && /^\{\s*\}$/.test(textOf(inner))) return { start, end, kind: 'isNull', value, negated: !negated };
  const variable = inner?.type === 'declaration_pattern' && !negated ? field(inner, 'name') : undefined;
  return { start, end, kind: 'is', value, variable: variable && textOf(variable) };
}

/** `a?.b`, and `a?[1]`. */
function conditional(node: CSharpNode): Expression {
  const { start, end } = node;
  const parts = named(node);
  const target = expression(field(node, 'condition') ?? parts[0] ?? nothing(node));
  const bound = child(node, 'member_binding_expression');
  if (!bound) return { start, end, kind: 'other', parts: [target, ...parts.slice(1).filter(isValue).map(expression)] };
  return { start, end, kind: 'member', target, name: nameOf(field(bound, 'name') ?? bound), conditional: true };
}

function interpolated(node: CSharpNode): readonly (string | Expression)[] {
  return named(node).flatMap((part): readonly (string | Expression)[] => {
    if (part.type === 'interpolation') {
      const value = named(part).find((one) => one.type !== 'interpolation_brace' && !one.type.endsWith('_clause'));
      return value ? [expression(value)] : [];
    }
    if (part.type === 'interpolation_start') return [];
    return [textOf(part).replace(/\{\{/g, '{').replace(/\}\}/g, '}')];
  });
}

export function argumentsOf(node: CSharpNode | undefined): readonly Argument[] {
  return (node ? named(node) : [])
    .filter(({ type }) => type === 'argument')
    .flatMap((one) => {
      const name = field(one, 'name');
      const value = named(one).find((part) => part !== name);
      return value
        ? [{ name: name && textOf(name), out: has(one, 'out') || has(one, 'ref'), value: expression(value) }]
        : [];
    });
}

/** A function without a name, or one inside another. */
export function lambda(node: CSharpNode, body: CSharpNode | undefined): Lambda {
  const given = field(node, 'parameters') ?? child(node, 'parameter_list');
  const inner = body?.type === 'arrow_expression_clause' ? named(body)[0] : body;
  const { start, end } = node;
  return {
    start,
    end,
    kind: 'lambda',
    parameters: parametersOf(given),
    async: node.children.some((one) => one.type === 'async' || (one.type === 'modifier' && textOf(one) === 'async')),
    body: inner?.type === 'block' ? inner.lowering.block(inner) : expression(inner ?? nothing(node)),
  };
}

export function parametersOf(node: CSharpNode | undefined): readonly Parameter[] {
  if (!node) return [];
  if (node.type === 'implicit_parameter' || node.type === 'identifier') return [untyped(node)];
  const listed = named(node).flatMap((one): readonly Parameter[] => {
    if (one.type === 'implicit_parameter') return [untyped(one)];
    if (one.type !== 'parameter') return [];
    const name = field(one, 'name');
    return [
      {
        name: name ? nameOf(name) : '',
        type: typeText(field(one, 'type')),
        modifiers: new Set(one.children.filter(({ type }) => type === 'modifier').map(textOf)),
        attributes: one.lowering.attributes(one),
      },
    ];
  });
  const rest = has(node, 'params') ? field(node, 'name') : undefined;
  return rest
    ? [
        ...listed,
        { name: nameOf(rest), type: typeText(field(node, 'type')), modifiers: new Set(['params']), attributes: [] },
      ]
    : listed;
}

function untyped(node: CSharpNode): Parameter {
  return { name: nameOf(node), type: '', modifiers: new Set(), attributes: [] };
}
