/** Control flow, variables, cursors, transactions. */
import type { Placed } from '../../text/span';
import type { Statement } from '../statement';
import type {
  Block,
  Cursor,
  Declare,
  DeclaredVariable,
  Goto,
  If,
  Label,
  Leave,
  Print,
  RaiseError,
  Return,
  SetOption,
  SetVariable,
  Throw,
  Transaction,
  TryCatch,
  WaitFor,
  While,
} from '../statements/control';
import type { Base } from './base';
import { expression } from './expressions';
import { isNamePart, nameOf, objectName, typeText, upper, words } from './names';
import { pieces } from './runs';
import { bodyOf, child, children, field, fields, has, type Syntax, spanOf, textOf } from './syntax';
import { usesOf } from './uses/index';

export function block(node: Syntax, base: Base): Block {
  return { ...base, kind: 'block', body: bodyOf(node) };
}

export function ifStatement(node: Syntax, base: Base): If {
  const condition = field(node, 'condition');
  const then = placed(field(node, 'then'));
  const otherwise = placed(field(node, 'else'));
  return {
    ...base,
    kind: 'if',
    condition: expression(condition),
    uses: usesOf(condition),
    then,
    ...(otherwise ? { otherwise } : {}),
  };
}

export function whileStatement(node: Syntax, base: Base): While {
  const condition = field(node, 'condition');
  return {
    ...base,
    kind: 'while',
    condition: expression(condition),
    uses: usesOf(condition),
    body: placed(field(node, 'body')),
  };
}

function placed(node: Syntax | undefined): Placed<Statement> | undefined {
  return bodyOf(node)[0];
}

export function tryCatch(node: Syntax, base: Base): TryCatch {
  const inTry = field(node, 'try');
  const inCatch = field(node, 'catch');
  return { ...base, kind: 'try_catch', try: bodyOf(inTry), catch: bodyOf(inCatch) };
}

export function leave(node: Syntax, base: Base): Leave {
  return { ...base, kind: node.type === 'break' ? 'break' : 'continue' };
}

export function returnStatement(node: Syntax, base: Base): Return {
  const value = field(node, 'value');
  return { ...base, kind: 'return', ...(value ? { value: expression(value) } : {}), uses: usesOf(value) };
}

export function goto(node: Syntax, base: Base): Goto {
  const label = field(node, 'label');
  return { ...base, kind: 'goto', label: label ? nameOf(label) : '' };
}

export function label(node: Syntax, base: Base): Label {
  const name = field(node, 'name');
  return { ...base, kind: 'label', name: name ? nameOf(name) : '' };
}

export function throwStatement(node: Syntax, base: Base): Throw {
  const [number, message] = node.children.filter((one) => one.named && !/^[A-Z]+$/.test(one.type));
  return {
    ...base,
    kind: 'throw',
    ...(number ? { number: expression(number) } : {}),
    ...(message ? { message: expression(message) } : {}),
  };
}

export function raiseError(node: Syntax, base: Base): RaiseError {
  const [message, severity] = fields(node, 'argument');
  return {
    ...base,
    kind: 'raiserror',
    ...(message ? { message: expression(message) } : {}),
    ...(severity ? { severity: expression(severity) } : {}),
    options: fields(node, 'option').map(upper),
    uses: usesOf(...fields(node, 'argument')),
  };
}

export function print(node: Syntax, base: Base): Print {
  const value = field(node, 'value');
  return { ...base, kind: 'print', value: expression(value), uses: usesOf(value) };
}

export function waitFor(node: Syntax, base: Base): WaitFor {
  const inner = placed(node);
  return { ...base, kind: 'waitfor', ...(inner ? { inner } : {}) };
}

export function declare(node: Syntax, base: Base): Declare {
  const variables = children(node, 'declared_variable');
  return {
    ...base,
    kind: 'declare',
    variables: variables.map(declared),
    uses: usesOf(...variables.map((one) => field(one, 'initial'))),
  };
}

function declared(node: Syntax): DeclaredVariable {
  const name = field(node, 'name');
  const initial = field(node, 'initial');
  return {
    span: spanOf(node),
    name: name ? textOf(name) : '',
    type: has(node, 'TABLE') ? 'table' : typeText(field(node, 'type')),
    ...(initial ? { initial: expression(initial) } : {}),
  };
}

export function setVariable(node: Syntax, base: Base): SetVariable {
  const variable = field(node, 'variable');
  const operator = field(node, 'operator');
  const value = field(node, 'value');
  return {
    ...base,
    kind: 'set_variable',
    variable: variable ? textOf(variable) : '',
    operator: operator ? textOf(operator) : '=',
    value: value ? expression(value) : { kind: 'opaque', span: spanOf(node) },
    uses: usesOf(...node.children.filter((one) => one.named && one !== variable)),
  };
}

/** SET ANSI_NULLS, QUOTED_IDENTIFIER ON: the last word is the value. SET IDENTITY_INSERT t ON names a table. */
export function setOption(node: Syntax, base: Base): SetOption {
  const elements = node.children.slice(1).filter((one) => one.type !== ';');
  const level = elements.findIndex((one) => upper(one) === 'LEVEL');
  const cut = level >= 0 ? level + 1 : Math.max(1, elements.length - 1);
  const named = elements.slice(1, cut);
  const value = elements.slice(cut).map(textOf).join(' ');
  const shared = {
    ...base,
    kind: 'set_option' as const,
    value: /^[a-z_ ]+$/i.test(value) ? value.toUpperCase() : value,
  };
  if (elements[0] && upper(elements[0]) === 'IDENTITY_INSERT' && named[0]) {
    const table =
      named.length === 1 ? named[0] : { ...named[0], type: 'object_name', end: named.at(-1)!.end, children: named };
    return { ...shared, options: ['IDENTITY_INSERT'], table: objectName(table) };
  }
  return { ...shared, options: pieces(elements.slice(0, cut)).map(words) };
}

export function transaction(node: Syntax, base: Base): Transaction {
  const name = node.children.filter(isNamePart).at(-1);
  return { ...base, kind: node.type as Transaction['kind'], ...(name ? { name: nameOf(name) } : {}) };
}

export function cursor(node: Syntax, base: Base): Cursor {
  const name = field(node, 'name');
  const query = placed(child(node, 'cursor_definition'));
  const into = fields(node, 'into');
  return {
    ...base,
    kind: node.type as Cursor['kind'],
    ...(name ? { name: nameOf(name) } : {}),
    ...(query ? { query } : {}),
    ...(into.length > 0 ? { into: into.map(textOf) } : {}),
  };
}
