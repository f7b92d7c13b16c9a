/**
 * What a permission check answers, with its proof. Three-valued: adding facts never turns allowed into denied or back
 * (UNK-D).
 */

import type { Name } from '../../text/name';
import type { PermissionRow, Securable } from '../model';
import type { Reason } from '../reason';

export type Verdict = Allowed | Denied | Unknown;
export interface Allowed {
  readonly kind: 'allowed';
  readonly proof: Proof;
}
export interface Denied {
  readonly kind: 'denied';
  readonly proof: Proof;
  /** The check that failed. */
  readonly question: Question;
}
export interface Unknown {
  readonly kind: 'unknown';
  /** The missing fact (docs/rulebook/unknown.md). */
  readonly because: Reason;
  readonly question?: Question;
  /** It is denied, unless this fact holds: "App is TRUSTWORTHY and its owner is trusted in Other". */
  readonly unless?: string;
}

/** What was asked: a permission on a securable, in words for people. */
export interface Question {
  readonly permission: string; // 'SELECT'
  readonly securable: Securable;
  /** 'OBJECT::dbo.t', 'DATABASE::shop', 'SERVER'. */
  readonly on: string;
  readonly database?: Name;
  /** Where no permission will do: 'membership of sysadmin', 'to be the owner of the table'. */
  readonly standing?: string;
}

/** Why: the first step of PERM-2 that decided. */
export type Proof =
  | { readonly kind: 'sysadmin' | 'dbo'; readonly principal: Name }
  | { readonly kind: 'owner'; readonly principal: Name; readonly of: string }
  | { readonly kind: 'chain'; readonly owner: Name; readonly from: string; readonly to: string }
  | { readonly kind: 'row'; readonly principal: Name; readonly row: PermissionRow; readonly covers: string } // a GRANT or DENY; `covers` says "CONTROL on DATABASE::shop covers SELECT"
  | { readonly kind: 'role'; readonly principal: Name; readonly role: Name; readonly covers: string } // implicit right or deny of a fixed role
  | { readonly kind: 'self'; readonly principal: Name }
  | { readonly kind: 'exempt'; readonly because: string } // nothing is needed: temporary table, PUBLIC right ...
  | { readonly kind: 'nothing'; readonly principal: Name }; // no member of the token holds it
