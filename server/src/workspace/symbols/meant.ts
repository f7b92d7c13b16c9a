/** Statements that name things by variables, as far as those hold one constant. The name stands where the variable does. */
import type { Expression } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';
import type { Constants } from './texts';

/** The statement itself where it names nothing by such a variable. */
export function meantBy(statement: Statement, constants: Constants): Statement {
  if (constants.size === 0) return statement;
  switch (statement.kind) {
    case 'execute_as': {
      const principal = valueOf(statement.principal, constants);
      return principal ? { ...statement, principal } : statement;
    }
    case 'setuser': {
      const user = valueOf(statement.user, constants);
      return user ? { ...statement, user } : statement;
    }
    case 'execute_string': {
      const principal = valueOf(statement.as?.principal, constants);
      return statement.as && principal ? { ...statement, as: { ...statement.as, principal } } : statement;
    }
    case 'execute': {
      const values = statement.arguments.map(({ value }) => valueOf(value, constants));
      if (values.every((value) => value === undefined)) return statement;
      const given = statement.arguments.map((one, index) => ({ ...one, value: values[index] ?? one.value }));
      return { ...statement, arguments: given };
    }
    default:
      return statement;
  }
}

function valueOf(value: Expression | undefined, constants: Constants): Expression | undefined {
  const literals = value?.kind === 'variable' ? constants.get(fold(value.name)) : undefined;
  return value && literals && { kind: 'string', span: value.span, value: literals.map((one) => one.value).join('') };
}
