/** What would let a refused statement run, and what each way opens besides. */
import { isServerScoped } from '../catalog/securable';
import { loginName, userName } from '../engine/session/identity';
import type { ErrorOutcome, World } from '../engine/session/model';

/** The permissions that an ownership chain covers (CHN-2). */
const chained: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']);

/** One sentence on a permission that is missing; nothing where no single permission is asked for. */
export function waysOut({ refusal, question, proof }: ErrorOutcome, world: World): readonly string[] {
  if (refusal.kind !== 'permission' || !question || question.standing !== undefined) return [];
  const { permission, securable, on } = question;
  const atServer = isServerScoped(securable.class);
  const name = atServer ? loginName(world) : userName(world);
  const who = name.kind === 'known' ? name.name : 'the caller';
  const denied = proof?.kind === 'row' && proof.row.state === 'deny';
  const grant = denied
    ? `Only without that DENY could ${who} do it`
    : `GRANT ${permission}${securable.class === 'SERVER' ? '' : ` ON ${on}`} TO ${who} would allow it everywhere`;
  if (securable.class === 'OBJECT' && chained.has(permission))
    return [`${grant}; a module of the owner, or a signed one, only inside itself.`];
  const principal = atServer ? 'certificate login' : 'certificate user';
  return denied
    ? [`${grant}.`]
    : [`${grant}; a module signed by a certificate whose ${principal} holds it, only inside itself.`];
}
