/** Whether two statements that make one thing say of it what cannot both be so, as far as it decides who may do what. */
import type { Statement, StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';

export function contradicts(one: Statement, other: Statement): boolean {
  if (one.kind !== other.kind) return saysMuch.has(one.kind) || saysMuch.has(other.kind);
  const [said, known] = [saysOf(one), saysOf(other)];
  return Object.entries(said).some(([what, value]) => known[what] !== undefined && known[what] !== value);
}

/** Two kinds of things of one name in one space: they differ. */
const saysMuch: ReadonlySet<Statement['kind']> = new Set([
  'create_user',
  'create_role',
  'create_application_role',
  'create_login',
  'create_module',
  'create_table',
  'create_synonym',
  'create_sequence',
  'queue',
]);

/** What a statement says, by what it is about; left out: it does not say. */
function saysOf(statement: Statement): Readonly<Record<string, string | undefined>> {
  switch (statement.kind) {
    case 'create_login':
      return { source: statement.source.kind };
    case 'create_user':
      return { source: accountOf(statement) };
    case 'create_role':
      return { owner: statement.owner && fold(statement.owner.name) };
    case 'create_module':
      return { type: statement.type, runAs: runAsOf(statement.executeAs) };
    case 'create_synonym':
      return { target: fold(statement.target.text.replace(/[[\]"\s]/g, '')) };
    default:
      return {};
  }
}

/** The account behind a user; where no clause names one, the login of its name. */
function accountOf({ source, name }: StatementOf<'create_user'>): string {
  const kind = source.kind === 'default' ? 'login' : source.kind;
  return `${kind} ${fold('name' in source ? source.name.name : name.name)}`;
}

/** As whom a module runs; of SELF only its maker can tell. */
function runAsOf(context: StatementOf<'create_module'>['executeAs']): string | undefined {
  if (context?.kind === 'self') return undefined;
  return context?.kind === 'named' ? `user ${fold(context.name)}` : (context?.kind ?? 'caller');
}
