import { rule } from '../rule';

export const unsafeAssembly = rule({
  id: 'unsafe-assembly',
  severity: 'warning',
  serverErrors: [],
  summary: 'An assembly that can leave the server.',
  why: 'EXTERNAL_ACCESS and UNSAFE code reaches files, network and other servers as the service account, unless it impersonates. For a SQL login and after EXECUTE AS the pages of Microsoft disagree whether it is refused instead. Strict security treats every assembly as UNSAFE.',
  advice: 'PERMISSION_SET = SAFE, and sign the assembly.',
  bad: ['CREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = UNSAFE;'],
  good: ['CREATE ROLE r;'],
  rulebook: ['CLR-7', 'CLR-18'],
  statements: ['create_assembly', 'alter_assembly'],
  *step({ statement }) {
    if (
      (statement.kind === 'create_assembly' || statement.kind === 'alter_assembly') &&
      (statement.permissionSet === 'UNSAFE' || statement.permissionSet === 'EXTERNAL_ACCESS')
    ) {
      yield {
        span: statement.name.span,
        message: `PERMISSION_SET = ${statement.permissionSet}: the code may act outside the server, as its service account unless it impersonates.`,
      };
    }
  },
});
