/**
 * Makes frames, stacks, scopes, worlds and states. Equal parts give the same object, so "did the context change?" is
 * `===`.
 */
import type { Reason } from '../../catalog/reason';
import { idOf, interner, transitions } from '../../text/intern';
import { memo } from '../../text/memo';
import type { Folded } from '../../text/name';
import type {
  Frame,
  Guard,
  LoginRef,
  ModuleRef,
  Return,
  Scope,
  Session,
  Stack,
  State,
  Undo,
  UserRef,
  Value,
  Variables,
  World,
} from './model';
import { ofWorlds } from './of-worlds';
import { internVariables } from './variable-tables';

const frames = interner<Frame>();
const stacks = interner<Stack>();
const scopes = interner<Scope>();
const worlds = interner<World>();
const states = interner<State>();
const values = interner<Value>();
const sessions = interner<Session>();
const undos = interner<Undo>();

const refKey = (ref: LoginRef | UserRef): string => JSON.stringify(ref);
const guardKey = (guard: Guard): string =>
  `${guard.database}|${guard.revert}|${guard.cookie ?? ''}|${guard.by ? idOf(guard.by) : ''}`;

export function makeFrame(frame: Frame): Frame {
  const key = [
    frame.origin,
    frame.scope,
    refKey(frame.login),
    refKey(frame.user),
    frame.home ?? '',
    frame.vouchers.join(','),
    guardKey(frame.guard),
    frame.replaced ? idOf(frame.replaced) : '',
  ].join('\u0001');
  return frames(key, () => frame);
}

/** Pushes a frame; `below` undefined makes the bottom of a stack, which holds the session's own frame. */
export function push(below: Stack | undefined, frame: Frame): Stack {
  const key = `${below ? idOf(below) : ''}|${idOf(frame)}`;
  return stacks(key, () => ({ frame, below, depth: below ? below.depth + 1 : 0 }));
}

/** The same stack with another top. */
export function replaceTop(stack: Stack, frame: Frame): Stack {
  return push(stack.below, frame);
}

const refOf = (module: ModuleRef | undefined): string =>
  module ? `${module.database}/${module.id}/${module.server}/${module.definition ?? ''}` : '';

export function makeScope(scope: Scope): Scope {
  const key = [
    scope.kind,
    scope.within ?? '',
    scope.depth,
    scope.floor,
    scope.ownFrame,
    refOf(scope.module),
    refOf(scope.trigger),
    scope.caller ? idOf(scope.caller) : '',
    scope.keys.join(','),
    scope.returned.join(','),
    scope.back ? returnKey(scope.back) : '',
  ].join('\u0001');
  return scopes(key, () => scope);
}

function returnKey({ scope, stack, database, variables, abortOnError, outputs, background }: Return): string {
  const own = [idOf(scope), idOf(stack), database, idOf(variables), abortOnError, JSON.stringify(outputs)];
  if (!background) return own.join('/');
  const { session, transaction, undo } = background;
  return [...own, idOf(session), idOf(background.scope), transaction, undo ? idOf(undo) : ''].join('/');
}

export function makeSession(session: Session): Session {
  const { number, original, background = '', idle = '', assumed, unread = '' } = session;
  return sessions(
    `${number}|${refKey(original)}|${background}|${idle}|${JSON.stringify(assumed)}|${unread}`,
    () => session,
  );
}

export function makeUndo(undo: Undo): Undo {
  const points = undo.savepoints.map(({ name, catalog }) => `${name}=${idOf(catalog)}`);
  return undos([idOf(undo.catalog), undo.depth, undo.implicit ? 'implicit' : '', ...points].join('|'), () => undo);
}

export function makeValue(value: Value): Value {
  if (made.has(value)) return value;
  const one = values(JSON.stringify(value), () => value);
  made.add(one);
  return one;
}

const made = new WeakSet<Value>();

/**
 * The same variables with one set; its value is interned, and so is the table. A variable of which nothing is known is
 * left out, so that it makes no state differ from another; those of the server (@@ERROR) are there unless they are 0.
 */
export function setVariable(variables: Variables, name: Folded, value: Value): Variables {
  const origin = { from: variables, names: [name] };
  if (value.kind === 'unknown' && !value.known && !isServerVariable(name))
    return variables.has(name)
      ? changed(variables, name, () => internVariables(variables.delete(name), origin))
      : variables;
  const made = makeValue(value);
  if (variables.get(name) === made) return variables;
  return changed(variables, `${name}=${idOf(made)}`, () => internVariables(variables.set(name, made), origin));
}

const changed = transitions<Variables>();

export function isServerVariable(name: Folded): boolean {
  return name.startsWith('@@');
}

/** A world with some parts changed. */
export function change(world: World, parts: Partial<World>): World {
  return makeWorld({ ...world, ...parts });
}

export function makeWorld(world: World): World {
  const key = [
    idOf(world.catalog),
    idOf(world.session),
    world.database,
    idOf(world.stack),
    idOf(world.scope),
    idOf(world.variables),
    world.transaction,
    world.undo ? idOf(world.undo) : '',
    world.abortOnError,
  ].join('|');
  return worlds(key, () => world);
}

/** A state of exactly these worlds, which must differ in more than what `join` merges; use `join` otherwise. */
export function makeState(list: readonly World[]): State {
  if (list.length === 1) return stateOfOne(list[0]!);
  const sorted = [...new Set(list)].sort(
    (a, b) =>
      a.stack.depth - b.stack.depth ||
      compare(a.database, b.database) ||
      compare(standing(a), standing(b)) ||
      idOf(a) - idOf(b),
  );
  return states(sorted.map(idOf).join(','), () => ({ kind: 'worlds', worlds: sorted }));
}

/** Most states have one world. */
const stateOfOne = ofWorlds((world: World): State => ({ kind: 'worlds', worlds: [world] }));

/** What a world's context looks like, so that the order of worlds does not depend on what was run before. */
const standing = ofWorlds(({ stack, transaction }: World): string => {
  const told: string[] = [transaction];
  for (let at: Stack | undefined = stack; at && told.length < 40; at = at.below)
    told.push(
      at.frame.origin,
      refKey(at.frame.login),
      refKey(at.frame.user),
      at.frame.home ?? '',
      at.frame.guard.revert,
    );
  return told.join('|');
});

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The state of code that nothing reaches. */
export const unreachableState: State = makeState([]);

const lost = memo((because: Reason): State => ({ kind: 'anything', because }));

/** The state that nothing is known about. */
export function anything(because: Reason): State {
  return lost(because);
}
