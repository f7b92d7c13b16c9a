/** Where names lead to: local variables, parameters, fields, constants, methods taken as delegates. */
import type { Expression } from '../model';
import { fieldOf, routinesOf, typeNamed } from '../sources';
import { type Following, type Frame, siteOf } from './context';
import type { Delegate, TextPart, Value, World } from './model';
import { joined } from './texts';
import { assign } from './worlds';

/** The caller's identity, where code has found out whether it is null. */
export const identityKey = '@identity';

export function localKey(frame: Pick<Frame, 'id'>, name: string): string {
  return `${frame.id}/${name}`;
}

/** Where the value of a name is kept: in this frame, in one around it, in the object, or in the type. */
export function keyOfName(following: Following, frame: Frame, name: string, world: World): string {
  for (let at: Frame | undefined = frame; at; at = at.around) {
    const key = localKey(at, name);
    if (world.values.has(key) || at.types.has(name)) return key;
  }
  const { type } = frame.routine;
  const found = fieldOf(following.sources, type, name);
  if (found?.modifiers.has('static')) return staticKey(type, name);
  if (found || routinesOf(following.sources, type, name).some(({ method }) => method.kind === 'getter'))
    return frame.self === undefined ? staticKey(type, name) : fieldKey(frame.self, name);
  return localKey(frame, name);
}

export function fieldKey(object: string, name: string): string {
  return `${object}.${name}`;
}

export function staticKey(type: string, name: string): string {
  return `::${type}.${name}`;
}

/** The world with a name's new value. What conditions have said of the name counts no longer. */
export function assignName(
  following: Following,
  frame: Frame,
  name: string,
  value: Value | undefined,
  world: World,
): World {
  return forgetConditions(assign(world, keyOfName(following, frame, name, world), value), name);
}

function forgetConditions(world: World, name: string): World {
  const word = new RegExp(`[?].*\\b${name.replace(/\W/g, '\\$&')}\\b`);
  return [...world.values.keys()]
    .filter((key) => key.includes('/?') && word.test(key))
    .reduce((left, key) => assign(left, key, undefined), world);
}

/** The value of a constant, or of a field that nobody changes. */
export function constantOf(following: Following, type: string, name: string): Value | undefined {
  const found = fieldOf(following.sources, type, name);
  if (!found?.initial) return undefined;
  const fixed = found.modifiers.has('const') || found.modifiers.has('readonly');
  return fixed ? constantValue(following, type, found.initial, 4) : undefined;
}

function constantValue(following: Following, type: string, value: Expression, depth: number): Value | undefined {
  if (depth === 0) return undefined;
  if (value.kind === 'text') {
    const part: TextPart = { kind: 'literal', value: value.value, site: nowhere(value) };
    return { kind: 'text', parts: [part] };
  }
  if (value.kind === 'binary' && value.operator === '+') {
    const [left, right] = [value.left, value.right].map((one) => constantValue(following, type, one, depth - 1));
    return left || right ? joined(left, right) : undefined;
  }
  if (value.kind === 'name') {
    const found = fieldOf(following.sources, type, value.name);
    return found?.initial && constantValue(following, type, found.initial, depth - 1);
  }
  return undefined;
}

/** The text of a constant stands in no method: what is found in it has no place there. */
function nowhere({ start, end }: Expression): Extract<TextPart, { kind: 'literal' }>['site'] {
  return { member: constants, span: { start, end } };
}

/** Stands for the fields of a type. */
export const constants: Delegate['routine']['method'] = {
  kind: 'method',
  name: '',
  modifiers: new Set(),
  attributes: [],
  parameters: [],
  returns: '',
  span: { start: 0, end: 0 },
  nameSpan: { start: 0, end: 0 },
  body: undefined,
  broken: false,
};

/** A method that is named without being called; undefined: it is none, or one of several. */
export function methodNamed(following: Following, type: string, name: string): Delegate | undefined {
  const found = routinesOf(following.sources, type, name).filter(({ method }) => method.kind === 'method');
  const [routine] = found;
  return routine && found.length === 1 ? { kind: 'delegate', code: routine, around: undefined, routine } : undefined;
}

/** The type of the workspace that an expression names; undefined: it names none. */
export function typeOfName(following: Following, frame: Frame, value: Expression): string | undefined {
  const written = dotted(value);
  if (written === undefined || frame.types.has(written)) return undefined;
  return typeNamed(following.sources, written, frame.routine.type);
}

/** `a.b.c` as it is written; undefined: it is something else. */
export function dotted(value: Expression): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind !== 'member') return undefined;
  const target = dotted(value.target);
  return target && `${target}.${value.name}`;
}

/** `SqlContext.WindowsIdentity` */
export function isCallersIdentity(node: Expression): boolean {
  return /(^|\.)SqlContext\.WindowsIdentity$/.test(dotted(node) ?? '');
}

export function literal(frame: Frame, value: Extract<Expression, { kind: 'text' }>): Value {
  return { kind: 'text', parts: [{ kind: 'literal', value: value.value, site: siteOf(frame, value) }] };
}
