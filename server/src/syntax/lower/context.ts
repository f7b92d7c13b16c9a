/** EXECUTE AS, REVERT, SETUSER, USE, and EXEC of modules and strings. */
import type { Expression } from '../expression';
import type {
  Argument,
  ExecuteAs,
  ExecuteStatement,
  ExecuteString,
  Revert,
  Revertible,
  SetUser,
  Use,
} from '../statements/context';
import { noUses } from '../uses';
import type { Base } from './base';
import { expression } from './expressions';
import { namedAt, namedAtOr, objectNameOr, upper } from './names';
import { child, field, fields, type Syntax, spanOf, textOf } from './syntax';

export function executeAs(node: Syntax, base: Base): ExecuteAs {
  const level = field(node, 'level');
  const principal = field(node, 'principal');
  return {
    ...base,
    kind: 'execute_as',
    level: levelOf(level),
    ...(principal ? { principal: expression(principal) } : {}),
    revert: revertible(node),
  };
}

const levels: Readonly<Record<string, ExecuteAs['level']>> = { LOGIN: 'login', CALLER: 'caller' };

function levelOf(node: Syntax | undefined): ExecuteAs['level'] {
  return levels[node ? upper(node) : ''] ?? 'user';
}

function revertible(node: Syntax): Revertible {
  const none = child(node, 'no_revert');
  if (none) return { kind: 'no_revert', span: spanOf(none) };
  const cookie = child(node, 'cookie');
  const variable = cookie && field(cookie, 'variable');
  return cookie && variable ? { kind: 'cookie', span: spanOf(cookie), variable: textOf(variable) } : { kind: 'plain' };
}

export function revert(node: Syntax, base: Base): Revert {
  const cookie = field(node, 'cookie');
  return { ...base, kind: 'revert', ...(cookie ? { cookie: expression(cookie) } : {}) };
}

export function setUser(node: Syntax, base: Base): SetUser {
  const user = field(node, 'principal');
  return {
    ...base,
    kind: 'setuser',
    ...(user ? { user: expression(user) } : {}),
    noReset: field(node, 'noreset') !== undefined,
  };
}

export function use(node: Syntax, base: Base): Use {
  return { ...base, kind: 'use', database: namedAtOr(field(node, 'database'), node) };
}

export function execute(node: Syntax, base: Base): ExecuteStatement {
  const module = field(node, 'module');
  const number = field(node, 'number');
  const returned = field(node, 'return_variable');
  const at = field(node, 'at');
  const target = objectNameOr(module, node);
  return {
    ...base,
    kind: 'execute',
    module:
      module?.type === 'variable'
        ? { kind: 'variable', span: spanOf(module), name: textOf(module) }
        : { kind: 'name', name: at ? { ...target, server: namedAt(at).name } : target },
    ...(number ? { number: Number(textOf(number)) } : {}),
    arguments: node.children.filter(({ type }) => type === 'execute_argument').map(argument),
    ...(returned ? { returnVariable: textOf(returned) } : {}),
    uses: noUses,
  };
}

export function argument(node: Syntax): Argument {
  const name = field(node, 'name');
  return {
    span: spanOf(node),
    ...(name ? { name: textOf(name) } : {}),
    value: argumentValue(expression(field(node, 'value'))),
    output: field(node, 'output') !== undefined,
  };
}

/** A word without quotes is a string here: EXEC sp_addrolemember db_datareader, [amy]. */
function argumentValue(value: Expression): Expression {
  return value.kind === 'column' ? { kind: 'string', span: value.span, value: value.parts.join('.') } : value;
}

export function executeString(node: Syntax, base: Base): ExecuteString {
  const as = child(node, 'execute_string_as');
  const principal = as && field(as, 'principal');
  const at = field(node, 'at') ?? field(node, 'data_source');
  return {
    ...base,
    kind: 'execute_string',
    text: expression(field(node, 'text')),
    arguments: fields(node, 'argument').map((one) => argument(one).value),
    ...(as && principal
      ? {
          as: {
            span: spanOf(as),
            level: levelOf(field(as, 'level')) === 'login' ? ('login' as const) : ('user' as const),
            principal: expression(principal),
          },
        }
      : {}),
    ...(at ? { at: namedAt(at) } : {}),
  };
}
