/** Names that queries of the system's views look for: WHERE name = N'amy' of sys.database_principals. */
import type { Expression, Query } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import type { Mention, Space } from './mention';
import { named } from './parts';

export function mentionsInCondition(statement: Statement): readonly Mention[] {
  switch (statement.kind) {
    case 'if':
    case 'while':
      return inExpression(statement.condition);
    case 'select':
      return statement.query ? inQuery(statement.query) : [];
    case 'set_variable':
      return inExpression(statement.value);
    default:
      return [];
  }
}

/** The queries in an expression. */
function inExpression(expression: Expression): readonly Mention[] {
  switch (expression.kind) {
    case 'unary':
      return inExpression(expression.operand);
    case 'operation':
      return [...whoIs(expression), ...inExpression(expression.left), ...inExpression(expression.right)];
    case 'exists':
    case 'subquery':
      return inQuery(expression.query);
    case 'in':
      return [...inExpression(expression.operand), ...(expression.query ? inQuery(expression.query) : [])];
    case 'call':
      return expression.args.flatMap(inExpression);
    case 'case':
      return expression.branches.flatMap(({ when }) => inExpression(when));
    default:
      return [];
  }
}

/** Functions that say who runs something. */
const identities: Readonly<Record<string, Space>> = {
  USER_NAME: 'principal',
  CURRENT_USER: 'principal',
  SESSION_USER: 'principal',
  USER: 'principal',
  SUSER_NAME: 'server principal',
  SUSER_SNAME: 'server principal',
  SYSTEM_USER: 'server principal',
  ORIGINAL_LOGIN: 'server principal',
};

/** USER_NAME() = N'amy'. */
function whoIs({ operator, left, right }: Extract<Expression, { kind: 'operation' }>): readonly Mention[] {
  if (!['=', '<>', '!='].includes(operator)) return [];
  const [call, value] = left.kind === 'call' ? [left, right] : [right, left];
  const space = call.kind === 'call' ? identities[call.name.name.toUpperCase()] : undefined;
  if (!space || value.kind !== 'string' || value.value === '') return [];
  return [named(space, { span: value.span, name: value.value }, 'asks', { who: true })];
}

/** The views whose column `name` holds names of a space; that column has another name in some of the old ones. */
const views: Readonly<Record<string, Space>> = {
  database_principals: 'principal',
  sysusers: 'principal',
  server_principals: 'server principal',
  sql_logins: 'server principal',
  syslogins: 'server principal',
  databases: 'database',
  sysdatabases: 'database',
  schemas: 'schema',
  certificates: 'certificate',
  asymmetric_keys: 'asymmetric key',
  symmetric_keys: 'symmetric key',
  assemblies: 'assembly',
  services: 'service',
  objects: 'object',
  sysobjects: 'object',
  tables: 'object',
  views: 'object',
  procedures: 'object',
  synonyms: 'object',
  sequences: 'object',
  service_queues: 'object',
  triggers: 'object',
};

const columns: ReadonlySet<string> = new Set(['name', 'loginname']);

function inQuery({ from, where }: Query): readonly Mention[] {
  if (!from || !where) return [];
  const isSystem = from.schema === undefined || ['sys', 'dbo'].includes(fold(from.schema));
  const space = isSystem ? views[fold(from.name)] : undefined;
  if (!space) return inExpression(where);
  return [...lookedFor(where, space), ...inExpression(where)].map((one) =>
    one.database === undefined && from.database !== undefined ? { ...one, database: from.database } : one,
  );
}

function lookedFor(where: Expression, space: Space): readonly Mention[] {
  if (where.kind === 'unary') return lookedFor(where.operand, space);
  if (where.kind === 'in') return isName(where.operand) ? where.values.flatMap((value) => compared(value, space)) : [];
  if (where.kind !== 'operation') return [];
  const { operator, left, right } = where;
  if (operator === 'AND' || operator === 'OR') return [...lookedFor(left, space), ...lookedFor(right, space)];
  if (operator !== '=' && operator !== '<>' && operator !== '!=') return [];
  if (isName(left)) return compared(right, space);
  return isName(right) ? compared(left, space) : [];
}

function isName(expression: Expression): boolean {
  return expression.kind === 'column' && columns.has(fold(expression.parts.at(-1) ?? ''));
}

/** Names of one part: a dot in one belongs to it. Which schema is meant the condition may say elsewhere. */
function compared(value: Expression, space: Space): readonly Mention[] {
  if (value.kind !== 'string' || value.value === '') return [];
  return [named(space, { span: value.span, name: value.value }, 'asks', { anySchema: true })];
}
