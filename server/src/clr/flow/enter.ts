/** Going into methods and delegates, and coming back. */

import { memo } from '../../text/memo';
import type { Block, Expression, Lambda, Parameter } from '../model';
import { childrenOf, type Node } from '../walk';
import { declaredTypes, type Entering, type Following, type Frame, type Given, type Out } from './context';
import type { Delegate, Routine, World } from './model';
import { run } from './statements';
import { localKey } from './variables';
import { assign, distinct, unknownIdentity, without } from './worlds';

/** Calls deeper than this are not followed. */
const deepest = 14;

export function enter(
  following: Following,
  frame: Frame,
  routine: Routine,
  { self, given }: Entering,
  world: World,
): readonly Out[] {
  const { method } = routine;
  const { body } = method;
  if (!body || frame.active.includes(body) || frame.depth >= deepest) return notFollowed(frame, world);
  following.entered.set(method, routine);
  const inner: Frame = {
    ...nested(frame, body),
    routine,
    types: declaredTypes(method),
    self,
    around: undefined,
    thrown: [],
  };
  const later = isIterator(body); // what it yields is made when somebody asks for it
  const begin = later && world.identity.kind !== 'service' ? { ...world, identity: unknownIdentity } : world;
  const outs = runBody(following, inner, body, method.parameters, given, begin);
  frame.thrown.push(...distinct(inner.thrown).map((here) => without(here, `${inner.id}/`)));
  if (later) return [{ world, value: undefined }];
  return outs.map((out) => ({ ...out, world: back(out.world, world, method.modifiers.has('async')) }));
}

function notFollowed(frame: Frame, world: World): readonly Out[] {
  frame.thrown.push(world);
  return [{ world, value: undefined }];
}

function nested(frame: Frame, body: object): Pick<Frame, 'id' | 'depth' | 'active'> {
  const depth = frame.depth + 1;
  return { id: String(depth), depth, active: [...frame.active, body] };
}

/** A caller does not wait on another thread for what it does not await. */
function back(world: World, before: World, async: boolean): World {
  return async && world.thread !== before.thread ? { ...world, thread: before.thread } : world;
}

function runBody(
  following: Following,
  frame: Frame,
  body: Block,
  parameters: readonly Parameter[],
  given: Given,
  world: World,
): readonly Out[] {
  const entering = bound(without(world, `${frame.id}/`), frame, parameters, given);
  const { next, returns } = run(following, frame, body, [entering]);
  const outs: readonly Out[] = [...next.map((here) => ({ world: here, value: undefined })), ...returns];
  return together(outs.map((out) => ({ ...out, world: without(out.world, `${frame.id}/`) })));
}

function bound(world: World, frame: Frame, parameters: readonly Parameter[], given: Given): World {
  return parameters.reduce((here, { name }, index) => assign(here, localKey(frame, name), given[index]), world);
}

/** Equal ways are one, as far as their values are. */
function together(outs: readonly Out[]): readonly Out[] {
  const values = new Set(outs.map(({ value }) => value));
  return [...values].flatMap((value) =>
    distinct(outs.filter((out) => out.value === value).map(({ world }) => world)).map((world) => ({ world, value })),
  );
}

export function invoke(
  following: Following,
  frame: Frame,
  delegate: Delegate,
  given: Given,
  world: World,
): readonly Out[] {
  const { code, around, routine } = delegate;
  if (!('kind' in code)) return enter(following, frame, code, { self: undefined, given }, world);
  if (frame.active.includes(code) || frame.depth >= deepest) return notFollowed(frame, world);
  const inner: Frame = {
    ...nested(frame, code),
    routine,
    types: new Map(code.parameters.map(({ name, type }) => [name, type])),
    self: around?.self,
    around,
    thrown: [],
  };
  const outs = runFunction(following, inner, code, given, world);
  frame.thrown.push(...distinct(inner.thrown).map((here) => without(here, `${inner.id}/`)));
  return outs.map((out) => ({ ...out, world: back(out.world, world, code.async) }));
}

function runFunction(
  following: Following,
  frame: Frame,
  { parameters, body }: Lambda,
  given: Given,
  world: World,
): readonly Out[] {
  if (isBlock(body)) return runBody(following, frame, body, parameters, given, world);
  const entering = bound(without(world, `${frame.id}/`), frame, parameters, given);
  following.stand(body, entering);
  return together(
    following.evaluate(frame, body, entering).map((out) => ({ ...out, world: without(out.world, `${frame.id}/`) })),
  );
}

function isBlock(body: Block | Expression): body is Block {
  return body.kind === 'block';
}

/** Whether a body yields what it gives one by one. */
const isIterator = memo((body: Block): boolean => {
  const open: Node[] = [...body.statements];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'yield') return true;
    if (next.kind !== 'lambda' && next.kind !== 'function') open.push(...childrenOf(next));
  }
  return false;
});
