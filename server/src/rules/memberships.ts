/** Who is put into which role, in any of its forms: ALTER ROLE, sp_addrolemember and their relatives (PRN-50). */
import type { Path } from '../engine/session/model';
import type { Statement } from '../syntax/statement';
import { type Folded, fold, type Name } from '../text/name';
import type { Span } from '../text/span';
import { systemCall } from './calls';
import { isTaken } from './ways';

export interface Membership {
  readonly scope: 'database' | 'server';
  /** Where the role is. */
  readonly database: Folded | undefined;
  readonly role: Name;
  readonly member: Name;
  /** Where the member stands. */
  readonly span: Span;
}

/** The member that a statement adds on a path that is not refused; undefined: it adds none. */
export function addedMember(path: Path | undefined, statement: Statement): Membership | undefined {
  if (path && !isTaken(path)) return undefined;
  if (statement.kind === 'alter_role') {
    const { scope, name, change } = statement;
    if (change.kind !== 'add_member') return undefined;
    const { member } = change;
    return { scope, database: path?.before.database, role: name.name, member: member.name, span: member.span };
  }
  const call = systemCall(statement, path?.before);
  const form = call && forms[call.name];
  if (!form) return undefined;
  const role = call.text(...form.role);
  const member = call.text(...form.member);
  if (role === undefined || member === undefined) return undefined;
  return { scope: form.scope, database: call.database, role, member, span: call.span(...form.member) };
}

interface Form {
  readonly scope: Membership['scope'];
  /** The parameters with their positions. */
  readonly role: readonly [Name, number];
  readonly member: readonly [Name, number];
}

const forms: Readonly<Record<string, Form>> = {
  sp_addrolemember: { scope: 'database', role: ['@rolename', 0], member: ['@membername', 1] },
  sp_adduser: { scope: 'database', role: ['@grpname', 2], member: ['@name_in_db', 1] },
  sp_addsrvrolemember: { scope: 'server', role: ['@rolename', 1], member: ['@loginame', 0] },
};

/** Whether a role is one of the fixed ones by this name. */
export function isRole(name: Name, ...roles: readonly string[]): boolean {
  return roles.includes(fold(name));
}
