/** Making objects: connections, commands, threads, files, and objects of the workspace's own types. */
import { routineFor, typeNamed } from '../sources';
import { type Following, type Frame, type Given, type NewExpression, type Out, siteOf } from './context';
import { setField } from './evaluate';
import { reachedByMaking, simple, startsThread } from './library';
import type { Thread, Value, World } from './model';
import { fieldKey } from './variables';
import { assign, without } from './worlds';

export function construct(following: Following, frame: Frame, node: NewExpression, world: World): readonly Out[] {
  const type = simple(node.type);
  const own = typeNamed(following.sources, node.type, frame.routine.type);
  const id = `${frame.depth}:${frame.routine.type}.${frame.routine.method.name}@${node.start}`;
  return evaluated(following, frame, node, world).flatMap(({ world: here, values }): readonly Out[] => {
    const same = own === undefined ? wrapped(type, values) : undefined;
    if (same) return [{ world: here, value: same }];
    frame.thrown.push(here);
    const bare = without(here, `${id}.`);
    const made: Value = { kind: 'object', type: own ?? type, id };
    const outs =
      own === undefined
        ? [framework(following, frame, node, { made, given: values }, bare)]
        : builtIn(following, frame, own, { made, given: values }, bare);
    return outs.flatMap((out) => set(following, frame, node, made, out)).map((out) => ({ world: out, value: made }));
  });
}

/** `new ThreadStart(Work)` is the delegate, `new string(text)` the text. */
function wrapped(type: string, values: Given): Value | undefined {
  const [only] = values;
  if (values.length !== 1 || !only) return undefined;
  if (only.kind === 'delegate' && !startsThread(type, undefined)) return only;
  return only.kind === 'text' && /^[Ss]tring$/.test(type) ? only : undefined;
}

type Made = { readonly made: Extract<Value, { kind: 'object' }>; readonly given: Given };

function evaluated(
  following: Following,
  frame: Frame,
  { arguments: given }: NewExpression,
  world: World,
): readonly { readonly world: World; readonly values: Given }[] {
  let outs: readonly { readonly world: World; readonly values: Given }[] = [{ world, values: [] }];
  for (const { value } of given)
    outs = outs.flatMap(({ world: here, values }) =>
      following.evaluate(frame, value, here).map((out) => ({ world: out.world, values: [...values, out.value] })),
    );
  return outs;
}

/** An object of a type of the workspace: its constructor runs. */
function builtIn(
  following: Following,
  frame: Frame,
  type: string,
  { made, given }: Made,
  world: World,
): readonly World[] {
  const simpleName = type.replace(/^.*[.+]/s, '');
  const constructor = routineFor(following.sources, type, simpleName, given.length, 'constructor');
  if (!constructor) return [world];
  return following.enter(frame, constructor, made.id, given, world).map((out) => out.world);
}

function framework(
  following: Following,
  frame: Frame,
  node: NewExpression,
  { made, given }: Made,
  world: World,
): World {
  const { type, id } = made;
  const [first, second] = given;
  const put = (name: string, value: Value | undefined, here: World): World => assign(here, fieldKey(id, name), value);
  switch (type) {
    case 'SqlConnection':
      return put('ConnectionString', first, world);
    case 'SqlCommand':
      return put('Connection', second, put('CommandText', first, world));
    case 'SqlDataAdapter':
      return put(
        'SelectCommand',
        first?.kind === 'object' ? first : undefined,
        put('Connection', second, put('CommandText', first, world)),
      );
    case 'SqlConnectionStringBuilder':
      return put('ConnectionString', first, world);
    case 'StringBuilder':
      return put('#text', first?.kind === 'text' ? first : { kind: 'text', parts: [] }, world);
  }
  const reach = reachedByMaking(type, given.length, isPath(frame, node, first) ? 'path' : 'other');
  if (reach) following.see(siteOf(frame, node), { kind: 'reach', ...reach }, world);
  if (startsThread(type, undefined)) runElsewhere(following, frame, node, given, world);
  return world;
}

/** Whether the first argument is a text, and no stream. */
function isPath(frame: Frame, { arguments: [given] }: NewExpression, first: Value | undefined): boolean {
  if (first?.kind === 'text') return true;
  if (given?.value.kind === 'member') return given.value.name === 'Value';
  return given?.value.kind === 'name' && /^([Ss]tring|SqlString)$/.test(frame.types.get(given.value.name) ?? '');
}

/** Runs delegates as another thread does; what they leave behind is not followed. */
export function runElsewhere(
  following: Following,
  frame: Frame,
  at: { readonly start: number; readonly end: number },
  given: Given,
  world: World,
  thread: Thread = 'other',
): void {
  const delegates = given.filter((value) => value?.kind === 'delegate');
  if (delegates.length === 0) return;
  following.see(siteOf(frame, at), { kind: 'needs', what: 'starts code on another thread', needs: 'UNSAFE' }, world);
  const there: World = {
    ...world,
    thread,
    told: false,
    identity: world.identity.kind === 'service' ? world.identity : { kind: 'unknown' },
  };
  for (const delegate of delegates) following.invoke({ ...frame, thrown: [] }, delegate, [], there);
}

function set(
  following: Following,
  frame: Frame,
  { sets }: NewExpression,
  made: Made['made'],
  world: World,
): readonly World[] {
  let worlds: readonly World[] = [world];
  for (const one of sets)
    worlds = worlds.flatMap((here) => {
      if (one.kind !== 'assign' || one.left.kind !== 'name')
        return following.evaluate(frame, one, here).map((out) => out.world);
      const { name } = one.left;
      return following
        .evaluate(frame, one.right, here)
        .map((out) => setField(made.type, made.id, name, out.value, out.world));
    });
  return worlds;
}
