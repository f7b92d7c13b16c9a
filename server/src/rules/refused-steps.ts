/** Statements of a body that are refused whoever of those who may start it does so. */
import { byTry } from '../engine/run/try-blocks';
import type { ErrorOutcome, PlacedStep, Refusal, Step } from '../engine/session/model';
import { withoutSidNumbers } from '../text/name';

export interface RefusedStep {
  readonly step: Step;
  readonly offset: number;
  readonly outcome: ErrorOutcome;
}

/**
 * The steps that are refused on every path, but for those in TRY blocks: those count only in a logon trigger, which fails
 * all the same (ENT-6).
 */
export function* refusedIn(steps: readonly PlacedStep[], base: number, which?: 'tried, too'): Generator<RefusedStep> {
  for (const { offset, step } of steps) {
    const [first] = step.paths;
    const outcome = first?.outcome;
    if (outcome?.kind === 'error' && asksCaller.has(outcome.refusal.kind) && step.paths.every(isRefused))
      yield { step, offset: base + offset, outcome };
    for (const [children, inTry] of byTry(step)) if (!inTry || which) yield* refusedIn(children, base + offset, which);
  }
}

function isRefused({ outcome }: Step['paths'][number]): boolean {
  return outcome.kind === 'error';
}

/** What depends on who asks. */
const asksCaller: ReadonlySet<Refusal['kind']> = new Set([
  'permission',
  'sandboxed',
  'no-user',
  'server-permission-in-sandbox',
  'linked-server-in-sandbox',
  'impersonate-missing',
]);

/** What is refused: the permission, or what the server says where none was asked for. */
export function what({ question, message, number }: ErrorOutcome): string {
  if (question) return `${question.permission} on ${question.on.replace(/^OBJECT::/, '')}`;
  return `with ${number === null ? '' : `Msg ${number}: `}${withoutSidNumbers(message).replace(/\.$/, '')}`;
}

/** Whether the statement leaves the database of a sandboxed frame. */
export function leavesSandbox({ refusal: { kind } }: ErrorOutcome): boolean {
  return kind === 'sandboxed' || kind === 'server-permission-in-sandbox' || kind === 'linked-server-in-sandbox';
}
