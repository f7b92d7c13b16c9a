/**
 * Contexts in words: who a statement runs as, how that came about, and what would end it. Markdown, the short answer
 * first.
 */

import { databaseKey } from '../catalog/collation';
import { change } from '../engine/session/make';
import type { Frame, Outcome, Stack, State, World } from '../engine/session/model';
import { type RowView, viewOf } from '../engine/session/view';
import type { Statement } from '../syntax/statement';
import type { Name } from '../text/name';
import { code, plainly } from './markdown';
import { outcomeWords, sandboxOf, showLogin, showWorld, whoIs } from './words';

/** How a statement is shown and found: its text in one line and its line number. */
export interface Citation {
  readonly text: string;
  /** 1-based; undefined: not in this script. */
  readonly line: number | undefined;
}
export type Cite = (statement: Statement) => Citation;

/** The distinct worlds of a state as people tell them apart. */
export function worldsOf(state: State): readonly World[] {
  if (state.kind === 'anything') return [];
  const seen = new Map<string, World>();
  for (const world of state.worlds) {
    const key = JSON.stringify([
      viewOf(world),
      framesOf(world.stack).map(({ guard, scope }) => [guard.revert, guard.database, scope]),
    ]);
    if (!seen.has(key)) seen.set(key, world);
  }
  return [...seen.values()];
}

/** A state in Markdown: the headline of each context that is possible, then its stack and its tokens. */
export function describeState(state: State, cite: Cite): string {
  return [headlines(state), ...detailsOf(state, cite)].join('\n\n');
}

/** Who and where, in one line, or in one for each context that is possible. `never`: what to say where there is none. */
export function headlines(state: State, never = 'Never runs: no path leads here.'): string {
  if (state.kind === 'anything') return `**Context unknown**: ${plainly(state.because.text)}.`;
  const worlds = worldsOf(state);
  const [first] = worlds;
  if (!first) return plainly(never).replace(/^Never runs/, '**Never runs**');
  if (worlds.length === 1) return headline(first);
  const list = worlds.map((world, index) => `${index + 1}. ${headline(world)}`).join('\n');
  return `**${worlds.length} contexts are possible**, depending on the path:\n\n${list}`;
}

/** The stack and the tokens of each context that is possible. */
export function detailsOf(state: State, cite: Cite): readonly string[] {
  const worlds = worldsOf(state);
  const [first] = worlds;
  if (!first) return [];
  if (worlds.length === 1) return [details(first, cite)];
  return worlds.flatMap((world, index) => [
    '---',
    `**Path ${index + 1}**: ${plainly(showWorld(world))}`,
    details(world, cite),
  ]);
}

/** Who and where, in one line. */
export function headline(world: World): string {
  const { database, depth } = viewOf(world);
  const { name, beside } = whoIs(world);
  const note = beside === undefined ? '' : ` (${plainly(beside).replace(/^login (.*)$/, 'login **$1**')})`;
  const home = sandboxOf(world);
  const impersonated = depth > 0 ? ` · depth ${depth}` : '';
  const sandboxed = home === undefined ? '' : ` · ${sandbox(world, home)}`;
  return `**${plainly(name ?? 'unknown user')}**${note} in **${plainly(database ?? 'unknown database')}**${impersonated}${sandboxed}`;
}

function sandbox(world: World, home: Name): string {
  const { frame } = world.stack;
  if (frame.vouchers.length > 0) return `sandboxed in ${plainly(home)}, vouched for by a signature`;
  const trusted = world.catalog.databases.get(databaseKey(world.catalog, home))?.trustworthy;
  return trusted === true
    ? `sandboxed in ${plainly(home)}, vouched for by its owner (TRUSTWORTHY)`
    : `sandboxed in ${plainly(home)}`;
}

function details(world: World, cite: Cite): string {
  const { originalLogin, loginToken, userToken } = viewOf(world);
  const frames = framesOf(world.stack);
  const stack = frames.map((frame, index) => frameRow(world, frame, frames.length - 1 - index, cite));
  return [
    `Original login: ${code(originalLogin ?? 'unknown')}`,
    table(['#', 'Set by', 'Login', 'User', 'Counts', 'Ends with'], stack),
    tokenTable('Login token', loginToken),
    tokenTable('User token', userToken),
  ].join('\n\n');
}

function frameRow(world: World, frame: Frame, depth: number, cite: Cite): readonly string[] {
  const seen = viewOf(change(world, { stack: stackAt(world.stack, depth) }));
  return [
    String(depth),
    origin(frame, cite),
    code(seen.login ?? '?'),
    code(seen.user ?? '?'),
    reachOf(world, frame),
    ending(world, frame),
  ];
}

function reachOf(world: World, frame: Frame): string {
  return frame.scope === 'server'
    ? 'on the whole server'
    : `only in ${code(databaseNamed(world, frame.home) ?? 'its database')}`;
}

/** A frame of a stack in plain text. */
export interface FrameView {
  readonly depth: number;
  readonly setBy: string;
  readonly login: string;
  readonly user: string;
  /** Where it counts. */
  readonly reach: string;
  /** What ends it. */
  readonly ends: string;
}

/** The frames of a world, the one in effect first. */
export function frameViews(world: World, cite: Cite): readonly FrameView[] {
  const frames = framesOf(world.stack);
  return frames.map((frame, index) => {
    const depth = frames.length - 1 - index;
    const [, setBy = '', login = '', user = '', reach = '', ends = ''] = frameRow(world, frame, depth, cite).map(
      withoutMarks,
    );
    return { depth, setBy, login, user, reach, ends };
  });
}

/**
 * The stack as lines of plain text, the frame in effect first: what set each, who it is, where it counts and what ends
 * it.
 */
export function framesInWords(world: World, cite: Cite): readonly string[] {
  return frameViews(world, cite).map(
    ({ depth, setBy, login, user, reach, ends }) =>
      `${depth}  ${setBy}: ${user} (${showLogin(login)}), counts ${reach}, ends with ${ends}`,
  );
}

function withoutMarks(markdown: string): string {
  return markdown.replace(/`+/g, '').replace(/\\([|])/g, '$1');
}

function origin(frame: Frame, cite: Cite): string {
  if (frame.guard.by && frame.origin !== 'session') {
    const { text, line } = cite(frame.guard.by);
    const how = frame.origin === 'module' ? 'EXECUTE AS clause' : code(text);
    return line === undefined ? how : `${how}, line ${line}`;
  }
  switch (frame.origin) {
    case 'session':
      return 'the connection';
    case 'login':
      return 'EXECUTE AS LOGIN';
    case 'user':
      return 'EXECUTE AS USER';
    case 'caller':
      return 'EXECUTE AS CALLER';
    case 'module':
      return 'the EXECUTE AS clause of the module';
    case 'activation':
      return 'the activation of the queue';
    case 'setuser':
      return 'SETUSER';
    case 'app_role':
      return 'sp_setapprole';
  }
}

function ending(world: World, frame: Frame): string {
  const { guard } = frame;
  if (frame.origin === 'setuser') return `${code('SETUSER')} without a name`;
  if (frame.origin === 'app_role')
    return guard.revert === 'cookie' ? `${code('sp_unsetapprole')} with its cookie` : 'the end of the connection';
  if (frame.origin === 'module') return 'the end of the module';
  switch (guard.revert) {
    case 'plain':
      return `${code('REVERT')} in ${code(databaseNamed(world, guard.database) ?? guard.database)}`;
    case 'cookie':
      return `${code('REVERT WITH COOKIE')} in ${code(databaseNamed(world, guard.database) ?? guard.database)}`;
    case 'no_revert':
      return 'the end of the connection (NO REVERT)';
    case 'never':
      return frame.origin === 'session' ? 'the end of the connection' : 'the end of what set it';
  }
}

function tokenTable(title: string, rows: readonly RowView[] | null): string {
  if (rows === null) return `**${title}**: unknown`;
  if (rows.length === 0) return `**${title}**: empty`;
  return `**${title}**\n\n${table(
    ['Name', 'Type', 'Usage'],
    rows.map(({ name, type, usage }) => [code(name), type, usage]),
  )}`;
}

/** What the server would answer, in Markdown. */
export function describeOutcome(outcome: Outcome): string {
  const { sign, long } = outcomeWords(outcome);
  const [, before = '', number, behind = ''] = /^(It raises )?(Msg \d+)(.*)$/s.exec(long) ?? [];
  return number === undefined ? `${sign} ${plainly(long)}` : `${sign} ${before}**${number}**${plainly(behind)}`;
}

/** The frames of a stack, the one in effect first. */
export function framesOf(stack: Stack): readonly Frame[] {
  const frames: Frame[] = [];
  for (let at: Stack | undefined = stack; at; at = at.below) frames.push(at.frame);
  return frames;
}

function stackAt(stack: Stack, depth: number): Stack {
  let at = stack;
  while (at.depth > depth && at.below) at = at.below;
  return at;
}

function databaseNamed(world: World, folded: Frame['home']): Name | undefined {
  return folded && (world.catalog.databases.get(folded)?.name ?? folded);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => ':--')), ...rows.map(line)].join('\n');
}
