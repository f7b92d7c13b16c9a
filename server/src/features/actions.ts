/** What an editor offers to do: fixes for findings, rewrites of a statement, and all sure fixes of a script at once. */
import { stepAt } from '../engine/run/steps';
import type { Finding } from '../rules/rule';
import type { Analysed } from '../workspace/workspace';
import { frameWithCookie } from './fixes/cookies';
import type { Edit, Fix } from './fixes/fix';
import { fixesByRule } from './fixes/index';
import { expectation, suppression } from './fixes/suppress';

export interface Action extends Fix {
  readonly finding: Finding;
}

/** The fixes for findings that edit the script, the best of each first: what a report carries. */
export function actions(analysed: Analysed, findings: readonly Finding[]): readonly Action[] {
  return findings.flatMap((finding) =>
    fixesOf(analysed, finding)
      .filter(({ script }) => !script)
      .map((fix) => ({ ...fix, finding })),
  );
}

/** What an editor offers for a finding: its fixes, the best first, and the comments that accept it. */
export function everyAction(analysed: Analysed, finding: Finding): readonly Action[] {
  const { script, analysis } = analysed;
  const located = stepAt(analysis, finding.span.start);
  const expected = located ? expectation(script, finding, located.offset) : [];
  return [...fixesOf(analysed, finding), ...expected, suppression(script, finding)].map((fix) => ({ ...fix, finding }));
}

/** Whether it is the one to take where nobody chooses. */
export function isPreferred(fix: Fix): boolean {
  return fix.rank !== 'choice';
}

function fixesOf(analysed: Analysed, finding: Finding): readonly Fix[] {
  const located = stepAt(analysed.analysis, finding.span.start);
  const fixes = fixesByRule.get(finding.rule);
  return located && fixes ? fixes.makers.flatMap((make) => make({ ...located, analysed, finding })) : [];
}

/** What may be written in another way, without a finding. */
export function rewrites(analysed: Analysed, offset: number): readonly Fix[] {
  const located = stepAt(analysed.analysis, offset);
  return located ? frameWithCookie({ ...located, analysed }) : [];
}

/** The edits of all sure fixes of what holds on every path; of two that touch the same place, the first. */
export function fixAll(analysed: Analysed, findings: readonly Finding[]): readonly Edit[] {
  const taken: Edit[] = [];
  for (const finding of findings.filter(({ certainty }) => certainty === 'always')) {
    const sure = fixesOf(analysed, finding).find(({ rank }) => rank === 'sure');
    if (sure && !sure.edits.some((edit) => taken.some((other) => touch(edit, other)))) taken.push(...sure.edits);
  }
  return taken.toSorted((a, b) => a.span.start - b.span.start);
}

function touch(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** A text with edits made. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce(
      (result, { span, text: inserted }) => result.slice(0, span.start) + inserted + result.slice(span.end),
      text,
    );
}
