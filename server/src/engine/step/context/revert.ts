/** REVERT: its whole decision table (REV-1 to REV-16). */

import type { Version } from '../../../catalog/model';
import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { fold } from '../../../text/name';
import { ifCertain } from '../../judge/certain';
import { type Effect, failed, ok, type StepFunction, unchanged, unknown } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { ErrorOutcome, Frame, Refusal, World } from '../../session/model';
import { serverError } from '../../session/server-error';

export const stepRevert: StepFunction<StatementOf<'revert'>> = (_, statement, world) => {
  const { frame } = world.stack;
  if (frame.origin === 'setuser')
    return failed(
      world,
      serverError({
        message: messages.setByOther('SetUser', 'Revert'),
        span: statement.span,
        refusal: { kind: 'mixed-mechanism', by: 'SETUSER', statement: 'REVERT' },
      }),
    );
  // REV-2
  if (frame.origin === 'app_role')
    return unknown(world, lacking('model', 'what REVERT says while an application role is active is not documented'));
  if (!isExplicit(world, frame)) return nothingToRevert(world);
  if (frame.guard.database !== world.database) {
    const name = (key: typeof world.database): string => world.catalog.databases.get(key)?.name ?? key;
    const refused = refuse(world, statement, messages.cannotRevertHere(), {
      kind: 'revert-wrong-database',
      pushedIn: name(frame.guard.database),
      current: name(world.database),
    });
    const known = ifCertain(world, refused);
    // Where it is not certain, the author is taken to know where he is.
    return known.outcome.kind === 'error' ? known : { ...known, after: popped(world) };
  }
  // DIS-1: the pages and the versions before 2025 say that it does nothing.
  if (frame.guard.revert === 'no_revert' && boxBefore2025.has(world.catalog.version))
    return unchanged(world, 'EXECUTE AS ... WITH NO REVERT stays until the connection ends');
  if (frame.guard.revert === 'no_revert')
    return refuse(world, statement, messages.notRevertible(), { kind: 'revert-no-revert' });
  const mismatch = cookieMismatch(statement, world, frame);
  if (mismatch === 'unknown')
    return unknown(popped(world), lacking('value', 'the value of the variable is not known here'));
  if (mismatch) return failed(world, mismatch);
  return ok(popped(world));
};

const boxBefore2025: ReadonlySet<Version> = new Set(['2016', '2017', '2019', '2022']);

/**
 * Pushed by EXECUTE AS in the scope that runs: only such a frame can be reverted by a statement (REV-3, REV-4, DYN-4).
 */
function isExplicit(world: World, frame: Frame): boolean {
  return frame.guard.revert !== 'never' && world.stack.depth > world.scope.floor;
}

function nothingToRevert(world: World): Effect {
  const inModule = world.scope.depth > 0;
  if (world.session.unread && !inModule)
    return unknown(world, lacking('unseen', 'what a file that is not at hand left in effect is not known'));
  const because = inModule
    ? "no EXECUTE AS of this module is in effect: REVERT never leaves the module's own frame nor the caller's"
    : 'nothing is impersonated here';
  return {
    outcome: { kind: 'noop', because },
    after: world,
    facts: [
      {
        kind: 'nothing-to-revert',
        inModule,
        ownFrame: world.scope.ownFrame && world.stack.depth === world.scope.floor,
      },
    ],
  };
}

function refuse(world: World, statement: StatementOf<'revert'>, message: messages.Message, refusal: Refusal): Effect {
  return failed(world, serverError({ message, span: statement.span, refusal, endsBatch: true }));
}

function popped(world: World): World {
  return change(world, { stack: world.stack.below ?? world.stack });
}

/** REV-7 to REV-9. */
function cookieMismatch(
  { cookie, span }: StatementOf<'revert'>,
  world: World,
  frame: Frame,
): ErrorOutcome | 'unknown' | undefined {
  const expected = frame.guard.revert === 'cookie';
  if (!cookie && !expected) return undefined;
  const wrong = serverError({
    message: messages.cookieMismatch(),
    span,
    refusal: { kind: 'cookie-mismatch', expected, given: cookie !== undefined },
    endsBatch: true,
  });
  if (!cookie || !expected) return wrong;
  if (cookie.kind !== 'variable')
    return serverError({
      message: messages.invalidCookieType('Revert'),
      span: cookie.span,
      refusal: { kind: 'cookie-type', variable: undefined },
      endsBatch: true,
    });
  const value = world.variables.get(fold(cookie.name));
  if (!value || value.kind === 'unknown') return 'unknown';
  return value.kind === 'cookie' && value.of === frame.guard.cookie ? undefined : wrong;
}
