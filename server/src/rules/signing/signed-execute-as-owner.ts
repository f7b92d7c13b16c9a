import { resolveObject } from '../../engine/names/resolve';
import { rule } from '../rule';

export const signedExecuteAsOwner = rule({
  id: 'signed-execute-as-owner',
  severity: 'information',
  serverErrors: [15583],
  summary: 'A module with EXECUTE AS OWNER is signed.',
  why: 'The signature covers who the module runs as. With OWNER that is whoever owns it: another owner, of the module or of its schema, and the signature does not count any more, without a word at the call.',
  advice: 'Name the user in the clause, or sign again after each change of owner.',
  bad: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nADD COUNTER SIGNATURE TO OBJECT::dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  good: [
    `ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `DROP SIGNATURE FROM dbo.Signed BY CERTIFICATE SignCert;`,
  ],
  rulebook: ['SIG-12', 'MOD-4'],
  onEveryPath: true,
  statements: ['signature'],
  *path({ before, outcome }, { step: { statement } }) {
    if (outcome.kind === 'error' || statement.kind !== 'signature' || statement.action !== 'add') return;
    if (statement.class !== 'OBJECT') return;
    const resolved = resolveObject(before, statement.module);
    if (resolved.kind !== 'object' || resolved.object.kind !== 'module' || resolved.object.runAs.kind !== 'owner')
      return;
    yield {
      span: statement.module.span,
      message: `${resolved.object.name} runs as its owner: with another owner this signature does not count any more.`,
    };
  },
});
