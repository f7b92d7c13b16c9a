/** Words that several rules use for frames and their statements. */

import { withNumber } from '../catalog/messages';
import type { Reason } from '../catalog/reason';
import { loginName, userName } from '../engine/session/identity';
import type { ErrorOutcome, Frame, Path, Refusal, World } from '../engine/session/model';
import { withoutSidNumbers } from '../text/name';
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
