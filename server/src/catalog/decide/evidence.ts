/**
 * What the steps of a permission check find, and how their findings make a verdict (PERM-2; docs/rulebook/unknown.md).
 */
import type { Reason } from '../reason';
import type { Proof, Question, Verdict } from './verdict';

/** `sure`: it holds. `maybe`: it may hold, if this missing fact says so. */
export interface Finding {
  readonly sure?: Proof;
  readonly maybe?: Reason;
}

export interface Evidence {
  /** sysadmin, dbo: passes before any DENY. */
  readonly top: Finding;
  /** Ownership: passes before any DENY too (PRN-44). */
  readonly owner: Finding;
  readonly deny: Finding;
  readonly grant: Finding;
}

export const nothing: Finding = {};

/** The first finding that is sure, with the first doubt of them all. */
export function gather(findings: Iterable<Finding>): Finding {
  let sure: Proof | undefined;
  let maybe: Reason | undefined;
  for (const finding of findings) {
    sure ??= finding.sure;
    maybe ??= finding.maybe;
  }
  return { ...(sure && { sure }), ...(maybe !== undefined && { maybe }) };
}

/** DENY binds everybody but dbo, sysadmin and owners; a grant counts where nothing is denied. */
export function combine({ top, owner, deny, grant }: Evidence, question: Question, principal: string): Verdict {
  if (top.sure) return { kind: 'allowed', proof: top.sure };
  if (owner.sure) return { kind: 'allowed', proof: owner.sure };
  const exempt = top.maybe ?? owner.maybe;
  if (deny.sure)
    return exempt === undefined
      ? { kind: 'denied', proof: deny.sure, question }
      : { kind: 'unknown', because: exempt, question };
  if (grant.sure)
    return deny.maybe === undefined
      ? { kind: 'allowed', proof: grant.sure }
      : { kind: 'unknown', because: deny.maybe, question };
  const could = exempt ?? grant.maybe;
  if (could !== undefined) return { kind: 'unknown', because: could, question };
  return { kind: 'denied', proof: { kind: 'nothing', principal }, question };
}
