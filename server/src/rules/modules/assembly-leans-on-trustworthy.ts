import { rule } from '../rule';

export const assemblyLeansOnTrustworthy = rule({
  id: 'assembly-leans-on-trustworthy',
  severity: 'warning',
  serverErrors: [],
  summary: 'An assembly is let in only because its database is TRUSTWORTHY.',
  why: 'TRUSTWORTHY trusts all that is in the database, and its owner with it, for the sake of one assembly; after a restore or with another owner the assembly does not load any more.',
  advice:
    'Sign the assembly with a certificate or key whose login holds UNSAFE ASSEMBLY, or make its hash known with sp_add_trusted_assembly; then turn TRUSTWORTHY off.',
  bad: [
    `ALTER DATABASE shop SET TRUSTWORTHY ON;
CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;`,
    `ALTER DATABASE shop SET TRUSTWORTHY ON;
CREATE ASSEMBLY mailer FROM 0x4D5A;`,
  ],
  good: [
    `EXEC sp_add_trusted_assembly 0x01, N'mailer';
ALTER DATABASE shop SET TRUSTWORTHY ON;
CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;`,
    `EXEC sp_configure 'clr strict security', 0; RECONFIGURE;
ALTER DATABASE shop SET TRUSTWORTHY ON;
CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = SAFE;`,
    `CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;`,
  ],
  rulebook: ['CLR-18', 'CLR-20', 'CLR-23', 'ESC-10'],
  *noted({ facts }, { step: { statement } }) {
    const fact = facts.find((one) => one.kind === 'leans-on-trustworthy');
    if (fact?.kind !== 'leans-on-trustworthy') return;
    if (statement.kind !== 'create_assembly' && statement.kind !== 'alter_assembly') return;
    const strict = fact.strict ? ' Strict security asks for that of every assembly.' : '';
    yield {
      span: statement.name.span,
      message: `${fact.assembly} is trusted only because the database is TRUSTWORTHY: no signature or hash that the scripts show lets it in.${strict}`,
    };
  },
});
