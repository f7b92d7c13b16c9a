/** What following an entry point goes with: the frame at hand, where exceptions go, what is noted, how much work is left. */

import { memo } from '../../text/memo';
import type { Span } from '../../text/span';
import type { Expression, Method } from '../model';
import type { Sources } from '../sources';
import { childrenOf } from '../walk';
import type { Deed, Delegate, Routine, Seen, Site, Standing, Value, World } from './model';
import { identityKey, siteKey } from './worlds';

export interface Frame {
  /** What the keys of its variables start with. */
  readonly id: string;
  readonly routine: Routine;
  /** The variables' types as they are declared. */
  readonly types: ReadonlyMap<string, string>;
  /** The object that `this` is. */
  readonly self: string | undefined;
  /** The frame whose variables it sees, too: that of the method around a function. */
  readonly around: Frame | undefined;
  readonly depth: number;
  /** Where an exception that nobody catches leaves the routine, or the TRY around. */
  readonly thrown: World[];
  readonly active: readonly object[];
}

/** One way that an expression may go. */
export interface Out {
  readonly world: World;
  readonly value: Value | undefined;
}

export interface Branches {
  readonly yes: readonly World[];
  readonly no: readonly World[];
}

/** How the kinds of code are followed; each needs the others. */
export interface Ways {
  evaluate(following: Following, frame: Frame, node: Expression, world: World): readonly Out[];
  test(following: Following, frame: Frame, node: Expression, world: World): Branches;
  call(following: Following, frame: Frame, node: CallExpression, world: World): readonly Out[];
  construct(following: Following, frame: Frame, node: NewExpression, world: World): readonly Out[];
  /** Runs a method of the workspace. */
  enter(following: Following, frame: Frame, routine: Routine, at: Entering, world: World): readonly Out[];
  /** Runs what a delegate stands for. */
  invoke(following: Following, frame: Frame, delegate: Delegate, given: Given, world: World): readonly Out[];
}

export type CallExpression = Extract<Expression, { kind: 'call' }>;
export type NewExpression = Extract<Expression, { kind: 'new' }>;
export type Given = readonly (Value | undefined)[];

export interface Entering {
  /** The object that the method belongs to. */
  readonly self: string | undefined;
  readonly given: Given;
}

export class Following {
  readonly sources: Sources;
  readonly #ways: Ways;
  readonly entered = new Map<Method, Routine>();
  readonly #seen = new Map<string, Seen>();
  readonly #standings = new Map<object, Map<string, Standing>>();
  #left: number;

  constructor(sources: Sources, ways: Ways, work: number) {
    this.sources = sources;
    this.#ways = ways;
    this.#left = work;
  }

  evaluate(frame: Frame, node: Expression, world: World): readonly Out[] {
    return this.#ways.evaluate(this, frame, node, world);
  }

  test(frame: Frame, node: Expression, world: World): Branches {
    return this.#ways.test(this, frame, node, world);
  }

  call(frame: Frame, node: CallExpression, world: World): readonly Out[] {
    return this.#ways.call(this, frame, node, world);
  }

  construct(frame: Frame, node: NewExpression, world: World): readonly Out[] {
    return this.#ways.construct(this, frame, node, world);
  }

  enter(frame: Frame, routine: Routine, self: string | undefined, given: Given, world: World): readonly Out[] {
    return this.#ways.enter(this, frame, routine, { self, given }, world);
  }

  invoke(frame: Frame, delegate: Delegate, given: Given, world: World): readonly Out[] {
    return this.#ways.invoke(this, frame, delegate, given, world);
  }

  /** Counts work; false: there is none left. */
  spend(): boolean {
    return --this.#left > 0;
  }

  get cut(): boolean {
    return this.#left <= 0;
  }

  see(site: Site, deed: Deed, { identity, thread }: World): void {
    const key = [siteKey(site), JSON.stringify(shown(deed)), identityKey(identity), thread].join('|');
    if (!this.#seen.has(key)) this.#seen.set(key, { site, deed, identity, thread });
  }

  /** The world is at a statement. */
  stand(at: object, { identity, thread }: World): void {
    const known = this.#standings.get(at) ?? new Map<string, Standing>();
    known.set(`${identityKey(identity)}|${thread}`, { identity, thread });
    this.#standings.set(at, known);
  }

  get seen(): readonly Seen[] {
    return [...this.#seen.values()];
  }

  get standings(): ReadonlyMap<object, readonly Standing[]> {
    return new Map([...this.#standings].map(([at, all]) => [at, [...all.values()]]));
  }
}

function shown(deed: Deed): object {
  if ((deed.kind !== 'data-access' && deed.kind !== 'command') || !deed.text) return deed;
  return { ...deed, text: deed.text.map((part) => (part.kind === 'literal' ? part.value : part)) };
}

export function siteOf({ routine }: Frame, { start, end }: Span): Site {
  return { member: routine.method, span: { start, end } };
}

/** What the parameters and local variables of a method are declared as, with those of the functions inside. */
export const declaredTypes = memo((method: Method): ReadonlyMap<string, string> => {
  const types = new Map(method.parameters.map(({ name, type }) => [name, type]));
  const note = (name: string, type: string): void => {
    if (type !== '' && !types.has(name)) types.set(name, type);
  };
  const open = method.body ? [...childrenOf(method.body)] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'local')
      for (const { name, type, initial } of next.variables) note(name, type === 'var' ? madeBy(initial) : type);
    else if (next.kind === 'lambda') for (const { name, type } of next.parameters) note(name, type);
    else if (next.kind === 'declares') note(next.name, next.type);
    else if (next.kind === 'loop' && next.each) note(next.each.name, next.each.type === 'var' ? '' : next.each.type);
    open.push(...childrenOf(next));
  }
  return types;
});

function madeBy(value: Parameters<typeof childrenOf>[0] | undefined): string {
  if (value?.kind === 'new') return value.type;
  return value?.kind === 'cast' ? value.type : '';
}
