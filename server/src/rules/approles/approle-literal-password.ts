import type { Expression } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import { fold, isTemplate } from '../../text/name';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export const approleLiteralPassword = rule({
  id: 'approle-literal-password',
  severity: 'warning',
  serverErrors: [],
  summary: 'The password of an application role stands in the script.',
  why: 'Whoever reads the script, or what the server keeps of it, can activate the role: the password is all that it takes.',
  advice: 'A variable or parameter for sp_setapprole, a SQLCMD variable $(Password) for CREATE APPLICATION ROLE.',
  bad: [
    `CREATE APPLICATION ROLE counter WITH PASSWORD = 'Sesame1!';`,
    `ALTER APPLICATION ROLE till WITH PASSWORD = N'Sesame1!';`,
    `EXEC sp_setapprole 'till', 'secret';`,
    `EXEC sp_addapprole 'counter', 'secret';`,
    `EXEC sp_setapprole @rolename = 'till', @password = N'secret';`,
  ],
  good: [
    `CREATE APPLICATION ROLE counter WITH PASSWORD = '$(Password)';`,
    `ALTER APPLICATION ROLE till WITH NAME = counter;`,
    `DECLARE @password sysname; EXEC sp_setapprole 'till', @password;`,
    `EXEC sp_setapprole 'till', '$(Password)';`,
  ],
  rulebook: ['APP-1', 'APP-3'],
  statements: ['create_application_role', 'alter_application_role', 'execute'],
  *step({ statement }) {
    const span = literalPassword(statement);
    if (span) yield { span, message: 'The password of the application role stands here for everybody to read.' };
  },
});

function literalPassword(statement: Statement): Span | undefined {
  switch (statement.kind) {
    case 'create_application_role':
    case 'alter_application_role':
      return typeof statement.password === 'string' && isSecret(statement.password) ? statement.name.span : undefined;
    case 'execute': {
      const value = passwordGiven(statement);
      return value?.kind === 'string' && isSecret(value.value) ? value.span : undefined;
    }
    default:
      return undefined;
  }
}

function isSecret(text: string): boolean {
  return text !== '' && !isTemplate(text);
}

/** Procedures with a @password behind the name of the role. */
const takesPassword: ReadonlySet<string> = new Set([fold('sp_setapprole'), fold('sp_addapprole')]);

function passwordGiven({ module, arguments: given }: StatementOf<'execute'>): Expression | undefined {
  if (module.kind !== 'name' || !takesPassword.has(fold(module.name.name))) return undefined;
  const named = given.find(({ name }) => name !== undefined && fold(name) === fold('@password'));
  return (named ?? (given[1]?.name === undefined ? given[1] : undefined))?.value;
}
