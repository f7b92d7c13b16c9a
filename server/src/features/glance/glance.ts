/**
 * A context at a glance: what is told of the one in which a statement runs where it is not the one that the session began
 * with. Ribbon, hints, tokens and the hover's silence all ask here, so they agree.
 */
import type { State, World } from '../../engine/session/model';
import { viewOf } from '../../engine/session/view';
import { memo } from '../../text/memo';
import { sandboxOf, whoIs } from '../words';

export interface Glance {
  readonly kind: 'one' | 'several' | 'unknown';
  /** 'clerk @ Shop, sandboxed' */
  readonly text: string;
  /** Who it is, by whom it is coloured. */
  readonly principal: string;
  readonly depth: number;
  readonly sandboxed: boolean;
}

/** What is to be told of a state; undefined: the base context holds, or nothing runs. Equal states have the same one. */
export const glanceOf = memo((state: State): Glance | undefined => {
  if (state.kind === 'anything')
    return { kind: 'unknown', text: 'context unknown', principal: '?', depth: 1, sandboxed: false };
  if (state.worlds.every(isBase)) return undefined;
  const worlds = new Map(state.worlds.map((world) => [inShort(world), world]));
  const [first] = worlds.values();
  if (!first) return undefined;
  const depth = Math.max(...state.worlds.map(({ stack }) => depthOf(stack.depth)));
  const sandboxed = state.worlds.every((world) => sandboxOf(world) !== undefined);
  if (worlds.size > 1)
    return { kind: 'several', text: `one of ${worlds.size} contexts`, principal: '?', depth, sandboxed };
  return { kind: 'one', text: inShort(first), principal: whoIs(first).name ?? '?', depth, sandboxed };
});

/** SETUSER and an application role stand in for the session's frame and lie no deeper. */
const depthOf = (depth: number): number => Math.max(1, depth);

/** Whether a world runs as its session began, or a body as whoever calls it. */
export function isBase({ stack }: World): boolean {
  return stack.depth === 0 && stack.frame.origin === 'session';
}

/** `clerk @ Shop, sandboxed` */
export function inShort(world: World): string {
  const { name = '?' } = whoIs(world);
  return `${name} @ ${viewOf(world).database ?? '?'}${sandboxOf(world) === undefined ? '' : ', sandboxed'}`;
}

/** Whether two states are the same to whoever looks at them. */
export function looksSame(a: Glance | undefined, b: Glance | undefined): boolean {
  if (!a || !b) return a === b;
  return a.text === b.text && a.depth === b.depth && a.sandboxed === b.sandboxed;
}
