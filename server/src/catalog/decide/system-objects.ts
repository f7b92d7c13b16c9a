/**
 * Permissions on the system's own views, functions and procedures. Public holds them from the start, SELECT on what has
 * rows and EXECUTE on most procedures, in no row that a catalog here keeps; a DENY takes them away (CHN-15).
 */

import type { Catalog, Securable } from '../model';
import { lacking } from '../reason';
import { requirementOfProcedure } from '../requirement/requirement';
import { decide, type Subject } from './decide';
import type { Question, Verdict } from './verdict';

/** The name without schema of an object of the system; undefined: it is none. */
export function systemNameOf({ class: kind, id }: Securable): string | undefined {
  return kind === 'OBJECT' ? /^system:sys\.(.+)$/.exec(id)?.[1] : undefined;
}

/** As `decide`, for an object of the system. */
export function decideOnSystemObject(catalog: Catalog, subject: Subject, question: Question, name: string): Verdict {
  const verdict = decide(catalog, subject, question);
  if (verdict.kind !== 'denied' || verdict.proof.kind !== 'nothing') return verdict;
  switch (publicHolds(name, question.permission)) {
    case 'yes':
      return {
        kind: 'allowed',
        proof: { kind: 'exempt', because: `${question.permission} on it is everybody's from the start` },
      };
    case 'no':
      return verdict;
    case 'unknown':
      return {
        kind: 'unknown',
        because: lacking('model', `whether everybody may execute ${name} is not known`),
        question,
      };
  }
}

function publicHolds(name: string, permission: string): 'yes' | 'no' | 'unknown' {
  if (!/^(sp|xp)_/.test(name)) return permission === 'SELECT' ? 'yes' : 'no';
  if (permission !== 'EXECUTE') return 'no';
  const row = requirementOfProcedure(name);
  if (!row) return 'unknown';
  return row.requires.includes('EXECUTE@OBJECT') ? 'no' : 'yes';
}
