/** Which DDL event a statement raises, and the triggers that it fires (ENT-8). */
import type { Statement } from '../../syntax/statement';
import type { Effect } from '../session/effect';
import type { Context, World } from '../session/model';
import { withTriggers } from './statement-transaction';
import { planDdlTriggers } from './triggers';

/** The effect with the DDL triggers behind it; they run in the world after the statement. */
export function withDdlTriggers(context: Context, statement: Statement, before: World, effect: Effect): Effect {
  const event = eventOf(statement);
  if (event === undefined || effect.outcome.kind === 'error' || !context.enterCalls) return effect;
  // A trigger does not fire at its own making.
  const calls = planDdlTriggers(context, effect.after, event, isOfServer(statement) ? 'server' : 'database').filter(
    ({ definition }) => definition !== statement || isAlter(statement),
  );
  return withTriggers(before, effect, calls);
}

/** A server trigger is made and dropped at the server: triggers of the database do not see it. */
function isOfServer(statement: Statement): boolean {
  if (statement.kind === 'create_module') return statement.trigger?.on.kind === 'server';
  return statement.kind === 'drop' && statement.on?.kind === 'server';
}

function isAlter(statement: Statement): boolean {
  return statement.kind === 'create_module' && statement.action === 'alter';
}

function eventOf(statement: Statement): string | undefined {
  switch (statement.kind) {
    case 'alter_role':
      if (statement.change.kind === 'rename') return `ALTER_${statement.scope === 'server' ? 'SERVER_ROLE' : 'ROLE'}`;
      return `${statement.change.kind === 'add_member' ? 'ADD' : 'DROP'}_${statement.scope === 'server' ? 'SERVER_ROLE' : 'ROLE'}_MEMBER`;
    case 'permission': {
      const server = statement.securable?.class === 'LOGIN' || statement.securable?.class === 'SERVER';
      return `${statement.action.toUpperCase()}_${server ? 'SERVER' : 'DATABASE'}`;
    }
    case 'alter_authorization':
      return statement.class === 'DATABASE' ? 'ALTER_AUTHORIZATION_DATABASE' : 'ALTER_AUTHORIZATION';
    case 'create_module':
      return `${statement.action === 'alter' ? 'ALTER' : 'CREATE'}_${statement.type.toUpperCase()}`;
    case 'create_table':
    case 'alter_table':
    case 'create_index':
    case 'create_type':
    case 'create_synonym':
    case 'create_sequence':
    case 'create_schema':
    case 'alter_schema':
    case 'drop':
    case 'create_login':
    case 'alter_login':
    case 'create_user':
    case 'alter_user':
    case 'create_role':
    case 'create_application_role':
    case 'alter_application_role':
    case 'create_database':
    case 'alter_database':
    case 'create_key':
    case 'alter_key':
    case 'create_assembly':
    case 'alter_assembly':
    case 'queue':
    case 'service':
    case 'signature':
      return statement.node.toUpperCase();
    default:
      return undefined;
  }
}
