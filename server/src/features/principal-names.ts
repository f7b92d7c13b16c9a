/** Where a statement writes the name of a login, user or role: what is coloured, completed and looked up. */
import type { NamedAt } from '../syntax/expression';
import type { Statement } from '../syntax/statement';
import type { Name } from '../text/name';
import type { Span } from '../text/span';

export interface PrincipalName {
  /** From the statement's start; with quotes or brackets. */
  readonly span: Span;
  readonly name: Name;
  readonly level: 'login' | 'user' | 'role' | 'either';
  /** Whether this is where the principal is made. */
  readonly creates: boolean;
}

/** The names of principals that a statement itself writes, in no order. */
export function principalNames(statement: Statement): readonly PrincipalName[] {
  switch (statement.kind) {
    case 'execute_as': {
      const { principal, level } = statement;
      return principal?.kind === 'string' && level !== 'caller'
        ? [uses({ span: principal.span, name: principal.value }, level)]
        : [];
    }
    case 'setuser':
      return statement.user?.kind === 'string'
        ? [uses({ span: statement.user.span, name: statement.user.value }, 'user')]
        : [];
    case 'execute_string': {
      const as = statement.as;
      return as?.principal.kind === 'string'
        ? [uses({ span: as.principal.span, name: as.principal.value }, as.level)]
        : [];
    }
    case 'create_module': {
      const clause = statement.executeAs;
      return clause?.kind === 'named' ? [uses(clause, 'either')] : [];
    }
    case 'create_login':
      return [makes(statement.name, 'login')];
    case 'alter_login':
      return [uses(statement.name, 'login')];
    case 'create_user': {
      const { source } = statement;
      return [makes(statement.name, 'user'), ...(source.kind === 'login' ? [uses(source.name, 'login')] : [])];
    }
    case 'alter_user':
      return [uses(statement.name, 'user'), ...(statement.login ? [uses(statement.login, 'login')] : [])];
    case 'create_role':
      return [makes(statement.name, 'role'), ...(statement.owner ? [uses(statement.owner, 'either')] : [])];
    case 'alter_role':
      return [
        uses(statement.name, 'role'),
        ...(statement.change.kind === 'rename' ? [] : [uses(statement.change.member, 'either')]),
      ];
    case 'create_application_role':
      return [makes(statement.name, 'role')];
    case 'permission':
      return [...statement.principals, ...(statement.as ? [statement.as] : [])].map((name) => uses(name, 'either'));
    case 'alter_authorization':
      return statement.to.kind === 'principal' ? [uses(statement.to.name, 'either')] : [];
    case 'create_schema':
      return statement.owner ? [uses(statement.owner, 'either')] : [];
    default:
      return [];
  }
}

const uses = ({ span, name }: NamedAt, level: PrincipalName['level']): PrincipalName => ({
  span,
  name,
  level,
  creates: false,
});
const makes = ({ span, name }: NamedAt, level: PrincipalName['level']): PrincipalName => ({
  span,
  name,
  level,
  creates: true,
});
