/** Lowers statements. What is in no way special stands as the expressions that it is made of. */
import type { Block, Handler, Section, Statement, Variable } from '../model';
import { expression, lambda, nameOf, typeText } from './expressions';
import { type CSharpNode, child, field, has, named, textOf } from './node';

export function blockOf({ start, end, children }: CSharpNode): Block {
  const statements = children.filter((one) => one.named).map(statement);
  return { kind: 'block', start, end, statements };
}

export function statement(node: CSharpNode): Statement {
  const { start, end } = node;
  const at = { start, end };
  const parts = named(node);
  const bodied = (): Statement => inner(field(node, 'body') ?? parts.at(-1), node);
  switch (node.type) {
    case 'block':
      return blockOf(node);
    case 'local_declaration_statement':
      return locals(node, child(node, 'variable_declaration') ?? node);
    case 'expression_statement':
      return {
        ...at,
        kind: 'expression',
        value: parts[0] ? expression(parts[0]) : { ...at, kind: 'other', parts: [] },
      };
    case 'if_statement': {
      const otherwise = field(node, 'alternative');
      return {
        ...at,
        kind: 'if',
        condition: value(field(node, 'condition'), node),
        yes: inner(field(node, 'consequence'), node),
        no: otherwise && inner(otherwise, node),
      };
    }
    case 'while_statement':
    case 'do_statement':
      return {
        ...at,
        kind: 'loop',
        first: [],
        condition: value(field(node, 'condition') ?? parts.at(node.type === 'do_statement' ? -1 : 0), node),
        late: node.type === 'do_statement',
        ends: false,
        each: undefined,
        body: inner(field(node, 'body'), node),
        update: [],
      };
    case 'for_statement':
      return forLoop(node);
    case 'foreach_statement':
      return foreachLoop(node);
    case 'switch_statement':
      return { ...at, kind: 'switch', value: value(field(node, 'value'), node), sections: sectionsOf(node) };
    case 'try_statement':
      return tryOf(node);
    case 'using_statement': {
      const declared = child(node, 'variable_declaration');
      const given = parts.find((one) => one.field !== 'body');
      const resource: Statement = declared
        ? locals(node, declared)
        : { ...at, end: given?.end ?? start, kind: 'expression', value: value(given, node) };
      return { ...at, kind: 'using', resource, body: bodied() };
    }
    case 'lock_statement':
      return { ...at, kind: 'inner', value: value(parts[0], node), body: bodied() };
    case 'checked_statement':
    case 'unsafe_statement':
    case 'fixed_statement':
    case 'labeled_statement':
      return { ...at, kind: 'inner', value: undefined, body: inner(parts.at(-1), node) };
    case 'return_statement':
      return { ...at, kind: 'return', value: parts[0] && expression(parts[0]) };
    case 'throw_statement':
      return { ...at, kind: 'throw', value: parts[0] && expression(parts[0]) };
    case 'break_statement':
      return { ...at, kind: 'break' };
    case 'continue_statement':
      return { ...at, kind: 'continue' };
    case 'goto_statement':
      return { ...at, kind: 'goto' };
    case 'yield_statement':
      return parts[0] ? { ...at, kind: 'yield', value: expression(parts[0]) } : { ...at, kind: 'stop' };
    case 'local_function_statement':
      return {
        ...at,
        kind: 'function',
        name: nameOf(field(node, 'name') ?? node),
        function: lambda(node, field(node, 'body')),
      };
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_else':
      return preprocessed(node);
    default:
      return {
        ...at,
        kind: 'expression',
        value: { ...at, kind: 'other', parts: /_statement$|^preproc/.test(node.type) ? [] : parts.map(expression) },
      };
  }
}

function inner(node: CSharpNode | undefined, around: CSharpNode): Statement {
  return node ? statement(node) : { kind: 'block', start: around.end, end: around.end, statements: [] };
}

function value(node: CSharpNode | undefined, around: CSharpNode): ReturnType<typeof expression> {
  return node ? expression(node) : { kind: 'other', start: around.end, end: around.end, parts: [] };
}

/** Either branch may be the one that is compiled. */
function preprocessed(node: CSharpNode): Statement {
  const { start, end } = node;
  const otherwise = field(node, 'alternative');
  const statements = named(node)
    .filter((one) => one.field !== 'condition' && one !== otherwise)
    .map(statement);
  return {
    start,
    end,
    kind: 'if',
    condition: { start, end: start, kind: 'other', parts: [] },
    yes: { kind: 'block', start, end, statements },
    no: otherwise && statement(otherwise),
  };
}

function locals(node: CSharpNode, declaration: CSharpNode): Statement {
  const { start, end } = node;
  const using = node.type !== 'using_statement' && has(node, 'using');
  return {
    start,
    end,
    kind: 'local',
    type: typeText(field(declaration, 'type')),
    using,
    variables: variablesOf(declaration),
  };
}

export function variablesOf(declaration: CSharpNode): readonly Variable[] {
  const type = typeText(field(declaration, 'type'));
  return named(declaration)
    .filter((one) => one.type === 'variable_declarator')
    .map((one) => {
      const name = field(one, 'name');
      const initial = named(one).find((part) => part !== name && part.type !== 'bracketed_argument_list');
      return {
        start: one.start,
        end: one.end,
        name: name ? nameOf(name) : '',
        type,
        initial: initial && initial.type !== 'tuple_pattern' ? expression(initial) : undefined,
      };
    });
}

function forLoop(node: CSharpNode): Statement {
  const { start, end } = node;
  const first = node.children.filter((one) => one.field === 'initializer');
  const condition = field(node, 'condition');
  return {
    start,
    end,
    kind: 'loop',
    first: first.map((one): Statement => {
      if (one.type === 'variable_declaration') return locals({ ...node, end: one.end }, one);
      return { start: one.start, end: one.end, kind: 'expression', value: expression(one) };
    }),
    condition: condition && expression(condition),
    late: false,
    ends: false,
    each: undefined,
    body: inner(field(node, 'body'), node),
    update: node.children.filter((one) => one.field === 'update').map(expression),
  };
}

function foreachLoop(node: CSharpNode): Statement {
  const { start, end } = node;
  const list = value(field(node, 'right'), node);
  const name = field(node, 'left');
  const each = name && {
    start: name.start,
    end: name.end,
    name: nameOf(name),
    type: typeText(field(node, 'type')),
    initial: undefined,
  };
  return {
    start,
    end,
    kind: 'loop',
    first: [{ start: list.start, end: list.end, kind: 'expression', value: list }],
    condition: undefined,
    late: false,
    ends: true,
    each,
    body: inner(field(node, 'body'), node),
    update: [],
  };
}

function sectionsOf(node: CSharpNode): readonly Section[] {
  return named(field(node, 'body') ?? { ...node, children: [] })
    .filter(({ type }) => type === 'switch_section')
    .map((section) => ({
      isDefault: has(section, 'default'),
      statements: named(section)
        .filter(({ type }) => /_statement$|^block$/.test(type))
        .map(statement),
    }));
}

function tryOf(node: CSharpNode): Statement {
  const { start, end } = node;
  const body = field(node, 'body') ?? child(node, 'block');
  const last = child(node, 'finally_clause');
  const lastBlock = last && child(last, 'block');
  return {
    start,
    end,
    kind: 'try',
    body: body ? blockOf(body) : { kind: 'block', start, end: start, statements: [] },
    handlers: named(node)
      .filter(({ type }) => type === 'catch_clause')
      .map(handler),
    last: lastBlock && blockOf(lastBlock),
  };
}

function handler(node: CSharpNode): Handler {
  const declared = child(node, 'catch_declaration');
  const type = declared && textOf(field(declared, 'type') ?? declared).replace(/^(global::)?System\./, '');
  const filter = child(node, 'catch_filter_clause');
  const asked = filter && named(filter)[0];
  const body = field(node, 'body') ?? child(node, 'block');
  return {
    some: asked !== undefined || (type !== undefined && type !== 'Exception'),
    filter: asked && expression(asked),
    body: body ? blockOf(body) : { kind: 'block', start: node.end, end: node.end, statements: [] },
  };
}
