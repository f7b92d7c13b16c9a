/** Worlds: equal ones are one, and too many become one of which less is known. */

import { idOf } from '../../text/intern';
import { memo } from '../../text/memo';
import type { Identity, Site, TextPart, Value, World } from './model';

export const service: Identity = { kind: 'service' };
export const unknownIdentity: Identity = { kind: 'unknown' };

export function with_(world: World, changed: Partial<World>): World {
  return { ...world, ...changed };
}

/** The world with a variable's new value; undefined: nothing is known of it. */
export function assign(world: World, key: string, value: Value | undefined): World {
  if (value === undefined && !world.values.has(key)) return world;
  const values = new Map(world.values);
  if (value === undefined) values.delete(key);
  else values.set(key, value);
  return { ...world, values };
}

/** The world without what a frame or an object holds. */
export function without(world: World, prefix: string): World {
  const gone = [...world.values.keys()].filter((key) => key.startsWith(prefix));
  if (gone.length === 0) return world;
  const values = new Map(world.values);
  for (const key of gone) values.delete(key);
  return { ...world, values };
}

/** So many worlds are kept apart at a place. */
const most = 24;

/** Equal worlds are one. */
export function distinct(worlds: readonly World[]): readonly World[] {
  if (worlds.length < 2) return worlds;
  const byKey = new Map(worlds.map((world) => [keyOf(world), world]));
  if (byKey.size <= most) return [...byKey.values()];
  const alike = new Map<string, World>();
  for (const world of byKey.values()) {
    const key = [identityKey(world.identity), world.thread, world.told].join('|');
    const met = alike.get(key);
    alike.set(key, met ? merged(met, world) : world);
  }
  const left = [...alike.values()];
  return left.length <= most ? left : [left.reduce((a, b) => ({ ...merged(a, b), identity: unknownIdentity }))];
}

/** What holds in both worlds. */
export function merged(a: World, b: World): World {
  const values = new Map(
    [...a.values].filter(([key, value]) => {
      const other = b.values.get(key);
      return other !== undefined && valueKey(other) === valueKey(value);
    }),
  );
  return { ...a, told: a.told && b.told, values };
}

export const keyOf = memo((world: World): string => {
  const values = [...world.values].map(([key, value]) => `${key}=${valueKey(value)}`).sort();
  return [identityKey(world.identity), world.thread, world.told, ...values].join('|');
});

export function identityKey(identity: Identity): string {
  return identity.kind === 'impersonated' ? `${siteKey(identity.by)}<${identityKey(identity.outer)}` : identity.kind;
}

export function siteKey({ member, span }: Site): string {
  return `${idOf(member)}:${span.start}-${span.end}`;
}

const valueKey = memo((value: Value): string => {
  switch (value.kind) {
    case 'identity':
      return `identity ${value.checked}`;
    case 'context':
      return `context ${identityKey(value.restores)}`;
    case 'object':
      return `object ${value.type} ${value.id}`;
    case 'delegate':
      return `delegate ${idOf('kind' in value.code ? value.code : value.code.method)} ${value.around?.id ?? ''}`;
    case 'text':
      return `text ${value.parts.map(partKey).join('+')}`;
    default:
      return value.kind;
  }
});

function partKey(part: TextPart): string {
  if (part.kind === 'literal') return JSON.stringify(part.value);
  return part.kind === 'input' ? `<${part.name}>` : part.kind;
}

/** How many impersonations are on. */
export function depthOf(identity: Identity): number {
  return identity.kind === 'impersonated' ? 1 + depthOf(identity.outer) : 0;
}
