/**
 * Answers the atoms of requirement formulas for a subject: permissions through `decide`, roles and owners through its
 * tokens.
 */

import type { Name } from '../../text/name';
import { permissionsOf } from '../builtin';
import { decide, deniedUnless, type Subject, whoAsks } from '../decide/decide';
import { type Finding, gather } from '../decide/evidence';
import { decideGrant } from '../decide/grant';
import { membershipOf } from '../decide/membership';
import { onDatabase, onServer, questionOn } from '../decide/question';
import { highestRights, ownership } from '../decide/standing';
import type { Question, Verdict } from '../decide/verdict';
import { fixedServerRoleId, roleId } from '../ids';
import type { Catalog, Id, Securable } from '../model';
import { lacking, type Reason } from '../reason';
import { isServerScoped } from '../securable';
import type { Atom } from './formula';
import { anyOf } from './formula';

/** What the words of the formulas mean in one statement. */
export interface Places {
  /**
   * The securable that a word stands for: ('OBJECT', 'table'), ('SCHEMA', 'target'). DATABASE and SERVER without a word
   * are known.
   */
  securable(kind: string, what: string | undefined): Securable | undefined;
  /** False: the atom is about another kind of thing than the statement names, so it grants nothing. */
  applies?(kind: string, what: string | undefined): boolean;
  /** A securable of another database, with who asks there. */
  elsewhere?(
    kind: string,
    what: string | undefined,
  ): { readonly subject: Subject; readonly securable: Securable } | undefined;
  /** Who the subject is in another database, as 'master'; undefined: it cannot enter. */
  subjectIn?(database: Name): Subject | undefined;
  /** The permission that GRANT is about, for WITH GRANT OPTION:p. */
  readonly permission?: string;
}

export function askWith(catalog: Catalog, subject: Subject, places: Places): (atom: Atom) => Verdict {
  return (atom) => {
    switch (atom.kind) {
      case 'nothing':
        return { kind: 'allowed', proof: { kind: 'exempt', because: 'nothing is required' } };
      case 'permission':
        return permission(catalog, subject, places, atom.permission, atom.class, atom.what);
      case 'grantable': {
        const on = locate(places, subject, atom.class, atom.what);
        return on
          ? decideGrant(catalog, on.subject, {
              action: 'grant',
              permission: places.permission ?? atom.permission,
              securable: on.securable,
            }).verdict
          : notLocated(atom.class, atom.what);
      }
      case 'server_role':
        return inRole(catalog, subject, fixedServerRoleId(atom.role), atom.role);
      case 'database_role':
        return inDatabaseRole(
          catalog,
          atom.database === undefined ? subject : places.subjectIn?.(atom.database),
          atom.role,
          atom.database,
        );
      case 'owner':
        return owns(catalog, subject, places, atom.of);
      case 'member': {
        const role = places.securable('ROLE', atom.of) ?? places.securable('SERVER ROLE', atom.of);
        return role ? inRole(catalog, subject, role.id, atom.of) : notLocated('ROLE', atom.of);
      }
    }
  };
}

function locate(
  places: Places,
  subject: Subject,
  kind: string,
  what: string | undefined,
): { readonly subject: Subject; readonly securable: Securable } | undefined {
  if (kind === 'SERVER') return { subject, securable: onServer };
  const remote = places.elsewhere?.(kind, what);
  if (remote) return remote;
  const securable = places.securable(kind, what);
  if (securable) return { subject, securable };
  if (kind !== 'DATABASE') return undefined;
  if (what === undefined || what === 'target' || what === 'db') return { subject, securable: onDatabase };
  const there = places.subjectIn?.(what);
  return there && { subject: there, securable: onDatabase };
}

function permission(
  catalog: Catalog,
  subject: Subject,
  places: Places,
  name: string,
  kind: string,
  what: string | undefined,
): Verdict {
  if (places.applies?.(kind, what) === false) return verdictOf(highestRights(catalog, subject), subject, name);
  const on = locate(places, subject, kind === 'COLUMN' ? 'OBJECT' : kind, what);
  if (!on)
    return verdictOf(gather([highestRights(catalog, subject), { maybe: whyNotLocated(kind, what) }]), subject, name);
  const ask = (one: string): Verdict =>
    decide(
      catalog,
      on.subject,
      questionOn(catalog, isServerScoped(on.securable.class) ? undefined : on.subject.database, one, on.securable),
    );
  return name === 'ANY' ? anyOf(permissionsOf(catalog.version, on.securable.class), ask) : ask(name);
}

function notLocated(kind: string, what: string | undefined): Verdict {
  return { kind: 'unknown', because: whyNotLocated(kind, what) };
}

/** Nobody but a sysadmin, or dbo in his database, is sure to hold something on what is not known (PERM-2). */
function whyNotLocated(kind: string, what: string | undefined): Reason {
  return lacking('declaration', `what is meant by ${kind.toLowerCase()} '${what ?? ''}' is not known`);
}

/** A member, or a sysadmin, who passes every check of a role. */
function inRole(catalog: Catalog, subject: Subject, role: Id, name: string): Verdict {
  const atServer = catalog.server.principals.has(role);
  return deniedUnless(atServer ? { loginToken: subject.loginToken } : subject, (one) =>
    verdictOf(gather([highestRightsAtServer(catalog, one), membership(catalog, one, role)]), one, name, memberOf(name)),
  );
}

function highestRightsAtServer(catalog: Catalog, { loginToken }: Subject): Finding {
  return highestRights(catalog, { loginToken });
}

function membership(catalog: Catalog, subject: Subject, role: Id): Finding {
  const found = membershipOf(catalog, subject, role, catalog.server.principals.has(role) ? 'server' : 'database');
  if (found.kind === 'member')
    return { sure: { kind: 'role', principal: found.row.name, role: found.row.name, covers: 'membership' } };
  return found.kind === 'perhaps' ? { maybe: found.because } : {};
}

function inDatabaseRole(
  catalog: Catalog,
  subject: Subject | undefined,
  role: string,
  database: string | undefined,
): Verdict {
  if (!subject)
    return {
      kind: 'denied',
      proof: { kind: 'nothing', principal: 'the caller' },
      question: roleQuestion(role, database, memberOf(role)),
    };
  return deniedUnless(subject, (one) =>
    verdictOf(gather([highestRights(catalog, one), membership(catalog, one, roleId(role))]), one, role, memberOf(role)),
  );
}

function owns(catalog: Catalog, subject: Subject, places: Places, what: string): Verdict {
  const toOwn = `to be the owner of the ${what}`;
  if (what === 'database' || what === 'server-admin')
    return verdictOf(highestRights(catalog, subject), subject, `owner of the ${what}`, toOwn);
  const securable = places.securable(what === 'schema' ? 'SCHEMA' : 'OBJECT', what);
  if (!securable)
    return verdictOf(
      gather([highestRights(catalog, subject), { maybe: whyNotLocated('owner', what) }]),
      subject,
      `owner of the ${what}`,
      toOwn,
    );
  return verdictOf(
    gather([highestRights(catalog, subject), ownership(catalog, subject, securable)]),
    subject,
    `owner of the ${what}`,
    toOwn,
  );
}

function verdictOf(finding: Finding, subject: Subject, what: string, standing?: string): Verdict {
  if (finding.sure) return { kind: 'allowed', proof: finding.sure };
  if (finding.maybe !== undefined) return { kind: 'unknown', because: finding.maybe };
  return {
    kind: 'denied',
    proof: { kind: 'nothing', principal: whoAsks(subject) },
    question: roleQuestion(what, subject.database?.name, standing),
  };
}

const memberOf = (role: string): string => `membership of ${role}`;

/** Membership asked for, in the form of a check: the permission is the role's name. */
function roleQuestion(role: string, database: Name | undefined, standing?: string): Question {
  return {
    permission: role,
    securable: database === undefined ? onServer : onDatabase,
    on: database === undefined ? 'SERVER' : `DATABASE::${database}`,
    ...(database !== undefined && { database }),
    ...(standing !== undefined && { standing }),
  };
}
