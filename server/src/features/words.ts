/**
 * Outcomes and identities in words, the same wherever they are read: the sign in front of a line, the reason below it, the
 * sentence that answers. Plain text; who lays it out as Markdown passes it through `plainly`.
 */
import type { Outcome, World } from '../engine/session/model';
import { type ContextView, viewOf } from '../engine/session/view';
import { fold, type Name, withoutSidNumbers } from '../text/name';

export type Sign = '✓' | '✗' | '○' | '?' | '·';

export interface OutcomeWords {
  readonly sign: Sign;
  /** Why, in a line: the server's message, or what is not known; undefined: there is nothing to say. */
  readonly short: string | undefined;
  /** The answer, in a sentence. */
  readonly long: string;
}

/** What the server would answer. */
export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome.kind) {
    case 'ok':
      return { sign: '✓', short: undefined, long: 'The server would run it.' };
    case 'noop':
      return { sign: '○', short: outcome.because, long: `It would change nothing: ${outcome.because}.` };
    case 'unreachable':
      return { sign: '·', short: undefined, long: 'Never runs.' };
    case 'unknown':
      return { sign: '?', short: outcome.because.text, long: `Can't be known: ${outcome.because.text}.` };
    case 'error': {
      const text = withoutSidNumbers(outcome.message);
      const { number } = outcome;
      return number === null
        ? { sign: '✗', short: text, long: `The server would refuse it: ${text}` }
        : { sign: '✗', short: `Msg ${number}: ${text}`, long: `Msg ${number}: ${text}` };
    }
  }
}

/** The sign of several outcomes: that of all of them, or a question mark. */
export function signOf(outcomes: readonly Outcome[]): Sign {
  const signs = new Set(outcomes.map((outcome) => outcomeWords(outcome).sign));
  const [sign = '·'] = signs;
  return signs.size > 1 ? '?' : sign;
}

/** One line of plain text: `clerk (login alice) @ shop, depth 1, sandboxed`. */
export function showWorld(world: World): string {
  const { depth } = world.stack;
  const notes = [depth > 0 ? `depth ${depth}` : '', sandboxOf(world) ? 'sandboxed' : ''].filter((note) => note !== '');
  const caller = world.stack.frame.user.kind === 'caller' ? `the caller @ ${viewOf(world).database ?? '?'}` : undefined;
  return [caller ?? showIdentity(viewOf(world)), ...notes].join(', ');
}

/** `clerk (login alice) @ shop`; what can't be known is a question mark. */
export function showIdentity({ user, login, database }: Pick<ContextView, 'user' | 'login' | 'database'>): string {
  return `${user ?? '?'} (${showLogin(login ?? '?')}) @ ${database ?? '?'}`;
}

/** `login alice`; a user without login is told apart by its sid alone. */
export function showLogin(login: string): string {
  return login.startsWith('S-1-9-3-') ? 'without login' : `login ${login}`;
}

/** The database that a world's frame can't leave, if it is database-scoped. */
export function sandboxOf(world: World): Name | undefined {
  const { frame } = world.stack;
  if (frame.scope !== 'database' || frame.home === undefined) return undefined;
  return world.catalog.databases.get(fold(frame.home))?.name ?? frame.home;
}

/** Text in which nothing counts as Markdown. */
export function plainly(text: string): string {
  return withoutSidNumbers(text)
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')
    .replaceAll('\n', ' ');
}
