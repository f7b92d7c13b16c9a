/**
 * Outcomes and identities in words, the same wherever they are read: the sign in front of a line, the reason below it, the
 * sentence that answers. Plain text; who lays it out as Markdown passes it through `plainly`.
 */
import { withNumber } from '../catalog/messages';
import type { Outcome, World } from '../engine/session/model';
import { viewOf } from '../engine/session/view';
import { type Name, withoutSidNumbers } from '../text/name';

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
    case 'unknown': {
      const { because, unless } = outcome;
      if (!unless) return { sign: '?', short: because.text, long: `Can't be known: ${because.text}.` };
      const { number, message } = unless.refusal;
      const short = `refused${number === null ? '' : ` (Msg ${number})`} unless ${unless.fact}`;
      const said = message === '' ? '.' : `: ${withoutSidNumbers(message)}`;
      return { sign: '?', short, long: `R${short.slice(1)}${said}` };
    }
    case 'error': {
      const text = withoutSidNumbers(outcome.message);
      const { number } = outcome;
      const short = number === null ? text : withNumber(number, text);
      if (outcome.refusal.kind === 'raised') return { sign: '✗', short, long: `It raises ${short}` };
      return { sign: '✗', short, long: number === null ? `The server would refuse it: ${text}` : short };
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
  return [showIdentity(world), ...notes].join(', ');
}

/** `clerk (login alice) @ shop`; what can't be known is a question mark. */
export function showIdentity(world: World): string {
  const { name = '?', beside } = whoIs(world);
  return `${name}${beside === undefined ? '' : ` (${beside})`} @ ${viewOf(world).database ?? '?'}`;
}

/** Who a world is: the user, else the login, and what is to be said beside; no name where neither is known. */
export function whoIs(world: World): { readonly name?: string; readonly beside?: string } {
  const { user, login } = viewOf(world);
  if (world.stack.frame.user.kind === 'caller') return { name: 'any caller' };
  const unknown = isImplied(world) ? 'not declared here' : undefined;
  if (user !== null) return { name: user, beside: login === null ? (unknown ?? 'login not known') : showLogin(login) };
  if (login === null) return byClause(world);
  return { name: showLogin(login), beside: unknown ?? 'its user here is not known' };
}

/** Who the frame of a clause is by what the clause says, where it is not known whose name that is. */
function byClause({ stack: { frame } }: World): ReturnType<typeof whoIs> {
  const { by } = frame.guard;
  const clause = by?.kind === 'create_module' ? by.executeAs?.kind : undefined;
  if (clause === 'owner') return { name: 'the owner of the module', beside: 'not declared here' };
  return clause === 'self' ? { name: 'whoever made the module', beside: 'not known' } : {};
}

/** Whether nobody declared who the frame is: a statement that names it is taken to have succeeded. */
function isImplied({ catalog, stack: { frame } }: World): boolean {
  const { login, user, home } = frame;
  const own =
    user.kind === 'user' && home !== undefined ? catalog.databases.get(home)?.principals.get(user.id) : undefined;
  const ofLogin = login.kind === 'login' ? catalog.server.principals.get(login.id) : undefined;
  return own?.implied === true || ofLogin?.implied === true;
}

/** `login alice`; a user without login is told apart by its sid alone. */
export function showLogin(login: string): string {
  return login.startsWith('S-1-9-3-') ? 'without login' : `login ${login}`;
}

/** The database that a world's frame can't leave, if it is database-scoped. */
export function sandboxOf(world: World): Name | undefined {
  const { frame } = world.stack;
  if (frame.scope !== 'database' || frame.home === undefined) return undefined;
  return world.catalog.databases.get(frame.home)?.name ?? frame.home;
}
