/** What the body of a module touches, with which permission, and whether each kind of caller gets through. */
import { requireObject } from '../../engine/judge/objects';
import { resolveObject } from '../../engine/names/resolve';
import type { GranteeRun } from '../../engine/run/grantees';
import type { Outcome, PlacedStep, Run, World } from '../../engine/session/model';
import type { ObjectName } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import type { ColumnUse } from '../../syntax/uses';
import { memo } from '../../text/memo';
import type { Span } from '../../text/span';
import { code, listed, plainly } from '../markdown';
import { reasonsOf } from '../reasons';
import { outcomeWords, type Sign } from '../words';

export interface Touched {
  readonly name: ObjectName;
  readonly right: string;
  readonly columns: ColumnUse;
  readonly span: Span;
}

const every: ColumnUse = { kind: 'every' };

/** What a statement asks of objects that it names. */
export function touchedBy(statement: Statement): readonly Touched[] {
  const started: readonly Touched[] =
    statement.kind === 'execute' && statement.module.kind === 'name'
      ? [{ name: statement.module.name, right: 'EXECUTE', columns: every, span: statement.module.name.span }]
      : [];
  if (!('uses' in statement) || !statement.uses) return started;
  const { accesses, functions } = statement.uses;
  const called = functions.map(({ name, span }): Touched => ({ name, right: 'EXECUTE', columns: every, span }));
  return [...accesses, ...called, ...started];
}

/** Whether the server would let a world touch it; undefined: there is nothing to ask. */
export function touching(world: World, { name, right, columns, span }: Touched): Outcome | undefined {
  const resolved = resolveObject(world, name);
  if (resolved.kind === 'temporary' || resolved.kind === 'system' || resolved.kind === 'remote') return undefined;
  return requireObject(world, resolved, right, columns, span);
}

/** So many are shown. */
const most = 8;

/** A line for each permission on each object: what any caller meets, and where that depends, who gets through. */
export function touchesInWords(run: Run, grantees: readonly GranteeRun[]): readonly string[] {
  const anybody = signs(run);
  const byGrantee = grantees.map((one) => ({ who: one.grantee.name, signs: signs(one.run) }));
  const touched = new Set([anybody, ...byGrantee.map((one) => one.signs)].flatMap((one) => [...one.keys()]));
  const lines = [...touched].map((what) => {
    const met = anybody.get(what);
    const others = byGrantee.flatMap(({ who, signs: own }) => {
      const theirs = own.get(what);
      return theirs ? [`${theirs.sign} ${code(who)}`] : [];
    });
    const depends = !met || met.sign === '?';
    const told = depends && others.length > 0 ? listed(others, 4) : `${met?.sign} ${met?.because}`;
    return `${code(what)}: ${told}`;
  });
  return lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`];
}

interface Met {
  readonly sign: Sign;
  readonly because: string;
}

const signs = memo((run: Run): ReadonlyMap<string, Met> => {
  const found = new Map<string, Met>();
  const visit = (steps: readonly PlacedStep[]): void => {
    for (const { step } of steps) {
      visit(step.children);
      for (const call of step.calls) if (call.kind === 'dynamic') visit(call.run.steps);
      const [world] = step.before.kind === 'worlds' ? step.before.worlds : [];
      for (const one of world ? touchedBy(step.statement) : []) {
        const outcome = touching(world!, one);
        const key = `${one.right} on ${one.name.text}`;
        if (outcome && !found.has(key)) found.set(key, met(world!, outcome));
      }
    }
  };
  visit(run.steps);
  return found;
});

function met(world: World, outcome: Outcome): Met {
  const { sign, short } = outcomeWords(outcome);
  const [reason] = reasonsOf(outcome, world);
  return { sign, because: plainly(reason ?? short ?? 'needs no permission') };
}
