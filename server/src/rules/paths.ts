/** What is found on escalation paths: it belongs to all scripts together, and stands where the last step was made so. */

import { declarationsOf } from '../engine/start/declarations';
import { ofScripts } from '../syntax/of-scripts';
import type { Script } from '../syntax/statement';
import type { Span } from '../text/span';
import { type PathSubject, pathsIn } from '../workspace/paths/index';
import { rules } from './list';
import type { Finding, PathFinding, Rule } from './rule';

/** The findings of a script on paths. `others`: what has been found in it, some of which says the same. */
export function* onPaths(subject: PathSubject, others: readonly Finding[]): Generator<undefined, Finding[]> {
  const { script } = subject;
  if (!mayEndPath(script)) return [];
  const paths = yield* pathsIn(subject);
  return rules.flatMap((rule) =>
    [...(rule.paths?.(paths, script) ?? [])]
      .filter((one) => !others.some((other) => saysTheSame(rule, one, script.uri, other)))
      .map((one) => finding(rule, one)),
  );
}

/** Whether a script makes anything on which the last step of a path can rest. */
const mayEndPath = ofScripts((script: Script): boolean =>
  declarationsOf(script).some(({ phase, statement }) => {
    if (statement.kind === 'create_module') return statement.executeAs !== undefined;
    return ending.has(phase);
  }),
);

const ending: ReadonlySet<string> = new Set(['owners and options', 'members and permissions', 'signatures']);

/** Whether another finding stands at the last step, or tells of the whole path at one of its steps in the script. */
function saysTheSame(
  { yieldsTo = [], yieldsOnTheWayTo = [] }: Rule,
  { span, related }: PathFinding,
  uri: string,
  other: Finding,
): boolean {
  if (yieldsTo.includes(other.rule) && isWithin(other.span, span)) return true;
  return (
    yieldsOnTheWayTo.includes(other.rule) && related.some((step) => step.uri === uri && isWithin(other.span, step.span))
  );
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function finding(rule: Rule, { span, message, related }: PathFinding): Finding {
  return { rule: rule.id, severity: rule.severity, span, certainty: 'always', message, serverErrors: [], related };
}
