import { isInformational } from '../../engine/session/messages';
import type { Refusal, Step } from '../../engine/session/model';
import { whyRefused } from '../../engine/session/why-refused';
import { selected } from '../../syntax/selected';
import type { Script, Statement } from '../../syntax/statement';
import { textOf } from '../../syntax/walk';
import { fold } from '../../text/name';
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
  rulebook: ['PERM-9', 'UNK-9'],
  onEveryPath: true,
  stands: (_, step, script, offset) => !clearsTheWay(step, script, offset) && !mayComeTooLate(step, script, offset),
  *unclaimed(_, outcome, { inModule, called }) {
    if (isRaised(outcome.refusal) || (inModule && !called && maySettle.has(outcome.refusal.kind))) return;
    const found = { span: outcome.span, message: withServerText(whyRefused(outcome), outcome) };
    yield isInformational(outcome) ? { ...found, severity: 'warning' } : found;
  },
});

/** What may be otherwise when somebody calls the body. */
const maySettle: ReadonlySet<Refusal['kind']> = new Set(['missing', 'exists']);

/** By the script itself, or by a trigger that is there to refuse. */
function isRaised(refusal: Refusal): boolean {
  return (
    refusal.kind === 'raised' || (refusal.kind === 'other' && refusal.because === 'a trigger ended the transaction')
  );
}

const making = selected((one) => madeName(one) !== undefined);

/** DROP of what the script makes further down: it is for the next time that the script is run. */
function clearsTheWay({ statement }: Step, script: Script, offset: number): boolean {
  if (statement.kind !== 'drop') return false;
  const names = new Set(statement.names.map(({ name }) => fold(name)));
  for (const { node, offset: at } of making(script)) {
    const made = at > offset ? madeName(node) : undefined;
    if (made !== undefined && names.has(fold(made))) return true;
  }
  return false;
}

/**
 * CREATE of a login, database or assembly that the script makes further up: that may have failed, for the password is not
 * good enough for the policy, the directory does not know the account, or its files are somewhere else. Then this one may
 * succeed.
 */
function mayComeTooLate({ statement }: Step, script: Script, offset: number): boolean {
  if (statement.kind !== 'create_login' && statement.kind !== 'create_database' && statement.kind !== 'create_assembly')
    return false;
  const name = fold(statement.name.name);
  for (const { node, offset: at } of making(script)) {
    if (at >= offset) return false;
    if (node.kind === statement.kind && fold(node.name.name) === name && mayFail(node, textOf(script, node, at)))
      return true;
  }
  return false;
}

function mayFail(statement: Statement, text: string): boolean {
  if (statement.kind === 'create_assembly') return true; // whether the server trusts it, and finds its file
  if (statement.kind === 'create_database') return /\bFILENAME\b|\bON\s+(PRIMARY\b|\()/i.test(text);
  if (statement.kind !== 'create_login') return false;
  const unchecked = statement.options.some(({ name, value }) => name === 'CHECK_POLICY' && value === 'OFF');
  return !unchecked && statement.source.kind !== 'windows';
}

function madeName(statement: Statement): string | undefined {
  if (statement.kind === 'select') return statement.into?.name;
  if (!/^(create_|queue$|service$|other$)/.test(statement.kind) || !('name' in statement)) return undefined;
  const { name } = statement;
  return typeof name === 'object' ? name.name : name;
}
