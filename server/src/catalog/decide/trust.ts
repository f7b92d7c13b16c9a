/**
 * Who vouches for a database-scoped frame, and where that counts (XDB-10 to XDB-16). Decisions use the authenticator's
 * own rights, never the caller's (XDB-19).
 */

import { loginToken, userToken } from '../closure';
import { dboId } from '../ids';
import { isMadeHere } from '../key-origin';
import { keyOfThumbprint, loginOfSid, loginsOfKey, userOfSid, usersOfKey } from '../lookup';
import type { Catalog, Database, DatabasePrincipal, ServerPrincipal, Thumbprint } from '../model';
import { lacking, type Reason } from '../reason';
import { keysNotCompared, perhapsLoginsOfKeys, perhapsUsersOfKeys } from '../same-key';
import type { Authenticator } from '../token';
import { decide } from './decide';
import { databaseQuestion, serverQuestion } from './question';
import type { Verdict } from './verdict';

export interface Authenticators {
  readonly list: readonly Authenticator[];
  /** There may be one more: whether the database is trustworthy, or who owns it, is not known. */
  readonly doubt?: Reason;
  /** What would have to hold for that one to count, before "is trusted in ...". */
  readonly unless?: string;
}

/** XDB-10: the owner of a trustworthy home database; the keys of the module whose clause made the frame. */
export function authenticatorsOf(home: Database, vouchers: readonly Thumbprint[]): Authenticators {
  const keys = vouchers.map((key): Authenticator => ({ kind: 'key', key }));
  if (home.trustworthy === false) return { list: keys };
  if (home.trustworthy === undefined)
    return {
      list: keys,
      doubt: lacking('setting', `whether ${home.name} is TRUSTWORTHY is not known`),
      unless: `${home.name} is TRUSTWORTHY and its owner`,
    };
  if (home.owner === undefined)
    return {
      list: keys,
      doubt: lacking('setting', `the owner of ${home.name} is not known`),
      unless: `the owner of ${home.name}`,
    };
  return { list: [{ kind: 'owner', sid: home.owner }, ...keys] };
}

/** Whether a frame of `home` counts in another database: one trusted authenticator is enough. */
export function decideTrust(
  catalog: Catalog,
  home: Database,
  vouchers: readonly Thumbprint[],
  target: Database,
): Verdict {
  return anyOf(
    authenticatorsOf(home, vouchers),
    (one) => decideTrustIn(catalog, one, target),
    databaseQuestion(catalog, target, 'AUTHENTICATE'),
    `is trusted in ${target.name}`,
  );
}

/** XDB-13: whether the roles and server permissions of the user's login count in a frame of `home`. */
export function decideServerTrust(catalog: Catalog, home: Database, vouchers: readonly Thumbprint[]): Verdict {
  return anyOf(
    authenticatorsOf(home, vouchers),
    (one) => decideTrustAtServer(catalog, one),
    serverQuestion(catalog, 'AUTHENTICATE SERVER'),
    'holds AUTHENTICATE SERVER',
  );
}

type DeniedCheck = Parameters<typeof decide>[2];

/**
 * One that is trusted is enough; else what is not known decides, then the first refusal. `trusted`: in words, what an
 * authenticator must be.
 */
export function anyOf(
  { list, doubt, unless }: Authenticators,
  ask: (authenticator: Authenticator) => Verdict,
  question: DeniedCheck,
  trusted?: string,
): Verdict {
  const verdicts = list.map(ask);
  const allowed = verdicts.find((verdict) => verdict.kind === 'allowed');
  if (allowed) return allowed;
  const unknown = verdicts.find((verdict) => verdict.kind === 'unknown');
  if (unknown) return unknown;
  if (doubt !== undefined)
    return { kind: 'unknown', because: doubt, question, ...(unless && trusted && { unless: `${unless} ${trusted}` }) };
  return verdicts[0] ?? { kind: 'denied', proof: { kind: 'nothing', principal: 'no authenticator' }, question };
}

/** XDB-11: AUTHENTICATE in the target, or AUTHENTICATE SERVER, held by the owner's login or a principal of the key. */
export function decideTrustIn(catalog: Catalog, authenticator: Authenticator, target: Database): Verdict {
  const question = databaseQuestion(catalog, target, 'AUTHENTICATE');
  if (authenticator.kind === 'owner') {
    const login = loginOfSid(catalog, authenticator.sid);
    if (!login) return noLogin(catalog, question);
    const user = userOfLogin(target, login);
    const verdict = decide(
      catalog,
      { database: target, loginToken: loginToken(catalog, login), ...(user && { userToken: userToken(target, user) }) },
      question,
    );
    return verdict.kind === 'denied' && !user && target.knowledge === 'open'
      ? { kind: 'unknown', because: lacking('declaration', `the users of ${target.name} are not known`), question }
      : verdict;
  }
  const users = keyOfThumbprint(target, authenticator.key) ? usersOfKey(target, authenticator.key) : [];
  const here = users.map((user) => decide(catalog, { database: target, userToken: userToken(target, user) }, question));
  const allowed = here.find((verdict) => verdict.kind === 'allowed');
  if (allowed) return allowed;
  const atServer = decideTrustAtServer(catalog, authenticator);
  if (atServer.kind !== 'denied') return atServer;
  const unknown = here.find((verdict) => verdict.kind === 'unknown');
  if (unknown) return unknown;
  if (target.knowledge === 'open')
    return {
      kind: 'unknown',
      because: lacking('declaration', `whether ${target.name} trusts the key is not known`),
      question,
    };
  const perhaps = perhapsUsersOfKeys(target, [authenticator.key]);
  if (
    perhaps.some(
      (user) => decide(catalog, { database: target, userToken: userToken(target, user) }, question).kind !== 'denied',
    )
  )
    return { kind: 'unknown', because: keysNotCompared, question };
  return here[0] ?? { kind: 'denied', proof: { kind: 'nothing', principal: 'a user mapped to the key' }, question };
}

/** XDB-13: AUTHENTICATE SERVER, which sysadmin and CONTROL SERVER include. */
export function decideTrustAtServer(catalog: Catalog, authenticator: Authenticator): Verdict {
  const question = serverQuestion(catalog, 'AUTHENTICATE SERVER');
  const logins =
    authenticator.kind === 'owner'
      ? [loginOfSid(catalog, authenticator.sid)].filter((login) => login !== undefined)
      : loginsInMaster(catalog, authenticator.key);
  const ask = (login: ServerPrincipal): Verdict =>
    decide(catalog, { loginToken: loginToken(catalog, login) }, question);
  const verdicts = logins.map(ask);
  return (
    verdicts.find((verdict) => verdict.kind === 'allowed') ??
    verdicts.find((verdict) => verdict.kind === 'unknown') ??
    perhapsOfKey(catalog, authenticator, question, ask) ??
    verdicts[0] ??
    (isNewKey(authenticator) ? nobody(question) : noLogin(catalog, question))
  );
}

/** A key that a script makes stands for no login that nobody listed, as it was not there before. */
function isNewKey(authenticator: Authenticator): boolean {
  return authenticator.kind === 'key' && isMadeHere(authenticator.key);
}

/** Where a login of another key would be allowed, and the keys may be the same: not known. */
export function perhapsOfKey(
  catalog: Catalog,
  authenticator: Authenticator,
  question: DeniedCheck,
  ask: (login: ServerPrincipal) => Verdict,
): Verdict | undefined {
  const logins = authenticator.kind === 'key' ? perhapsLoginsOfKeys(catalog, [authenticator.key]) : [];
  return logins.some((login) => ask(login).kind !== 'denied')
    ? { kind: 'unknown', because: keysNotCompared, question }
    : undefined;
}

/** A key counts at the server where master holds it too. */
function loginsInMaster(catalog: Catalog, key: Thumbprint): readonly ServerPrincipal[] {
  return loginsOfKey(catalog, key);
}

/** The verdict on an authenticator that no login stands for. */
export function noLogin(catalog: Catalog, question: DeniedCheck): Verdict {
  return catalog.server.knowledge === 'open'
    ? { kind: 'unknown', because: lacking('declaration', 'the logins of the server are not known'), question }
    : nobody(question);
}

function nobody(question: DeniedCheck): Verdict {
  return { kind: 'denied', proof: { kind: 'nothing', principal: 'no login' }, question };
}

/** TOK-10, steps 1 and 2, for a login that is not asked about Windows groups. */
function userOfLogin(target: Database, login: ServerPrincipal): DatabasePrincipal | undefined {
  if (target.owner === login.sid) return target.principals.get(dboId);
  const user = userOfSid(target, login.sid);
  return user.kind === 'absent' ? undefined : user.entry;
}
