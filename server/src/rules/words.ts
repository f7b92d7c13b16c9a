/** Words that several rules use for frames and their statements. */

import { loginName, userName } from '../engine/session/identity';
import type { ErrorOutcome, Frame, Path, Refusal, World } from '../engine/session/model';
import { withoutSidNumbers } from '../text/name';
import type { StepFinding } from './rule';

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

/** The error of a path when its refusal is of one of these kinds. */
export function refused<K extends Refusal['kind']>(
  { outcome }: Path,
  ...kinds: readonly K[]
): { readonly outcome: ErrorOutcome; readonly refusal: Extract<Refusal, { kind: K }> } | undefined {
  if (outcome.kind !== 'error' || !(kinds as readonly string[]).includes(outcome.refusal.kind)) return undefined;
  return { outcome, refusal: outcome.refusal as Extract<Refusal, { kind: K }> };
}

/** A message with the server's number and text behind it. */
export function withServerText(message: string, { number, message: text }: ErrorOutcome): string {
  return number === null ? message : `${message} Msg ${number}: ${withoutSidNumbers(text)}`;
}
