/**
 * Whether somebody may do something: the server's permission check (PERM-2), three-valued. A verdict says allowed or
 * denied only where no missing fact could turn it round (UNK-D); otherwise it names the fact that is missing.
 */

import type { Catalog } from '../model';
import { isServerScoped } from '../securable';
import { combine } from './evidence';
import { denials, grants } from './rows';
import { highestRights, ownership } from './standing';
import type { Subject } from './subject';
import type { Question, Verdict } from './verdict';

export type { Subject } from './subject';

/** The whole algorithm of PERM-2 except ownership chaining, which needs the referring object: see `decideChain`. */
export function decide(catalog: Catalog, subject: Subject, question: Question): Verdict {
  const scoped: Subject = isServerScoped(question.securable.class) ? { loginToken: subject.loginToken } : subject;
  return deniedUnless(scoped, (one) => judge(catalog, one, question));
}

/**
 * What `ask` answers about a subject. An answer that depends on nothing but whether the frame is trusted, which is not
 * known, is "denied unless".
 */
export function deniedUnless(subject: Subject, ask: (subject: Subject) => Verdict): Verdict {
  const verdict = ask(subject);
  if (verdict.kind !== 'unknown' || verdict.unless !== undefined) return verdict;
  const { userToken, loginToken } = subject;
  // Who is trusted at the server is trusted in every database.
  const fact = userToken?.untrusted?.unless ?? loginToken?.untrusted?.unless;
  if (fact === undefined) return verdict;
  const untrusted = ask({
    ...subject,
    userToken: userToken?.untrusted?.token ?? userToken,
    loginToken: loginToken?.untrusted?.token ?? loginToken,
  });
  if (untrusted.kind !== 'denied') return verdict;
  return { ...verdict, question: untrusted.question, unless: fact };
}

function judge(catalog: Catalog, scoped: Subject, question: Question): Verdict {
  const top = highestRights(catalog, scoped);
  if (top.sure) return { kind: 'allowed', proof: top.sure };
  const owner = ownership(catalog, scoped, question.securable);
  if (owner.sure) return { kind: 'allowed', proof: owner.sure };
  return combine(
    { top, owner, deny: denials(catalog, scoped, question), grant: grants(catalog, scoped, question) },
    question,
    whoAsks(scoped),
  );
}

/** The name that a refusal would use. */
export function whoAsks(subject: Subject): string {
  return subject.userToken?.rows[0]?.name ?? subject.loginToken?.rows[0]?.name ?? 'the caller';
}
