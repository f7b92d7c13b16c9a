/**
 * Calls of the framework's objects that matter: identities, connections, commands, texts that are built, what leaves
 * the server.
 */
import type { Called } from './calls';
import { type Following, type Frame, type Out, siteOf } from './context';
import { reachedByObject, simple } from './library';
import type { ConnectionTo, TextPart, Value, World } from './model';
import { formatted } from './text-calls';
import { joined } from './texts';
import { fieldKey } from './variables';
import { assign, depthOf, service, unknownIdentity, with_ } from './worlds';

/** What such a call does; undefined: it is none. */
export function callOfObject(
  following: Following,
  frame: Frame,
  called: Called,
  world: World,
): readonly Out[] | undefined {
  const { node, name, type, target, given } = called;
  if (name === 'Impersonate' && isIdentity(type, target)) return impersonate(following, frame, called, world);
  if (name === 'Undo' || name === 'Dispose') {
    const undone = undo(following, frame, called, world);
    if (undone) return [{ world: undone, value: undefined }];
  }
  if (target?.kind === 'identity') {
    if (!target.checked) {
      following.see(siteOf(frame, node), { kind: 'identity', checked: false, used: true }, world);
      frame.thrown.push(world);
    }
    return [{ world, value: undefined }];
  }
  const database = databaseCall(following, frame, called, world);
  if (database) return database;
  if (simple(type) === 'StringBuilder' && target?.kind === 'object') return build(target.id, called, world);
  if (name === 'ExecuteAndSend') return execute(following, frame, { ...called, target: given[0] }, world);
  const reach = reachedByObject(type, name);
  if (!reach) return undefined;
  following.see(siteOf(frame, node), { kind: 'reach', ...reach }, world);
  frame.thrown.push(world);
  return [{ world, value: undefined }];
}

function isIdentity(type: string, target: Value | undefined): boolean {
  return target?.kind === 'identity' || simple(type) === 'WindowsIdentity';
}

/** Deeper than this nobody nests what is undone. */
const deepest = 6;

function impersonate(following: Following, frame: Frame, { node, target }: Called, world: World): readonly Out[] {
  const by = siteOf(frame, node);
  if (target?.kind === 'identity' && !target.checked)
    following.see(by, { kind: 'identity', checked: false, used: true }, world);
  following.see(by, { kind: 'impersonate' }, world);
  frame.thrown.push(world);
  const { identity } = world;
  const isKnown = identity.kind !== 'unknown' && depthOf(identity) < deepest;
  const inside = with_(world, {
    identity: isKnown ? { kind: 'impersonated', by, outer: identity } : unknownIdentity,
    told: false,
  });
  return [{ world: inside, value: { kind: 'context', restores: identity } }];
}

/** The world behind `Undo`; undefined: nothing is undone. */
export function undo(
  following: Following,
  frame: Frame,
  { node, name, type, target }: Called,
  world: World,
): World | undefined {
  if (target?.kind === 'context') {
    following.see(siteOf(frame, node), { kind: 'undo' }, world);
    return with_(world, { identity: target.restores, told: false });
  }
  if (target !== undefined || simple(type) !== 'WindowsImpersonationContext') return undefined;
  following.see(siteOf(frame, node), { kind: 'undo' }, world);
  // whose it is was not followed
  return name === 'Undo' && world.identity !== service
    ? with_(world, { identity: unknownIdentity, told: false })
    : world;
}

function databaseCall(following: Following, frame: Frame, called: Called, world: World): readonly Out[] | undefined {
  const { node, name, type, target } = called;
  const kind = simple(type);
  if (kind === 'SqlConnection' && /^Open(Async)?$/.test(name)) {
    frame.thrown.push(world);
    return [
      {
        world: accessed(following, frame, node, { to: connectedTo(target, world), text: undefined }, world),
        value: undefined,
      },
    ];
  }
  if (kind === 'SqlConnection' && name === 'CreateCommand') {
    const id = `${frame.depth}:${frame.routine.type}.${frame.routine.method.name}@${node.start}`;
    const made: Value = { kind: 'object', type: 'SqlCommand', id };
    return [{ world: assign(world, fieldKey(id, 'Connection'), target), value: made }];
  }
  if (kind === 'SqlCommand' && /^(Begin)?Execute(NonQuery|Reader|Scalar|XmlReader)(Async)?$/.test(name))
    return execute(following, frame, called, world);
  if (kind === 'SqlDataAdapter' && /^Fill(Schema)?$/.test(name)) {
    const command = target?.kind === 'object' ? world.values.get(fieldKey(target.id, 'SelectCommand')) : undefined;
    return execute(following, frame, command ? { ...called, target: command } : called, world);
  }
  return undefined;
}

function execute(following: Following, frame: Frame, { node, target }: Called, world: World): readonly Out[] {
  frame.thrown.push(world);
  const field = (name: string): Value | undefined =>
    target?.kind === 'object' ? world.values.get(fieldKey(target.id, name)) : undefined;
  const to = connectedTo(field('Connection'), world);
  const text = field('CommandText');
  const parts = text?.kind === 'text' ? text.parts : undefined;
  if (parts) following.see(siteOf(frame, node), { kind: 'command', text: parts, to }, world);
  return [{ world: accessed(following, frame, node, { to, text: parts }, world), value: undefined }];
}

interface Access {
  readonly to: ConnectionTo;
  readonly text: readonly TextPart[] | undefined;
}

/** One finding a stretch: the first access of it. */
function accessed(following: Following, frame: Frame, node: Called['node'], { to, text }: Access, world: World): World {
  const at = siteOf(frame, node);
  following.see(at, { kind: 'connection', to }, world);
  if (to === 'other' && text === undefined)
    following.see(at, { kind: 'reach', what: 'other servers', needs: 'EXTERNAL_ACCESS' }, world);
  if (to !== 'context') return world;
  following.see(at, { kind: 'data-access', text, first: !world.told }, world);
  return world.told ? world : with_(world, { told: true });
}

function connectedTo(connection: Value | undefined, world: World): ConnectionTo {
  if (connection?.kind !== 'object') return 'unknown';
  const text = world.values.get(fieldKey(connection.id, 'ConnectionString'));
  if (text?.kind !== 'text') return 'unknown';
  const written = text.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');
  if (/context\s+connection\s*=\s*(true|yes)/i.test(written)) return 'context';
  const names = /(server|data source|address|addr|network address)\s*=/i.test(written);
  return names || text.parts.every(({ kind }) => kind === 'literal') ? 'other' : 'unknown';
}

function build(id: string, { name, given }: Called, world: World): readonly Out[] {
  const key = fieldKey(id, '#text');
  const old = world.values.get(key);
  const self: Value = { kind: 'object', type: 'StringBuilder', id };
  switch (name) {
    case 'Append':
    case 'AppendLine':
      return [{ world: assign(world, key, joined(old, ...given.slice(0, 1))), value: self }];
    case 'AppendFormat':
      return [{ world: assign(world, key, joined(old, formatted(given))), value: self }];
    case 'ToString':
      return [{ world, value: old }];
    default:
      return [{ world: assign(world, key, undefined), value: self }];
  }
}
