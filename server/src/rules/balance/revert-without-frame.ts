import { followsRefusal } from '../consequences';
import { rule } from '../rule';

export const revertWithoutFrame = rule({
  id: 'revert-without-frame',
  severity: 'information',
  serverErrors: [],
  summary: 'REVERT with nothing to revert.',
  why: 'The server says nothing and changes nothing, so a REVERT that does not match an EXECUTE AS usually means that a script lost its other half.',
  advice: 'Delete it, or add the EXECUTE AS that it belongs to.',
  bad: ['REVERT;'],
  good: [
    `EXECUTE AS USER = 'nobody'; REVERT;`,
    `EXECUTE AS USER = 'nobody';\nGO\nREVERT;`,
    `EXECUTE AS USER = 'clerk'; REVERT;`,
    `DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;`,
  ],
  rulebook: ['REV-3'],
  onEveryPath: true,
  stands: (_, step, _script, _offset, run) => !followsRefusal(run, step),
  *noted({ facts }, { step }) {
    if (facts.some((fact) => fact.kind === 'nothing-to-revert' && !fact.inModule))
      yield { span: step.statement.span, message: 'REVERT does nothing here: no impersonation is in effect.' };
  },
});
