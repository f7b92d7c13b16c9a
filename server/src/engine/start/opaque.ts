/**
 * Statements that change what no script shows: what other scripts declare is not all that is there, in the databases in
 * which such statements stand (UNK-3, UNK-19).
 */
import { runsUnseen, staysOutside } from '../../catalog/opaque-procedures';
import type { Expression } from '../../syntax/expression';
import { hasVariable } from '../../syntax/sqlcmd';
import type { Statement, StatementOf } from '../../syntax/statement';
import { type Folded, fold } from '../../text/name';

/** Whether a statement at batch level may change what its text does not show. */
export function isOpaque(statement: Statement): boolean {
  if (statement.broken) return true;
  switch (statement.kind) {
    case 'execute_string':
      return !statement.at && mayDefine(statement.text);
    case 'execute':
      return statement.module.kind !== 'name' || runsOpaquely(statement, fold(statement.module.name.name));
    default:
      return false;
  }
}

function runsOpaquely({ arguments: [first] }: StatementOf<'execute'>, name: string): boolean {
  if (name === 'sp_executesql') return first !== undefined && mayDefine(first.value);
  const command = first?.value.kind === 'string' ? first.value.value : undefined;
  if (name === 'xp_cmdshell' && command !== undefined && staysOutside(command)) return false;
  return /^(sp|xp)_/.test(name) && runsUnseen(name) !== undefined;
}

/** The text of a constant string that a statement runs here; undefined: it does not, or its text is not known. */
export function constantText(statement: Statement): string | undefined {
  if (statement.broken || statement.kind !== 'execute_string' || statement.at || statement.text.kind !== 'string')
    return undefined;
  return hasVariable(statement.text.value) ? undefined : statement.text.value;
}

/** What a dynamic string makes is declared to nobody: only one that makes nothing may be left out of account. */
function mayDefine(text: Expression): boolean {
  return text.kind !== 'string' || hasVariable(text.value) || defining.test(text.value);
}

const defining = /\b(?:create|alter|drop|grant|deny|revoke|add|exec|execute|restore|into|sp_\w+|xp_\w+)\b/i;

/** What a statement makes without saying it: anything, or what a procedure of this name makes. */
export type MakesUnsaid = { readonly kind: 'anything' } | { readonly kind: 'call'; readonly procedure: Folded };

/** How a statement at batch level makes things that its text does not name; undefined: it does not. */
export function makesUnsaid(statement: Statement): MakesUnsaid | undefined {
  switch (statement.kind) {
    case 'select':
      return statement.into && !statement.into.name.startsWith('#') ? anything : undefined;
    case 'alter_schema':
      return anything;
    case 'execute': {
      if (statement.module.kind !== 'name') return undefined;
      const name = fold(statement.module.name.name);
      if (name === 'sp_rename') return anything;
      return /^[sx]p_/.test(name) ? undefined : { kind: 'call', procedure: name };
    }
    default:
      return undefined;
  }
}

const anything: MakesUnsaid = { kind: 'anything' };
