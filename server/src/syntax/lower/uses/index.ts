/** What a statement touches: found by walking its part of the tree once. */
import type { ObjectName } from '../../expression';
import type { Change } from '../../statements/data';
import type { Uses } from '../../uses';
import { child, type Syntax } from '../syntax';
import { walkChange } from './change';
import { finish, newCollector } from './collect';
import { walkRun } from './runs';
import { noScope } from './scope';
import { walkExpression, walkQuery, walkWith } from './walk';

/** What some expressions outside any query touch. */
export function usesOf(...nodes: readonly (Syntax | undefined)[]): Uses {
  const c = newCollector();
  for (const node of nodes) walkExpression(c, node, noScope);
  return finish(c);
}

/** What a SELECT statement touches. */
export function queryUses(node: Syntax): Uses {
  const c = newCollector();
  walkQuery(c, node, walkWith(c, child(node, 'with')));
  return finish(c);
}

/** What a changing statement touches, and the table that it changes. */
export function changeUses(
  node: Syntax,
  kind: Change['kind'],
): { readonly target: ObjectName | undefined; readonly uses: Uses } {
  const c = newCollector();
  const target = walkChange(c, node, kind, walkWith(c, child(node, 'with')));
  return { target, uses: finish(c) };
}

/** What the definition of a table touches. */
export function runUses(node: Syntax): Uses {
  const c = newCollector();
  walkRun(c, node);
  return finish(c);
}
