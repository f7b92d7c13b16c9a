/**
 * Procedures that refuse to run in a user's transaction (15002), each because its page says so (PRN-51). The pages of
 * sp_addrolemember, sp_droprolemember, sp_changedbowner, sp_changeobjectowner and sp_migrate_user_to_contained do not.
 */
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { type Effect, failed } from '../../session/effect';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';

const procedures: ReadonlySet<string> = new Set([
  'sp_addlogin',
  'sp_grantlogin',
  'sp_denylogin',
  'sp_revokelogin',
  'sp_droplogin',
  'sp_password',
  'sp_defaultdb',
  'sp_defaultlanguage',
  'sp_grantdbaccess',
  'sp_adduser',
  'sp_revokedbaccess',
  'sp_dropuser',
  'sp_addrole',
  'sp_droprole',
  'sp_addsrvrolemember',
  'sp_dropsrvrolemember',
  'sp_addapprole',
  'sp_dropapprole',
  'sp_approlepassword',
  'sp_change_users_login',
  'sp_addlinkedserver',
  'sp_addlinkedsrvlogin',
  'sp_droplinkedsrvlogin',
]);

/** 15002; undefined: it may run. */
export function refusedInTransaction(
  statement: StatementOf<'execute'>,
  world: World,
  name: Folded,
): Effect | undefined {
  if (world.transaction !== 'open' || !procedures.has(name)) return undefined;
  const refusal = { kind: 'other', because: 'a procedure that refuses to run in a transaction' } as const;
  const message = messages.notInTransaction(`sys.${name}`);
  return failed(world, serverError({ message, span: statement.span, refusal }));
}
