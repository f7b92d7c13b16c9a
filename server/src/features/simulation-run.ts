/** A simulation as plain data for a panel or a file: steps with their contexts, what the server answers, and why. */
import type { Outcome, State, World } from '../engine/session/model';
import { viewOf } from '../engine/session/view';
import type { Script } from '../syntax/statement';
import { inOneLine, offsetOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import { type Cite, type FrameView, framesOf, frameViews, worldsOf } from './describe';
import { type Connects, reasonsInShort } from './page';
import { reasonsOf } from './reasons';
import type { Row } from './simulation';
import { outcomeWords, type Sign, sandboxOf, showIdentity, signOf, whoIs } from './words';

/** A context that steps run in; steps name it by its place in the list. */
export interface RunContext {
  /** `clerk (login alice) @ shop`, one for each that is possible; what is not known in a sentence. */
  readonly words: readonly string[];
  /** Who is in effect; the same words have the same colour. */
  readonly who: string;
  readonly depth: number;
  readonly sandbox?: string;
  /** Whoever is on the stack, the session's own frame first. */
  readonly lanes: readonly string[];
  readonly known: 'one' | 'several' | 'none' | 'unknown';
}

export interface RunRow {
  /** How many calls deep. */
  readonly level: number;
  /** How many blocks deep, within its call. */
  readonly indent: number;
  readonly text: string;
  /** A heading of what runs from here on, such as a module. */
  readonly heading?: true;
  readonly sign?: Sign;
  readonly context: number;
  /** What the server says, in short; what is refused inside the modules that it starts. */
  readonly says: readonly string[];
  readonly place?: { readonly uri: string; readonly offset: number };
}

export interface SimulationRun {
  readonly title: string;
  readonly what: string;
  readonly as?: Connects;
  readonly contexts: readonly RunContext[];
  readonly rows: readonly RunRow[];
}

/** `what`: what was run; `as`: who connects; undefined: it runs as the script says itself. */
export function runOf(
  rows: readonly Row[],
  { title, what, as }: { readonly title: string; readonly what: string; readonly as: Connects | undefined },
): SimulationRun {
  const contexts: RunContext[] = [];
  const places = new Map<string, number>();
  const byState = new Map<State, number>();
  const contextOf = (state: State): number => {
    const seen = byState.get(state);
    if (seen !== undefined) return seen;
    const made = contextIn(state);
    const key = JSON.stringify(made);
    const place = places.get(key) ?? contexts.push(made) - 1;
    places.set(key, place);
    byState.set(state, place);
    return place;
  };
  return { title, what, ...(as && { as }), rows: rows.map((row) => rowIn(row, contextOf(row.before))), contexts };
}

function rowIn({ level, indent, text, heading, outcomes, inside, place }: Row, context: number): RunRow {
  const at = place && { place: { uri: place.script.uri, offset: place.offset } };
  if (heading !== undefined) return { level, indent, text: heading, heading: true, context, says: [], ...at };
  const says = [...reasonsInShort(outcomes), ...inside];
  return { level, indent, text, sign: signOf(outcomes), context, says, ...at };
}

function contextIn(state: State): RunContext {
  const worlds = worldsOf(state);
  const [first] = worlds;
  if (state.kind === 'anything' || !first) {
    const words = state.kind === 'anything' ? `unknown: ${state.because.text}` : 'never runs';
    return { words: [words], who: '', depth: 0, lanes: [], known: state.kind === 'anything' ? 'unknown' : 'none' };
  }
  const sandbox = sandboxOf(first);
  return {
    words: worlds.map(showIdentity),
    who: nameOf(first),
    depth: first.stack.depth,
    ...(sandbox !== undefined && { sandbox }),
    lanes: frameViews(first, noCite)
      .map(({ user, login }) => (user === '?' ? login : user))
      .toReversed(),
    known: worlds.length === 1 ? 'one' : 'several',
  };
}

const noCite: Cite = () => ({ text: '', line: undefined });
const nameOf = (world: World): string => whoIs(world).name ?? '?';

/** What is told of one step when somebody looks at it. */
export interface StepDetails {
  readonly title: string;
  readonly paths: readonly PathDetails[];
  readonly inside: readonly string[];
}

export interface PathDetails {
  /** `clerk (login alice) @ shop` */
  readonly who: string;
  readonly originalLogin: string;
  readonly sandbox?: string;
  readonly sign: Sign;
  readonly answer: string;
  readonly because: readonly string[];
  readonly frames: readonly FrameView[];
  readonly loginToken: Token;
  readonly userToken: Token;
}

/** The rows of a token; null: not known. */
type Token = ReturnType<typeof viewOf>['loginToken'];

/** `scripts`: where statements that set frames are looked for. */
export function stepDetails({ step, before, text, inside, place }: Row, scripts: readonly Script[]): StepDetails {
  const cite = citingIn(scripts, place?.offset ?? 0);
  const paths = step
    ? step.paths.map(({ before: world, outcome }) => pathIn(world, cite, outcome))
    : worldsOf(before).map((world) => pathIn(world, cite, undefined));
  const seen = new Set<string>();
  const distinct = paths.filter((path) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
  return { title: text, paths: distinct, inside };
}

function pathIn(world: World, cite: Cite, outcome: Outcome | undefined): PathDetails {
  const { originalLogin, loginToken, userToken } = viewOf(world);
  const sandbox = sandboxOf(world);
  const words = outcome && outcomeWords(outcome);
  return {
    who: showIdentity(world),
    originalLogin: originalLogin ?? 'unknown',
    ...(sandbox !== undefined && { sandbox }),
    sign: words?.sign ?? '·',
    answer: words?.long ?? '',
    because: outcome ? reasonsOf(outcome, world) : [],
    frames: framesOf(world.stack).length > 0 ? frameViews(world, cite) : [],
    loginToken,
    userToken,
  };
}

function citingIn(scripts: readonly Script[], near: number): Cite {
  return (statement) => {
    for (const script of scripts) {
      const place = offsetOf(script, statement, near);
      if (place === undefined) continue;
      return { text: inOneLine(textOf(script, statement, place), 60), line: lineIndex(script.text).at(place).line };
    }
    return { text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined };
  };
}
