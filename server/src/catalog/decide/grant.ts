/**
 * Who may GRANT, DENY and REVOKE, and whose name stands as grantor (GRA-2 to GRA-4, DIS-11, DIS-13). The conditions on
 * the statement itself (GRA-7 to GRA-11) are in `grant-rules`.
 */

import { dboId, fixedServerRoleId, roleId } from '../ids';
import { permissions, securableText } from '../indexes';
import type { Catalog, Id, Securable } from '../model';
import { lacking } from '../reason';
import { grantorFor, isServerScoped, ownerOf } from '../securable';
import type { Token } from '../token';
import { decide, type Subject, whoAsks } from './decide';
import { memberOf, type TokenScope } from './membership';
import { onPrincipal, onServerPrincipal, principalQuestion, questionOn } from './question';
import type { Proof, Question, Verdict } from './verdict';

export interface GrantRequest {
  readonly action: 'grant' | 'deny' | 'revoke';
  readonly permission: string;
  readonly securable: Securable;
  /** AS p: the principal that is named, of the database or of the server. */
  readonly as?: Id | undefined;
}

export interface GrantVerdict {
  readonly verdict: Verdict;
  /** Recorded as grantor; meaningful unless denied. */
  readonly grantor: Id;
  /** It is the principal of the AS clause that may not be used (4618). */
  readonly asRefused?: true;
}

export function decideGrant(catalog: Catalog, subject: Subject, request: GrantRequest): GrantVerdict {
  return request.as === undefined
    ? byOwnAuthority(catalog, subject, request)
    : onBehalf(catalog, subject, request, request.as);
}

/**
 * Owner authority (owner, CONTROL), else the fixed role that administers it, else the permission held with grant
 * option.
 */
function byOwnAuthority(catalog: Catalog, subject: Subject, request: GrantRequest): GrantVerdict {
  const { securable, permission, action } = request;
  const grantor = grantorFor(catalog, subject.database, securable);
  const control = decide(catalog, subject, controlCheck(catalog, subject, securable));
  if (control.kind === 'allowed') return { verdict: control, grantor };
  const role = byAdministrator(catalog, subject, request);
  if (role?.kind === 'allowed') return { verdict: role, grantor };
  if (action !== 'deny') {
    const holder = byGrantOption(catalog, subject, request);
    if (holder) return holder;
  }
  if (role) return { verdict: role, grantor };
  if (control.kind === 'unknown') return { verdict: control, grantor };
  const question = questionOn(
    catalog,
    isServerScoped(securable.class) ? undefined : subject.database,
    permission,
    securable,
  );
  return { verdict: { kind: 'denied', proof: { kind: 'nothing', principal: whoAsks(subject) }, question }, grantor };
}

function controlCheck(catalog: Catalog, subject: Subject, securable: Securable): Question {
  const { column: _, ...whole } = securable;
  const permission = securable.class === 'SERVER' ? 'CONTROL SERVER' : 'CONTROL';
  return questionOn(catalog, isServerScoped(securable.class) ? undefined : subject.database, permission, whole);
}

/** db_securityadmin for everything in the database, db_accessadmin for CONNECT, securityadmin at the server. */
function byAdministrator(
  catalog: Catalog,
  { database, userToken, loginToken }: Subject,
  { securable, permission }: GrantRequest,
): Verdict | undefined {
  if (isServerScoped(securable.class)) {
    if (securable.class !== 'SERVER' && securable.class !== 'LOGIN') return undefined;
    return inRole(loginToken, fixedServerRoleId('securityadmin'), { kind: 'server', catalog }, 'securityadmin');
  }
  if (!database) return undefined;
  const scope: TokenScope = { kind: 'database', database };
  const security = inRole(userToken, roleId('db_securityadmin'), scope, 'db_securityadmin');
  if (security?.kind === 'allowed' || securable.class !== 'DATABASE' || permission !== 'CONNECT') return security;
  return inRole(userToken, roleId('db_accessadmin'), scope, 'db_accessadmin') ?? security;
}

function inRole(token: Token | undefined, role: Id, scope: TokenScope, name: string): Verdict | undefined {
  const member = memberOf(token, role, 'grant', scope);
  if (member.kind === 'no') return undefined;
  if (member.kind === 'perhaps') return { kind: 'unknown', because: member.because };
  return {
    kind: 'allowed',
    proof: {
      kind: 'role',
      principal: token?.rows[0]?.name ?? name,
      role: name,
      covers: 'may grant, deny and revoke here',
    },
  };
}

/**
 * The very permission on the very securable (the whole object for a column of it), held WITH GRANT OPTION: the holder
 * is the grantor (GRA-4). A grantable row of a wider scope or of a covering permission hands on nothing of what it
 * implies.
 */
function byGrantOption(catalog: Catalog, subject: Subject, request: GrantRequest): GrantVerdict | undefined {
  const { column: _, ...whole } = request.securable;
  const { database } = subject;
  const server = isServerScoped(whole.class);
  if (!server && !database) return undefined;
  const question = questionOn(catalog, server ? undefined : database, request.permission, request.securable);
  const scope: TokenScope = server ? { kind: 'server', catalog } : { kind: 'database', database: database! };
  const token = server ? subject.loginToken : subject.userToken;
  let doubt: GrantVerdict | undefined;
  for (const row of permissions.find(
    server ? catalog.server.permissions : database!.permissions,
    securableText(whole),
  )) {
    if (
      row.permission !== request.permission ||
      row.state === 'deny' ||
      (row.certain && row.state !== 'grant_with_grant_option')
    )
      continue;
    if (row.securable.column !== undefined && row.securable.column !== request.securable.column) continue;
    // What a role or group holds so is granted on only in its name: AS (GRA-2).
    if (token?.rows[0] && token.rows[0].id !== row.grantee) continue;
    const member = memberOf(token, row.grantee, 'grant', scope);
    if (member.kind === 'no') continue;
    if (member.kind === 'member' && row.certain) {
      const held = decide(catalog, subject, question);
      if (held.kind === 'denied') continue;
      const proof: Proof = {
        kind: 'row',
        principal: member.row.name,
        row,
        covers: `${row.permission} on ${question.on} WITH GRANT OPTION`,
      };
      return { verdict: held.kind === 'unknown' ? held : { kind: 'allowed', proof }, grantor: row.grantee };
    }
    doubt ??= {
      verdict: {
        kind: 'unknown',
        because:
          member.kind === 'perhaps'
            ? member.because
            : lacking('path', `whether ${row.permission} is held with grant option depends on the path taken`),
        question,
      },
      grantor: row.grantee,
    };
  }
  return doubt;
}

/** AS p: the caller is p, a member of it, or may impersonate it; and p may grant (GRA-3). */
function onBehalf(catalog: Catalog, subject: Subject, request: GrantRequest, as: Id): GrantVerdict {
  const asked = mayUse(catalog, subject, request.securable, as);
  if (asked.kind !== 'allowed')
    return { verdict: asked, grantor: as, ...(asked.kind === 'denied' && { asRefused: true as const }) };
  if (as === dboId || ownerOf(catalog, subject.database, request.securable)?.id === as)
    return { verdict: asked, grantor: as };
  const name = subject.database?.principals.get(as)?.name ?? catalog.server.principals.get(as)?.name ?? as;
  const token: Token = { rows: [{ id: as, name, type: '', usage: 'GRANT OR DENY', certain: true }], sid: undefined };
  const self: Subject = isServerScoped(request.securable.class)
    ? { loginToken: token }
    : { database: subject.database, userToken: token };
  return { verdict: byOwnAuthority(catalog, self, request).verdict, grantor: as };
}

function mayUse(catalog: Catalog, subject: Subject, securable: Securable, as: Id): Verdict {
  const { database } = subject;
  if (isServerScoped(securable.class)) {
    const principal = catalog.server.principals.get(as);
    const member = memberOf(subject.loginToken, as, 'grant', { kind: 'server', catalog });
    if (member.kind === 'member') return { kind: 'allowed', proof: { kind: 'self', principal: member.row.name } };
    if (!principal)
      return { kind: 'unknown', because: lacking('declaration', 'the principal of the AS clause is not known') };
    return decide(
      catalog,
      subject,
      questionOn(
        catalog,
        undefined,
        principal.type === 'server_role' ? 'ALTER' : 'IMPERSONATE',
        onServerPrincipal(principal),
      ),
    );
  }
  const principal = database?.principals.get(as);
  if (!database || !principal)
    return { kind: 'unknown', because: lacking('declaration', 'the principal of the AS clause is not known') };
  const member = memberOf(subject.userToken, as, 'grant', { kind: 'database', database });
  if (member.kind === 'member') return { kind: 'allowed', proof: { kind: 'self', principal: member.row.name } };
  const permission = onPrincipal(principal).class === 'USER' ? 'IMPERSONATE' : 'ALTER';
  return decide(catalog, subject, principalQuestion(catalog, database, principal, permission));
}
