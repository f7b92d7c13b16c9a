/** Whether an assembly may be created, altered or loaded (CLR-18 to CLR-20, CLR-23). */

import { memo } from '../../text/memo';
import { fold, type Name } from '../../text/name';
import { sha512OfHex } from '../../text/sha512';
import { yearOf } from '../builtin';
import { loginToken } from '../closure';
import { loginOfSid, loginsOfKey } from '../lookup';
import type { Assembly, Catalog, Database, Image, ServerPrincipal, Thumbprint } from '../model';
import { lacking } from '../reason';
import type { Authenticator } from '../token';
import { decide } from './decide';
import { serverQuestion } from './question';
import { anyOf, authenticatorsOf, noLogin, perhapsOfKey } from './trust';
import type { Verdict } from './verdict';

export interface AssemblyAsked {
  readonly name: Name;
  readonly permissionSet: Assembly['permissionSet'];
  readonly image: Image;
  /** Keys that signed it with ADD SIGNATURE. */
  readonly signatures: readonly Thumbprint[];
}

export interface AssemblyVerdict {
  readonly verdict: Verdict;
  /** Whether strict security alone asks for it, of an assembly that is not UNSAFE. */
  readonly byStrictSecurity: boolean;
}

/** CLR-20: a signature whose login holds the permission, a trustworthy database whose owner does, or a trusted hash. */
export function decideAssemblyTrust(catalog: Catalog, database: Database, asked: AssemblyAsked): AssemblyVerdict {
  const strict = isStrict(catalog);
  const byStrictSecurity = asked.permissionSet !== 'UNSAFE' && strict !== false;
  if (strict === false && asked.permissionSet === 'SAFE')
    return {
      verdict: {
        kind: 'allowed',
        proof: { kind: 'exempt', because: 'a SAFE assembly needs no trust while clr strict security is off' },
      },
      byStrictSecurity,
    };
  const permission =
    strict !== false || asked.permissionSet === 'UNSAFE' ? 'UNSAFE ASSEMBLY' : 'EXTERNAL ACCESS ASSEMBLY';
  const question = serverQuestion(catalog, permission);
  const byHash = decideHash(catalog, asked, question);
  if (byHash?.kind === 'allowed') return { verdict: byHash, byStrictSecurity };
  const { list, doubt } = authenticatorsOf(database, [
    ...(asked.image.key === undefined ? [] : [asked.image.key]),
    ...asked.signatures,
  ]);
  const ask = (one: Authenticator): Verdict => {
    const logins =
      one.kind === 'owner'
        ? [loginOfSid(catalog, one.sid)].filter((login) => login !== undefined)
        : loginsOfKey(catalog, one.key);
    const askLogin = (login: ServerPrincipal): Verdict =>
      decide(catalog, { loginToken: loginToken(catalog, login) }, question);
    const verdicts = logins.map(askLogin);
    return (
      verdicts.find((verdict) => verdict.kind === 'allowed') ??
      verdicts.find((verdict) => verdict.kind === 'unknown') ??
      perhapsOfKey(catalog, one, question, askLogin) ??
      verdicts[0] ??
      noLogin(catalog, question)
    );
  };
  const verdict = anyOf({ list, ...(doubt !== undefined && { doubt }) }, ask, question);
  if (verdict.kind !== 'denied') return { verdict, byStrictSecurity };
  if (byHash) return { verdict: byHash, byStrictSecurity };
  if (strict === undefined)
    return {
      verdict: { kind: 'unknown', because: lacking('setting', 'clr strict security is not known'), question },
      byStrictSecurity,
    };
  return { verdict, byStrictSecurity };
}

/**
 * A hash that was made known counts for the bytes that have it; for bytes that are not known, or only hinted at, its
 * description tells.
 */
function decideHash(
  catalog: Catalog,
  { name, image }: AssemblyAsked,
  question: ReturnType<typeof serverQuestion>,
): Verdict | undefined {
  const trusted = catalog.server.trustedAssemblies;
  if (trusted.size === 0) return undefined;
  const hash = hashOf(image);
  const known = hash === undefined ? undefined : trusted.get(hash);
  if (known?.certain)
    return { kind: 'allowed', proof: { kind: 'exempt', because: 'its hash was added with sp_add_trusted_assembly' } };
  if (known)
    return {
      kind: 'unknown',
      because: lacking('path', 'whether the assembly is trusted depends on the path taken'),
      question,
    };
  const described = trusted.some(
    (one) => one.certain && one.description !== undefined && fold(one.description.split(',')[0]!.trim()) === fold(name),
  );
  const isStandIn = image.text === undefined || image.text.length < shortest;
  if (described && isStandIn)
    return { kind: 'allowed', proof: { kind: 'exempt', because: 'sp_add_trusted_assembly described it' } };
  return image.text === undefined
    ? { kind: 'unknown', because: lacking('value', 'the hash of the assembly is not known'), question }
    : undefined;
}

/** No image is shorter: what is written in less stands for one. */
const shortest = 2 + 2 * 512;

const hashOf = memo((image: Image): string | undefined =>
  image.text === undefined ? undefined : sha512OfHex(image.text),
);

/** CLR-18: on by default since 2017. */
export function isStrict(catalog: Catalog): boolean | undefined {
  if (yearOf(catalog.version) < 2017) return false;
  const { configuration } = catalog.server;
  if (!configuration.has('clr strict security')) return true;
  const value = configuration.get('clr strict security');
  return value === undefined ? undefined : value !== 0;
}
