/** What a condition tells: the worlds in which it holds, and those in which it does not. */
import type { Expression } from '../model';
import { childrenOf, type Node } from '../walk';
import type { Branches, Following, Frame, Out } from './context';
import type { Value, World } from './model';
import { inputs, lookedAt } from './texts';
import { assignName, identityKey, isCallersIdentity, keyOfName, localKey } from './variables';
import { assign } from './worlds';

export function isTest({ operator }: Extract<Expression, { kind: 'binary' }>): boolean {
  return ['&&', '||', '&', '|', '==', '!=', '<', '>', '<=', '>='].includes(operator);
}

export function test(following: Following, frame: Frame, node: Expression, world: World): Branches {
  switch (node.kind) {
    case 'true':
      return { yes: [world], no: [] };
    case 'false':
      return { yes: [], no: [world] };
    case 'not': {
      const { yes, no } = test(following, frame, node.value, world);
      return { yes: no, no: yes };
    }
    case 'isNull': {
      const branches = nullTest(following, frame, node.value, world);
      return node.negated ? { yes: branches.no, no: branches.yes } : branches;
    }
    case 'binary':
      if (node.operator === '&&' || node.operator === '&') return both(following, frame, node, world);
      if (node.operator === '||' || node.operator === '|') return either(following, frame, node, world);
      return opaque(following, frame, node, [node.left, node.right], world);
    case 'is': {
      const { variable } = node;
      const outs = following.evaluate(frame, node.value, world);
      return {
        yes: outs.flatMap((out) => {
          if (out.value?.kind === 'null') return [];
          return [
            variable === undefined ? out.world : assignName(following, frame, variable, checked(out.value), out.world),
          ];
        }),
        no: outs.map((out) => out.world),
      };
    }
    default:
      return opaque(following, frame, node, [node], world);
  }
}

function both(
  following: Following,
  frame: Frame,
  { left, right }: Extract<Expression, { kind: 'binary' }>,
  world: World,
): Branches {
  const first = test(following, frame, left, world);
  const second = first.yes.map((here) => test(following, frame, right, here));
  return { yes: second.flatMap(({ yes }) => yes), no: [...first.no, ...second.flatMap(({ no }) => no)] };
}

function either(
  following: Following,
  frame: Frame,
  { left, right }: Extract<Expression, { kind: 'binary' }>,
  world: World,
): Branches {
  const first = test(following, frame, left, world);
  const second = first.no.map((here) => test(following, frame, right, here));
  return { yes: [...first.yes, ...second.flatMap(({ yes }) => yes)], no: second.flatMap(({ no }) => no) };
}

/** The value as it is behind a test that it is not null. */
function checked(value: Value | undefined): Value | undefined {
  return value?.kind === 'identity' ? { kind: 'identity', checked: true } : value;
}

function nullTest(following: Following, frame: Frame, asked: Expression, world: World): Branches {
  const yes: World[] = [];
  const no: World[] = [];
  for (const { world: here, value } of following.evaluate(frame, asked, world)) {
    const isOpen = value === undefined || value.kind === 'text' || (value.kind === 'identity' && !value.checked);
    if (value?.kind === 'null') yes.push(here);
    else if (!isOpen) no.push(here);
    else {
      yes.push(refined(following, frame, asked, value?.kind === 'text' ? value : { kind: 'null' }, here));
      no.push(refined(following, frame, asked, checked(value), here));
    }
  }
  return { yes, no };
}

function refined(following: Following, frame: Frame, asked: Expression, value: Value | undefined, world: World): World {
  if (isCallersIdentity(asked)) return assign(world, identityKey, value);
  if (asked.kind === 'assign' && asked.left.kind === 'name') return refined(following, frame, asked.left, value, world);
  if (asked.kind !== 'name') return world;
  return assign(world, keyOfName(following, frame, asked.name, world), value);
}

/** A condition of which only its text is known: asked again, it is what it was. */
function opaque(
  following: Following,
  frame: Frame,
  node: Expression,
  parts: readonly Expression[],
  world: World,
): Branches {
  const yes: World[] = [];
  const no: World[] = [];
  const name = stableName(node);
  let outs: readonly Out[] = [{ world, value: undefined }];
  for (const part of parts) outs = outs.flatMap((out) => following.evaluate(frame, part, out.world));
  for (const { world: met, value } of outs) {
    const here = isEmptyTest(node) ? met : withoutTaint(following, frame, node, met);
    const key = name === undefined ? undefined : localKey(frame, `?${name}`);
    const known = parts.length === 1 && (value?.kind === 'true' || value?.kind === 'false') ? value : undefined;
    const told = known ?? (key === undefined ? undefined : here.values.get(key));
    if (told?.kind !== 'false') yes.push(key === undefined || told ? here : assign(here, key, { kind: 'true' }));
    if (told?.kind !== 'true') no.push(key === undefined || told ? here : assign(here, key, { kind: 'false' }));
  }
  return { yes, no };
}

/** The condition as a text that means the same as long as its variables do not change; undefined: it may not. */
function stableName(node: Expression): string | undefined {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'this':
    case 'null':
    case 'true':
    case 'false':
      return node.kind;
    case 'text':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'member': {
      const target = stableName(node.target);
      return target && `${target}.${node.name}`;
    }
    case 'binary': {
      const sides = [stableName(node.left), stableName(node.right)];
      return sides.includes(undefined) ? undefined : sides.join(` ${node.operator} `);
    }
    case 'call': {
      const name = stableName(node.function);
      const given = node.arguments.map(({ value }) => stableName(value));
      const isPure = name !== undefined && /(^|\.)([Ss]tring\.|Equals$|StartsWith$|EndsWith$|Contains$)/.test(name);
      return isPure && !given.includes(undefined) ? `${name}(${given.join()})` : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether the condition asks no more than whether there is a text. */
function isEmptyTest(node: Expression): boolean {
  if (node.kind === 'member') return /^(IsNull|HasValue|Length|IsTrue|IsFalse|Value)$/.test(node.name);
  if (node.kind === 'call')
    return node.function.kind === 'member' && /^(IsNullOrEmpty|IsNullOrWhiteSpace)$/.test(node.function.name);
  if (node.kind !== 'binary') return false;
  return isEmptyTest(node.left) || [node.left, node.right].some((side) => side.kind === 'text' && side.value === '');
}

/** What a condition looks at, code has an opinion of: nobody else chooses it freely. */
function withoutTaint(following: Following, frame: Frame, node: Expression, world: World): World {
  let left = world;
  for (const name of namesIn(node)) {
    const key = keyOfName(following, frame, name, left);
    const value = left.values.get(key);
    if (value?.kind === 'text' && inputs(value.parts).length > 0) left = assign(left, key, lookedAt(value));
  }
  return left;
}

function namesIn(node: Node): readonly string[] {
  return node.kind === 'name' ? [node.name] : childrenOf(node).flatMap(namesIn);
}
