/** What an expression comes to in a world, in each way that it may go. An exception leaves by way of the frame. */
import type { Expression } from '../model';
import { fieldOf, routineFor } from '../sources';
import { isTest } from './conditions';
import { type Following, type Frame, type Out, siteOf } from './context';
import type { TextPart, Value, World } from './model';
import { clean, isNumber, joined } from './texts';
import {
  assignName,
  constantOf,
  constants,
  dotted,
  fieldKey,
  identityKey,
  isCallersIdentity,
  keyOfName,
  literal,
  methodNamed,
  staticKey,
  typeOfName,
} from './variables';
import { assign, with_ } from './worlds';

export function evaluate(following: Following, frame: Frame, node: Expression, world: World): readonly Out[] {
  if (!following.spend()) return [];
  switch (node.kind) {
    case 'name':
      return named(following, frame, node.name, world);
    case 'this':
      return one(
        world,
        frame.self === undefined ? undefined : { kind: 'object', type: frame.routine.type, id: frame.self },
      );
    case 'null':
    case 'true':
    case 'false':
      return one(world, { kind: node.kind });
    case 'text':
      return one(world, literal(frame, node));
    case 'number':
      return one(world, clean);
    case 'interpolated':
      return interpolated(following, frame, node, world);
    case 'lambda':
      return one(world, { kind: 'delegate', code: node, around: frame, routine: frame.routine });
    case 'declares':
      return one(world, undefined);
    case 'member':
      return member(following, frame, node, world);
    case 'call':
      return following.call(frame, node, world);
    case 'new':
      return following.construct(frame, node, world);
    case 'assign':
      return assigned(following, frame, node, world);
    case 'await':
      return evaluate(following, frame, node.value, world).map((out) => ({
        ...out,
        world: out.world.thread === 'own' ? with_(out.world, { thread: 'maybe other' }) : out.world,
      }));
    case 'cast':
      return evaluate(following, frame, node.value, world).map((out) =>
        isNumber(node.type) ? { ...out, value: clean } : out,
      );
    case 'choice': {
      const { yes, no } = following.test(frame, node.condition, world);
      return [
        ...yes.flatMap((here) => evaluate(following, frame, node.yes, here)),
        ...no.flatMap((here) => evaluate(following, frame, node.no, here)),
      ];
    }
    case 'throws':
      for (const out of evaluate(following, frame, node.value, world)) frame.thrown.push(out.world);
      return [];
    case 'not':
    case 'isNull':
    case 'is':
      return tested(following, frame, node, world);
    case 'binary':
      return isTest(node) ? tested(following, frame, node, world) : binary(following, frame, node, world);
    case 'other':
      return evaluateAll(following, frame, node.parts, world).map((out) => ({ world: out.world, value: undefined }));
  }
}

function one(world: World, value: Value | undefined): readonly Out[] {
  return [{ world, value }];
}

/** Expressions one after the other. */
export function evaluateAll(
  following: Following,
  frame: Frame,
  nodes: readonly Expression[],
  world: World,
): readonly { readonly world: World; readonly values: readonly (Value | undefined)[] }[] {
  let outs: readonly { readonly world: World; readonly values: readonly (Value | undefined)[] }[] = [
    { world, values: [] },
  ];
  for (const node of nodes)
    outs = outs.flatMap(({ world: here, values }) =>
      evaluate(following, frame, node, here).map((out) => ({ world: out.world, values: [...values, out.value] })),
    );
  return outs;
}

function tested(following: Following, frame: Frame, node: Expression, world: World): readonly Out[] {
  const { yes, no } = following.test(frame, node, world);
  return [
    ...yes.map((here): Out => ({ world: here, value: { kind: 'true' } })),
    ...no.map((here): Out => ({ world: here, value: { kind: 'false' } })),
  ];
}

function named(following: Following, frame: Frame, name: string, world: World): readonly Out[] {
  const known = world.values.get(keyOfName(following, frame, name, world));
  if (known) return one(world, known);
  const { type } = frame.routine;
  const getter = routineFor(following.sources, type, name, 0, 'getter');
  if (getter?.method.body && !frame.types.has(name)) return following.enter(frame, getter, frame.self, [], world);
  return one(
    world,
    constantOf(following, type, name) ?? (frame.types.has(name) ? undefined : methodNamed(following, type, name)),
  );
}

function interpolated(
  following: Following,
  frame: Frame,
  { parts, start, end }: Extract<Expression, { kind: 'interpolated' }>,
  world: World,
): readonly Out[] {
  const values = parts.filter((part) => typeof part !== 'string');
  return evaluateAll(following, frame, values, world).map((out) => {
    const given = [...out.values];
    const texts = parts.map((part): Value | undefined => {
      if (typeof part !== 'string') return given.shift();
      const written: TextPart = { kind: 'literal', value: part, site: siteOf(frame, { start, end }) };
      return { kind: 'text', parts: [written] };
    });
    return { world: out.world, value: joined(...texts) };
  });
}

function member(
  following: Following,
  frame: Frame,
  node: Extract<Expression, { kind: 'member' }>,
  world: World,
): readonly Out[] {
  const { target, name } = node;
  if (isCallersIdentity(node)) {
    const value = world.values.get(identityKey) ?? { kind: 'identity', checked: false };
    following.see(
      siteOf(frame, node),
      { kind: 'identity', checked: value.kind === 'identity' && value.checked, used: false },
      world,
    );
    return one(world, value);
  }
  const type = typeOfName(following, frame, target);
  if (type !== undefined && !world.values.has(keyOfName(following, frame, dotted(target) ?? '', world))) {
    const known = world.values.get(staticKey(type, name)) ?? constantOf(following, type, name);
    if (known) return one(world, known);
    const getter = routineFor(following.sources, type, name, 0, 'getter');
    if (getter?.method.body) return following.enter(frame, getter, undefined, [], world);
    return one(world, methodNamed(following, type, name));
  }
  return evaluate(following, frame, target, world).flatMap((out) => memberOf(following, frame, node, out));
}

function memberOf(
  following: Following,
  frame: Frame,
  { name, conditional, start, end }: Extract<Expression, { kind: 'member' }>,
  { world, value }: Out,
): readonly Out[] {
  switch (value?.kind) {
    case 'null':
      if (conditional) return one(world, value);
      frame.thrown.push(world);
      return [];
    case 'identity':
      if (!value.checked && !conditional) {
        following.see(siteOf(frame, { start, end }), { kind: 'identity', checked: false, used: true }, world);
        frame.thrown.push(world);
      }
      return one(world, undefined);
    case 'text':
      return one(world, /^(Value|Empty)$/.test(name) ? value : clean);
    case 'object': {
      if (value.type === 'SqlConnectionStringBuilder')
        return one(world, world.values.get(fieldKey(value.id, 'ConnectionString')));
      const known = world.values.get(fieldKey(value.id, name));
      if (known) return one(world, known);
      const getter = routineFor(following.sources, value.type, name, 0, 'getter');
      return getter?.method.body ? following.enter(frame, getter, value.id, [], world) : one(world, undefined);
    }
    default:
      return one(world, undefined);
  }
}

function binary(
  following: Following,
  frame: Frame,
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  world: World,
): readonly Out[] {
  return evaluateAll(following, frame, [left, right], world).map(({ world: here, values: [a, b] }) => {
    if (operator === '??') return { world: here, value: a?.kind === 'null' ? b : a };
    const isText = operator === '+' && (a?.kind === 'text' || b?.kind === 'text');
    return { world: here, value: isText ? joined(a, b) : undefined };
  });
}

function assigned(
  following: Following,
  frame: Frame,
  { left, operator, right }: Extract<Expression, { kind: 'assign' }>,
  world: World,
): readonly Out[] {
  return evaluate(following, frame, right, world).flatMap(({ world: here, value }) => {
    if (operator === '=') return store(following, frame, left, value, here).map((next) => ({ world: next, value }));
    return evaluate(following, frame, left, here).flatMap(({ world: next, value: old }) => {
      if (operator === '??=' && old !== undefined && old.kind !== 'null') return one(next, old);
      const made = combined(operator, old, value);
      return store(following, frame, left, made, next).map((then) => ({ world: then, value: made }));
    });
  });
}

function combined(operator: string, old: Value | undefined, value: Value | undefined): Value | undefined {
  if (operator === '??=') return value;
  return operator === '+=' && (old?.kind === 'text' || value?.kind === 'text') ? joined(old, value) : undefined;
}

/** Puts a value where the left side of an assignment is. */
export function store(
  following: Following,
  frame: Frame,
  left: Expression,
  value: Value | undefined,
  world: World,
): readonly World[] {
  if (left.kind === 'name') {
    noteStaticStore(following, frame, left, world);
    return [assignName(following, frame, left.name, value, world)];
  }
  if (left.kind === 'declares') return [assignName(following, frame, left.name, value, world)];
  if (left.kind !== 'member') return evaluateAll(following, frame, [left], world).map((out) => out.world);
  const type = typeOfName(following, frame, left.target);
  if (type !== undefined) return [assign(world, staticKey(type, left.name), value)];
  return evaluate(following, frame, left.target, world).flatMap(({ world: here, value: target }) => {
    if (target?.kind !== 'object') return [here];
    const setter = routineFor(following.sources, target.type, left.name, 0, 'setter');
    if (setter?.method.body) return following.enter(frame, setter, target.id, [value], here).map((out) => out.world);
    return [setField(target.type, target.id, left.name, value, here)];
  });
}

/** Some fields of the framework's types say something about others. */
export function setField(type: string, id: string, name: string, value: Value | undefined, world: World): World {
  const said = type === 'SqlConnectionStringBuilder' ? connectionText(name, value) : undefined;
  if (said !== undefined) {
    const text: TextPart = {
      kind: 'literal',
      value: said,
      site: { member: constants, span: { start: 0, end: 0 } },
    };
    return assign(world, fieldKey(id, 'ConnectionString'), { kind: 'text', parts: [text] });
  }
  return assign(world, fieldKey(id, name), value);
}

function connectionText(name: string, value: Value | undefined): string | undefined {
  if (name === 'ContextConnection' && value?.kind === 'true') return 'context connection=true';
  return name === 'DataSource' ? 'data source=another' : undefined;
}

/** A static field that is written while the code runs is no matter for SAFE or EXTERNAL_ACCESS. */
function noteStaticStore(
  following: Following,
  frame: Frame,
  left: Extract<Expression, { kind: 'name' }>,
  world: World,
): void {
  if (!keyOfName(following, frame, left.name, world).startsWith('::')) return;
  const { method, type } = frame.routine;
  const field = fieldOf(following.sources, type, left.name);
  if (method.kind === 'constructor' || !field?.modifiers.has('static')) return;
  following.see(
    siteOf(frame, left),
    { kind: 'needs', what: `writes the static field ${left.name}`, needs: 'UNSAFE' },
    world,
  );
}
