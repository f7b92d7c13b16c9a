/** Calls: of methods of the workspace, of delegates, and of what the framework does. */
import type { Argument, Expression } from '../model';
import { routineFor, typeNamed } from '../sources';
import { runElsewhere } from './construct';
import { type CallExpression, type Following, type Frame, type Given, type Out, siteOf } from './context';
import { store } from './evaluate';
import { isHarmless, reachedByType, simple, startsThread } from './library';
import type { Routine, Value, World } from './model';
import { callOfObject } from './objects';
import { textCall } from './text-calls';
import { dotted, keyOfName, typeOfName } from './variables';
import { with_ } from './worlds';

/** A call with what is in front of the dot, where something is. */
export interface Called {
  readonly node: CallExpression;
  readonly name: string;
  /** The type as it is written, where the call is of a type's own method. */
  readonly type: string;
  readonly target: Value | undefined;
  readonly given: Given;
}

export function call(following: Following, frame: Frame, node: CallExpression, world: World): readonly Out[] {
  const { function: called } = node;
  if (called.kind === 'name' && called.name === 'nameof') return [{ world, value: undefined }];
  if (called.kind === 'name')
    return withGiven(following, frame, node, world, (given, here) =>
      named(following, frame, called.name, node, given, here),
    );
  if (called.kind !== 'member') {
    return following
      .evaluate(frame, called, world)
      .flatMap(({ world: there, value }) =>
        withGiven(following, frame, node, there, (given, here) =>
          value?.kind === 'delegate'
            ? following.invoke(frame, value, given, here)
            : unknownCall(following, frame, node, given, here),
        ),
      );
  }
  const { target, name } = called;
  const own = typeOfName(following, frame, target);
  const isVariable = own !== undefined && world.values.has(keyOfName(following, frame, dotted(target) ?? '', world));
  if (own !== undefined && !isVariable)
    return withGiven(following, frame, node, world, (given, here) => {
      const routine = routineFor(following.sources, own, name, given.length);
      return routine
        ? entered(following, frame, routine, { self: undefined, given, node }, here)
        : unknownCall(following, frame, node, given, here);
    });
  const type = typeWritten(frame, target, world, following);
  if (type !== undefined)
    return withGiven(following, frame, node, world, (given, here) =>
      ofType(following, frame, { node, name, type, target: undefined, given }, here),
    );
  return following.evaluate(frame, target, world).flatMap(({ world: there, value }) => {
    if (value?.kind === 'null') {
      if (called.conditional) return [{ world: there, value }];
      frame.thrown.push(there);
      return [];
    }
    return withGiven(following, frame, node, there, (given, here) =>
      ofObject(following, frame, { node, name, type: declaredType(frame, target, value), target: value, given }, here),
    );
  });
}

/** The type that a name stands for, where it is no variable: names of types begin with a capital. */
function typeWritten(frame: Frame, target: Expression, world: World, following: Following): string | undefined {
  const written = dotted(target);
  if (written === undefined || !/(^|\.)[A-Z]\w*$/.test(written)) return undefined;
  const [first = ''] = written.split('.');
  const key = keyOfName(following, frame, first, world);
  if (frame.types.has(first) || world.values.has(key) || !key.startsWith(`${frame.id}/`)) return undefined;
  return /(^|\.)SqlContext\.(Pipe|WindowsIdentity)$/.test(written) ? undefined : written;
}

function declaredType(frame: Frame, target: Expression, value: Value | undefined): string {
  if (value?.kind === 'object') return value.type;
  return target.kind === 'name' ? (frame.types.get(target.name) ?? '') : '';
}

function withGiven(
  following: Following,
  frame: Frame,
  { arguments: given }: CallExpression,
  world: World,
  then: (given: Given, world: World) => readonly Out[],
): readonly Out[] {
  let outs: readonly { readonly world: World; readonly values: Given }[] = [{ world, values: [] }];
  for (const { value } of given)
    outs = outs.flatMap(({ world: here, values }) =>
      following.evaluate(frame, value, here).map((out) => ({ world: out.world, values: [...values, out.value] })),
    );
  return outs.flatMap(({ world: here, values }) => then(values, here));
}

/** `Method(...)`, `action(...)` */
function named(
  following: Following,
  frame: Frame,
  name: string,
  node: CallExpression,
  given: Given,
  world: World,
): readonly Out[] {
  const value = world.values.get(keyOfName(following, frame, name, world));
  if (value?.kind === 'delegate') return following.invoke(frame, value, given, world);
  const routine =
    routineFor(following.sources, frame.routine.type, name, given.length) ??
    outerRoutine(following, frame, name, given);
  if (routine) return entered(following, frame, routine, { self: frame.self, given, node }, world);
  return unknownCall(following, frame, node, given, world);
}

/** A method of a type around this one. */
function outerRoutine(following: Following, frame: Frame, name: string, given: Given): Routine | undefined {
  let type = frame.routine.type;
  while (type.includes('+')) {
    type = type.replace(/\+[^+]*$/s, '');
    const found = routineFor(following.sources, type, name, given.length);
    if (found) return found;
  }
  return undefined;
}

interface EnteredCall {
  readonly self: string | undefined;
  readonly given: Given;
  readonly node: CallExpression;
}

function entered(
  following: Following,
  frame: Frame,
  routine: Routine,
  { self, given, node }: EnteredCall,
  world: World,
): readonly Out[] {
  const { method } = routine;
  if (method.modifiers.has('extern')) {
    following.see(siteOf(frame, node), { kind: 'reach', what: 'unmanaged code', needs: 'UNSAFE' }, world);
    return unknownCall(following, frame, node, given, nativeIdentity(method.name, frame, node, world));
  }
  if (method.body === undefined) return unknownCall(following, frame, node, given, world);
  const isOwn = method.modifiers.has('static') ? undefined : self;
  return following.enter(frame, routine, isOwn, inOrder(routine, node.arguments, given), world);
}

/** Arguments with a name stand where their parameter does. */
function inOrder({ method: { parameters } }: Routine, written: readonly Argument[], given: Given): Given {
  if (!written.some(({ name }) => name !== undefined)) return given;
  return parameters.map((parameter, index) => {
    const at = written.findIndex(({ name }) => name === parameter.name);
    if (at >= 0) return given[at];
    return written[index]?.name === undefined ? given[index] : undefined;
  });
}

/** Windows' own calls that change who the thread is. */
function nativeIdentity(name: string, frame: Frame, node: CallExpression, world: World): World {
  if (/^Impersonate(LoggedOnUser|Self|NamedPipeClient)$/.test(name))
    return with_(world, {
      identity: { kind: 'impersonated', by: siteOf(frame, node), outer: world.identity },
      told: false,
    });
  if (name === 'RevertToSelf') return with_(world, { identity: { kind: 'service' }, told: false });
  return world;
}

/** `File.ReadAllText(...)`, `Task.Run(...)`, `WindowsIdentity.RunImpersonated(...)` */
function ofType(following: Following, frame: Frame, called: Called, world: World): readonly Out[] {
  const { node, name, type, given } = called;
  const made = textCall(called);
  if (made) return [{ world, value: made }];
  const outer = simple(type);
  if (outer === 'WindowsIdentity' && name.startsWith('RunImpersonated'))
    return runImpersonated(following, frame, called, world);
  if (outer === 'WindowsIdentity' && name === 'Impersonate')
    return callOfObject(following, frame, { ...called, type: 'WindowsIdentity' }, world) ?? [];
  const reach = reachedByType(type, name);
  if (reach) following.see(siteOf(frame, node), { kind: 'reach', ...reach }, world);
  if (startsThread(type, name)) {
    // the calling thread takes its part in a parallel loop
    runElsewhere(following, frame, node, given, world, outer === 'Parallel' ? 'maybe other' : 'other');
    return unknownCall(
      following,
      frame,
      node,
      given.filter((one) => one?.kind !== 'delegate'),
      world,
    );
  }
  return unknownCall(following, frame, node, given, world);
}

/** `WindowsIdentity.RunImpersonated(token, action)`: who the thread was, it is behind it again. */
function runImpersonated(following: Following, frame: Frame, { node, given }: Called, world: World): readonly Out[] {
  const by = siteOf(frame, node);
  following.see(by, { kind: 'impersonate' }, world);
  frame.thrown.push(world);
  const inside = with_(world, { identity: { kind: 'impersonated', by, outer: world.identity }, told: false });
  const action = given.find((one) => one?.kind === 'delegate');
  if (action?.kind !== 'delegate') return [{ world, value: undefined }];
  const thrown: World[] = [];
  const outs = following.invoke({ ...frame, thrown }, action, [], inside);
  const back = (here: World): World => with_(here, { identity: world.identity, told: world.told });
  frame.thrown.push(...thrown.map(back));
  return outs.map((out) => ({ ...out, world: back(out.world) }));
}

function ofObject(following: Following, frame: Frame, called: Called, world: World): readonly Out[] {
  const { node, name, type, target, given } = called;
  if (target?.kind === 'delegate' && (name === 'Invoke' || name === 'DynamicInvoke'))
    return following.invoke(frame, target, given, world);
  if ((target?.kind === 'delegate' && name === 'BeginInvoke') || startsThread(type, name)) {
    runElsewhere(following, frame, node, [target, ...given], world);
    return [{ world, value: undefined }];
  }
  const made = textCall(called);
  if (made) return [{ world, value: made }];
  const effect = callOfObject(following, frame, called, world);
  if (effect) return effect;
  const own = typeNamed(following.sources, type, frame.routine.type);
  const routine = own === undefined ? undefined : routineFor(following.sources, own, name, given.length);
  if (routine) {
    const self = target?.kind === 'object' ? target.id : undefined;
    return entered(following, frame, routine, { self, given, node }, world);
  }
  return unknownCall(following, frame, node, given, world);
}

/** What is not known may throw; delegates that it is given it may call, or not. What it fills is not known. */
export function unknownCall(
  following: Following,
  frame: Frame,
  node: CallExpression,
  given: Given,
  world: World,
): readonly Out[] {
  const name = node.function.kind === 'member' ? node.function.name : '';
  if (!isHarmless(name)) frame.thrown.push(world);
  let worlds: readonly World[] = [world];
  for (const value of given)
    if (value?.kind === 'delegate')
      worlds = worlds.flatMap((here) => [here, ...following.invoke(frame, value, [], here).map((out) => out.world)]);
  for (const { out, value } of node.arguments)
    if (out) worlds = worlds.flatMap((here) => store(following, frame, value, undefined, here));
  return worlds.map((here) => ({ world: here, value: undefined }));
}
