/** Code lenses: what a module runs as, what an EXECUTE AS leads to, and a way to simulate either. */

import { type Located, stepsAsWritten } from '../engine/run/steps';
import type { Fact } from '../engine/session/model';
import type { StatementOf } from '../syntax/statement';
import type { Span } from '../text/span';
import { callOf } from '../workspace/request';
import type { Analysed } from '../workspace/workspace';
import { worldsOf } from './describe';
import { insideShort } from './inside';
import { showWorld } from './words';

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** What a click does; undefined: the lens only tells. */
  readonly simulate: 'module' | 'frame' | undefined;
}

/** The lenses of a script, in the order of its text. A statement that runs twice has its lenses once. */
export function lenses(analysed: Analysed): readonly Lens[] {
  const found = new Map<number, readonly Lens[]>();
  for (const located of stepsAsWritten(analysed.analysis))
    if (!found.has(located.offset)) found.set(located.offset, lensesAt(analysed, located));
  return [...found.values()].flat();
}

function lensesAt({ script, others }: Analysed, { step, offset, module }: Located): readonly Lens[] {
  const { statement } = step;
  if (statement.broken) return [];
  if (statement.kind === 'create_module') {
    const span = { start: offset, end: offset + statement.header.end };
    const facts = step.paths.flatMap((path) => path.facts);
    return [
      { span, title: moduleTitle(statement, facts), simulate: undefined },
      ...(callOf(statement) === undefined
        ? []
        : [{ span, title: 'Simulate call as ...', simulate: 'module' } as const]),
    ];
  }
  if (statement.kind === 'execute_as') {
    const span = { start: offset, end: offset + statement.span.end };
    return [
      { span, title: executeAsTitle(step), simulate: undefined },
      ...(module ? [] : [{ span, title: 'Show what runs in this frame', simulate: 'frame' } as const]),
    ];
  }
  const inside = insideShort(step, [script, ...others], offset);
  if (inside === undefined) return [];
  return [{ span: { start: offset, end: offset + statement.span.end }, title: `✗ ${inside}`, simulate: undefined }];
}

function moduleTitle(statement: StatementOf<'create_module'>, facts: readonly Fact[]): string {
  const users = new Set(facts.flatMap((fact) => (fact.kind === 'runs-as' ? [fact.user] : [])));
  const clause = statement.executeAs;
  const { kind } = clause ?? { kind: 'caller' };
  if (!clause || clause.kind === 'caller') return 'Runs as its caller';
  const written = clause.kind === 'named' ? `'${clause.name}'` : kind.toUpperCase();
  if (users.size > 0) return `Runs as ${[...users].join(' or ')} (EXECUTE AS ${written})`;
  return clause.kind === 'named'
    ? `Runs as ${clause.name}`
    : `Runs as its ${kind === 'owner' ? 'owner' : 'creator'} (EXECUTE AS ${written})`;
}

function executeAsTitle(step: Located['step']): string {
  const errors = step.paths.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome] : []));
  const [error] = errors;
  if (error && errors.length === step.paths.length)
    return `✗ ${error.number === null ? 'Refused' : `Msg ${error.number}`}: the context does not change`;
  if (step.after.kind === 'anything') return 'Context unknown from here on';
  const worlds = worldsOf(step.after);
  const [first] = worlds;
  if (!first) return 'Never runs';
  return worlds.length === 1 ? `→ ${showWorld(first)}` : `→ one of ${worlds.length} contexts`;
}
