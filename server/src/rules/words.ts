/** Words that several rules use for frames and their statements. */

import { authenticatorsOf } from '../catalog/decide/trust';
import { keyName, loginOfSid } from '../catalog/lookup';
import { withNumber } from '../catalog/messages';
import type { Reason } from '../catalog/reason';
import { loginName, userName } from '../engine/session/identity';
import type { ErrorOutcome, Frame, Path, Refusal, World } from '../engine/session/model';
import { type Name, withoutSidNumbers } from '../text/name';
import type { Severity, StepFinding } from './rule';

/** Who the frame in effect is, in one word. */
export function showWho(world: World): string {
  const { frame } = world.stack;
  const name = frame.scope === 'server' ? loginName(world) : userName(world);
  if (name.kind === 'known') return `'${name.name}'`;
  return frame.user.kind === 'caller' ? 'the caller' : 'an unknown principal';
}

/** The statement that pushed the frame, for related information. */
export function pushedBy(frame: Frame): NonNullable<StepFinding['related']> {
  return frame.guard.by
    ? [
        {
          statement: frame.guard.by,
          message: frame.origin === 'module' ? 'The module runs under this clause.' : 'The frame was pushed here.',
        },
      ]
    : [];
}

interface Refused<K extends Refusal['kind']> {
  readonly outcome: ErrorOutcome;
  readonly refusal: Extract<Refusal, { kind: K }>;
}

/**
 * The error of a path when its refusal is of one of these kinds, or the one that it is unless something holds, which is
 * information.
 */
export function refusedUnless<K extends Refusal['kind']>(
  path: Path,
  ...kinds: readonly K[]
): (Refused<K> & { readonly unless?: string; readonly severity?: Severity }) | undefined {
  const unless = path.outcome.kind === 'unknown' && !isAssumed(path.outcome.because) ? path.outcome.unless : undefined;
  const hit = refused(unless ? { ...path, outcome: unless.refusal } : path, ...kinds);
  return hit && unless ? { ...hit, unless: unless.fact, severity: 'information' } : hit;
}

/** What depends on where the script starts, or on what nobody saw, is not worth a line. */
function isAssumed({ lack }: Reason): boolean {
  return lack === 'start' || lack === 'unseen';
}

/** The error of a path when its refusal is of one of these kinds. */
export function refused<K extends Refusal['kind']>({ outcome }: Path, ...kinds: readonly K[]): Refused<K> | undefined {
  if (outcome.kind !== 'error' || !(kinds as readonly string[]).includes(outcome.refusal.kind)) return undefined;
  return { outcome, refusal: outcome.refusal as Extract<Refusal, { kind: K }> };
}

/** A message with the server's number and text behind it, and what would prevent the refusal. */
export function withServerText(message: string, { number, message: text }: ErrorOutcome, unless?: string): string {
  const refusedWith = number === null ? 'refused' : `refused (${number})`;
  const told = unless === undefined ? message : `${message.replace(/\.$/, '')}: ${refusedWith} unless ${unless}.`;
  if (number === null) return told;
  return `${told} ${withNumber(number, withoutSidNumbers(text))}${text === '' ? '.' : ''}`;
}

/** What a user without login should know before TRUSTWORTHY is tried. */
export function ofLoginless({ user }: Extract<Refusal, { kind: 'sandboxed' }>): string {
  return user === 'without-login' ? ' A user without login can never cross, however trusted the database is.' : '';
}

/**
 * Who vouches for the frame in effect in vain, and the right that is missing: AUTHENTICATE in the other database, or
 * AUTHENTICATE SERVER (XDB-11, XDB-13). Empty where nobody does, or where it would not help.
 */
export function missingAuthenticate({ catalog, stack: { frame } }: World, target: Name | 'server'): string {
  const home = frame.home === undefined ? undefined : catalog.databases.get(frame.home);
  if (!home || frame.scope !== 'database' || frame.origin === 'app_role') return '';
  const right = target === 'server' ? 'AUTHENTICATE SERVER' : `AUTHENTICATE in ${target}`;
  const told = authenticatorsOf(home, frame.vouchers).list.map((one) => {
    if (one.kind === 'key') return `The key '${keyName(catalog, one.key, home)}' signed it, but ${noneOfKey(target)}`;
    const owner = loginOfSid(catalog, one.sid)?.name;
    return owner === undefined
      ? `TRUSTWORTHY is on in ${home.name}, but its owner has no login here`
      : `TRUSTWORTHY is on in ${home.name}, but '${owner}', who owns it, has no ${right}`;
  });
  return told.map((one) => ` ${one}.`).join('');
}

function noneOfKey(target: Name | 'server'): string {
  return target === 'server'
    ? 'no login made from it has AUTHENTICATE SERVER'
    : `no user made from it in ${target} has AUTHENTICATE`;
}

/** The same for a frame that is stopped at the border of its database. */
export function ofUntrusted(world: World, { user, to }: Extract<Refusal, { kind: 'sandboxed' }>): string {
  return user === 'with-login' ? missingAuthenticate(world, to) : '';
}
