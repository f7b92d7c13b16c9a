import { selected } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { type Name, sameName } from '../../text/name';
import { rule } from '../rule';

export const privateKeyKept = rule({
  id: 'private-key-kept',
  severity: 'warning',
  review: true,
  serverErrors: [],
  summary:
    'The private key of a signing certificate stays in the database, under a password that stands in the script.',
  why: 'Whoever reads the script and controls the certificate can sign what he likes with it, and what he signs has all rights that the certificate has.',
  advice:
    'ALTER CERTIFICATE ... REMOVE PRIVATE KEY once everything is signed; keep the key in a safe place, or make a new one next time.',
  bad: [
    `CREATE CERTIFICATE Sign2 ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'signing';
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE Sign2 WITH PASSWORD = 'Sesame1!';`,
    `CREATE ASYMMETRIC KEY Key2 WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Sesame1!';
GO
ADD SIGNATURE TO dbo.AsClerk BY ASYMMETRIC KEY Key2 WITH PASSWORD = 'Sesame1!';`,
  ],
  good: [
    `CREATE CERTIFICATE Sign2 ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'signing';
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE Sign2 WITH PASSWORD = 'Sesame1!';
GO
ALTER CERTIFICATE Sign2 REMOVE PRIVATE KEY;`,
    `CREATE CERTIFICATE Sign2 ENCRYPTION BY PASSWORD = '$(Password)' WITH SUBJECT = 'signing';
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE Sign2 WITH PASSWORD = '$(Password)';`,
    `CREATE CERTIFICATE Tls ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'no signing';`,
  ],
  rulebook: ['ESC-17', 'SIG-20'],
  statements: ['create_key'],
  *path({ outcome }, { step: { statement } }) {
    if (outcome.kind === 'error' || statement.kind !== 'create_key' || !statement.name) return;
    if (statement.type !== 'certificate' && statement.type !== 'asymmetric_key') return;
    if (statement.from.kind === 'generated' && statement.literalPassword)
      yield {
        span: statement.name.span,
        message: `The private key of ${statement.name.name} is never removed: who knows this password can sign with it.`,
      };
  },
  stands(_, { statement }, script, offset) {
    const name = statement.kind === 'create_key' ? statement.name?.name : undefined;
    return (
      name !== undefined &&
      some(script, offset, (one) => signsWith(one, name)) &&
      !some(script, offset, (one) => removes(one, name))
    );
  },
});

function signsWith(statement: Statement, name: Name): boolean {
  if (statement.kind !== 'signature' || statement.action !== 'add') return false;
  return statement.by.some((by) => !by.blob && sameName(by.name.name, name));
}

function removes(statement: Statement, name: Name): boolean {
  if (statement.kind === 'alter_key')
    return statement.removePrivateKey && statement.name !== undefined && sameName(statement.name.name, name);
  return statement.kind === 'drop' && statement.names.some((one) => sameName(one.name, name));
}

const aboutKeys = selected(({ kind }) => kind === 'signature' || kind === 'alter_key' || kind === 'drop');

function some(script: Script, from: number, is: (statement: Statement) => boolean): boolean {
  for (const { node, offset } of aboutKeys(script)) if (offset > from && is(node)) return true;
  return false;
}
