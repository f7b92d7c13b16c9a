import { statementsOf } from '../../syntax/walk';
import { sameName } from '../../text/name';
import { rule } from '../rule';

export const signatureLost = rule({
  id: 'signature-lost',
  severity: 'error',
  serverErrors: [],
  summary: 'A signed module is altered and not signed again.',
  why: 'Every ALTER, also one that changes only the clause, drops all signatures; the module then runs without the permissions of the certificate, and nothing says so.',
  advice: 'ADD SIGNATURE again in the same deployment.',
  bad: ['ALTER PROCEDURE dbo.Signed AS SELECT 1;'],
  good: [
    `ALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  rulebook: ['SIG-11', 'MOD-17'],
  *path({ facts }, { step }) {
    const fact = facts.find((one) => one.kind === 'signature-lost');
    if (fact?.kind !== 'signature-lost' || step.statement.kind !== 'create_module') return;
    yield {
      span: step.statement.name.span,
      message: `This drops the signature by ${fact.keys.join(', ')} from ${fact.module}, and the script does not add it again.`,
    };
  },
  stands(_, { statement }, script, offset) {
    if (statement.kind !== 'create_module') return true;
    for (const { node, offset: at } of statementsOf(script)) {
      if (
        at > offset &&
        node.kind === 'signature' &&
        node.action === 'add' &&
        sameName(node.module.name, statement.name.name)
      )
        return false;
    }
    return true;
  },
});
