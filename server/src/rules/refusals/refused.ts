import type { Refusal } from '../../engine/session/model';
import { rule } from '../rule';
import { withServerText } from '../words';

export const refused = rule({
  id: 'refused',
  severity: 'error',
  serverErrors: [],
  summary: 'The server refuses the statement, whoever runs it.',
  why: 'What the scripts have done before decides: the thing is not there (any more), is there already, or still belongs to somebody. It is found where that is certain on every path, and where no rule of its own speaks of it.',
  advice:
    'See the page of the message. Where the refusal is what the script wants to show, catch it in TRY, or write `--# expect: 15151` on the line before.',
  bad: [
    `GRANT SELECT ON OBJECT::dbo.Nowhere TO clerk;`,
    `CREATE USER clerk WITHOUT LOGIN;`,
    `GRANT VIEW SERVER STATE TO amy;`,
    `EXEC ('DROP ROLE nobodys');`,
  ],
  good: [
    `GRANT SELECT ON OBJECT::dbo.Orders TO clerk;`,
    `BEGIN TRY DROP ROLE nobodys; END TRY BEGIN CATCH PRINT ERROR_MESSAGE(); END CATCH;`,
    `--# expect: 15151\nDROP ROLE nobodys;`,
    `RAISERROR ('stop', 16, 1);`,
  ],
  rulebook: ['UNK-A', 'UNK-B'],
  onEveryPath: true,
  *unclaimed(_, outcome) {
    if (outcome.refusal.kind === 'raised') return;
    yield { span: outcome.span, message: withServerText(reason(outcome.refusal), outcome) };
  },
});

function reason(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'missing':
      return refusal.name === ''
        ? `There is no such ${refusal.what}.`
        : `There is no ${refusal.what} '${refusal.name}'.`;
    case 'exists':
      return `There is a ${refusal.what} '${refusal.name}' already.`;
    case 'wrong-database':
      return refusal.needed === undefined
        ? 'It is done in the database of what it names.'
        : `It is done in ${refusal.needed}.`;
    case 'other':
      return `The server refuses it: ${refusal.because}.`;
    default:
      return 'The server refuses it.';
  }
}
