/** Statements: where control goes, also by way of exceptions and through FINALLY. */
import type { Block, Expression, Statement } from '../model';
import type { Following, Frame, Out } from './context';
import { dispose } from './dispose';
import { lookedAtAll } from './loops';
import type { Value, World } from './model';
import { assignName } from './variables';
import { distinct, keyOf, unknownIdentity } from './worlds';

/** The ways out of a statement; exceptions leave by the frame. */
export interface Leaves {
  readonly next: readonly World[];
  readonly returns: readonly Out[];
  readonly breaks: readonly World[];
  readonly continues: readonly World[];
}

const nowhere: Leaves = { next: [], returns: [], breaks: [], continues: [] };

function to(next: readonly World[]): Leaves {
  return { ...nowhere, next };
}

export function run(following: Following, frame: Frame, statement: Statement, entering: readonly World[]): Leaves {
  const worlds = distinct(entering);
  if (worlds.length === 0 || !following.spend()) return nowhere;
  for (const world of worlds) following.stand(statement, world);
  const values = (node: Expression): readonly Out[] =>
    worlds.flatMap((world) => following.evaluate(frame, node, world));
  const after = (node: Expression | undefined): readonly World[] =>
    node ? values(node).map(({ world }) => world) : worlds;
  switch (statement.kind) {
    case 'block':
      return block(following, frame, statement, worlds);
    case 'local':
      return to(locals(following, frame, statement, worlds).map(({ world }) => world));
    case 'expression':
    case 'yield':
      return to(after(statement.value));
    case 'if': {
      const branches = worlds.map((world) => following.test(frame, statement.condition, world));
      const yes = run(
        following,
        frame,
        statement.yes,
        branches.flatMap((one) => one.yes),
      );
      const rest = branches.flatMap((one) => one.no);
      return joined([yes, statement.no ? run(following, frame, statement.no, rest) : to(rest)]);
    }
    case 'loop':
      return loop(following, frame, statement, worlds);
    case 'switch':
      return choose(following, frame, statement, after(statement.value));
    case 'try':
      return attempt(following, frame, statement, worlds);
    case 'using': {
      const outs = resources(following, frame, statement.resource, worlds);
      return disposed(following, frame, outs, (inner, here) => run(following, inner, statement.body, here));
    }
    case 'inner':
      return run(following, frame, statement.body, after(statement.value));
    case 'return':
      if (!statement.value) return { ...nowhere, returns: worlds.map((world) => ({ world, value: undefined })) };
      return { ...nowhere, returns: values(statement.value) };
    case 'throw':
      frame.thrown.push(...after(statement.value));
      return nowhere;
    case 'break':
      return { ...nowhere, breaks: worlds };
    case 'continue':
      return { ...nowhere, continues: worlds };
    case 'stop':
      return { ...nowhere, returns: worlds.map((world) => ({ world, value: undefined })) };
    case 'goto': // where it leads is not followed
      return to(worlds.map((world) => ({ ...world, identity: unknownIdentity, values: new Map() })));
    case 'function':
      return to(worlds);
  }
}

/** Functions in a block are there before it begins; what `using` declares is disposed of where it ends. */
function block(following: Following, frame: Frame, { statements }: Block, worlds: readonly World[]): Leaves {
  const functions = statements.filter((one) => one.kind === 'function');
  const entering = worlds.map((world) =>
    functions.reduce(
      (here, one) =>
        assignName(
          following,
          frame,
          one.name,
          { kind: 'delegate', code: one.function, around: frame, routine: frame.routine },
          here,
        ),
      world,
    ),
  );
  return sequence(following, frame, statements, entering);
}

function sequence(
  following: Following,
  frame: Frame,
  statements: readonly Statement[],
  entering: readonly World[],
): Leaves {
  let left: Leaves = to(entering);
  for (const [index, statement] of statements.entries()) {
    if (left.next.length === 0) return left;
    if (statement.kind === 'local' && statement.using) {
      const here = distinct(left.next);
      for (const world of here) following.stand(statement, world);
      const outs = resources(following, frame, statement, here);
      const rest = disposed(following, frame, outs, (inner, worlds) =>
        sequence(following, inner, statements.slice(index + 1), worlds),
      );
      return joined([{ ...left, next: [] }, rest]);
    }
    left = joined([{ ...left, next: [] }, run(following, frame, statement, left.next)]);
  }
  return left;
}

type Local = Extract<Statement, { kind: 'local' }>;
interface Held {
  readonly world: World;
  readonly values: readonly (Value | undefined)[];
}

function locals(following: Following, frame: Frame, { variables }: Local, worlds: readonly World[]): readonly Held[] {
  let held: readonly Held[] = worlds.map((world) => ({ world, values: [] }));
  for (const { name, initial } of variables)
    held = held.flatMap(({ world, values }) => {
      const outs: readonly Out[] = initial ? following.evaluate(frame, initial, world) : [{ world, value: undefined }];
      return outs.map(({ world: here, value }) => ({
        world: assignName(following, frame, name, value, here),
        values: [...values, value],
      }));
    });
  return held;
}

function resources(following: Following, frame: Frame, resource: Statement, worlds: readonly World[]): readonly Held[] {
  if (resource.kind === 'local') return locals(following, frame, resource, worlds);
  if (resource.kind !== 'expression') return worlds.map((world) => ({ world, values: [] }));
  const { value } = resource;
  return worlds
    .flatMap((world) => following.evaluate(frame, value, world))
    .map((out) => ({ world: out.world, values: [out.value] }));
}

/** Runs a body and disposes of what it holds on every way out. */
function disposed(
  following: Following,
  frame: Frame,
  held: readonly Held[],
  body: (frame: Frame, worlds: readonly World[]) => Leaves,
): Leaves {
  return joined(
    held.map(({ world, values }) => {
      const last = (here: readonly World[]): readonly World[] =>
        distinct(here).flatMap((one) =>
          [...values]
            .reverse()
            .reduce<readonly World[]>(
              (left, value) => left.flatMap((each) => dispose(following, frame, value, each)),
              [one],
            ),
        );
      const thrown: World[] = [];
      const leaves = body({ ...frame, thrown }, [world]);
      frame.thrown.push(...last(thrown));
      return behind(leaves, last);
    }),
  );
}

/** Each way out goes through something more. */
function behind(
  { next, returns, breaks, continues }: Leaves,
  last: (worlds: readonly World[]) => readonly World[],
): Leaves {
  return {
    next: last(next),
    returns: returns.flatMap(({ world, value }) => last([world]).map((here) => ({ world: here, value }))),
    breaks: last(breaks),
    continues: last(continues),
  };
}

function attempt(
  following: Following,
  frame: Frame,
  node: Extract<Statement, { kind: 'try' }>,
  worlds: readonly World[],
): Leaves {
  const { handlers, last } = node;
  const thrown: World[] = [];
  const inside = run(following, { ...frame, thrown }, node.body, worlds);
  const met = distinct(thrown);
  const leaving: World[] = [];
  const caught = handlers.map(({ filter, body }) => {
    const inner = { ...frame, thrown: leaving };
    const entering = filter ? met.flatMap((world) => following.test(inner, filter, world).yes) : met;
    return run(following, inner, body, entering);
  });
  if (handlers.every(({ some }) => some)) leaving.push(...met);
  const leaves = joined([inside, ...caught]);
  if (!last) {
    frame.thrown.push(...distinct(leaving));
    return leaves;
  }
  const finish = (here: readonly World[]): readonly World[] => run(following, frame, last, here).next;
  frame.thrown.push(...finish(leaving));
  return behind(leaves, finish);
}

/** So often a loop is gone through. */
const rounds = 8;

function loop(
  following: Following,
  frame: Frame,
  node: Extract<Statement, { kind: 'loop' }>,
  worlds: readonly World[],
): Leaves {
  let entering = worlds;
  for (const one of node.first) entering = run(following, frame, one, entering).next;
  let met = node.late ? [] : entering;
  let fresh = entering;
  let left: Leaves = nowhere;
  const exits: World[] = [];
  for (let round = 0; round < rounds && fresh.length > 0; round++) {
    const isFirst = node.late && round === 0;
    const into = isFirst ? fresh : entered(following, frame, node, fresh, exits);
    const each = node.each;
    const begun = each ? into.map((world) => assignName(following, frame, each.name, undefined, world)) : into;
    const inside = run(following, frame, node.body, begun);
    left = joined([left, { ...inside, next: [], breaks: [], continues: [] }]);
    exits.push(...inside.breaks);
    let back: readonly World[] = distinct([...inside.next, ...inside.continues]);
    for (const one of node.update)
      back = back.flatMap((world) => following.evaluate(frame, one, world)).map(({ world }) => world);
    if (round >= 2) back = back.map(lookedAtAll);
    const before = met;
    met = distinct([...met, ...back]);
    fresh = newIn(met, before);
  }
  return { ...left, next: distinct(exits) };
}

/** The worlds that go into a round; those that go on behind the loop are put aside. */
function entered(
  following: Following,
  frame: Frame,
  { condition, ends }: Extract<Statement, { kind: 'loop' }>,
  worlds: readonly World[],
  exits: World[],
): readonly World[] {
  if (ends) exits.push(...worlds);
  if (!condition) return worlds;
  const branches = worlds.map((world) => following.test(frame, condition, world));
  exits.push(...branches.flatMap(({ no }) => no));
  return branches.flatMap(({ yes }) => yes);
}

function newIn(worlds: readonly World[], before: readonly World[]): readonly World[] {
  const known = new Set(before.map(keyOf));
  return worlds.filter((world) => !known.has(keyOf(world)));
}

function choose(
  following: Following,
  frame: Frame,
  { sections }: Extract<Statement, { kind: 'switch' }>,
  worlds: readonly World[],
): Leaves {
  const branches = sections
    .filter(({ statements }) => statements.length > 0)
    .map(({ statements }) => sequence(following, frame, statements, worlds));
  const passed = sections.some(({ isDefault }) => isDefault) ? nowhere : to(worlds);
  const all = joined([...branches, passed]);
  return { ...all, next: distinct([...all.next, ...all.breaks]), breaks: [] };
}

function joined(all: readonly Leaves[]): Leaves {
  return {
    next: distinct(all.flatMap(({ next }) => next)),
    returns: all.flatMap(({ returns }) => returns),
    breaks: all.flatMap(({ breaks }) => breaks),
    continues: all.flatMap(({ continues }) => continues),
  };
}
