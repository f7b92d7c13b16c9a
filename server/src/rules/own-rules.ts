/**
 * Problems of what is written for this tool itself: comments that suppress findings, and the configuration file. They
 * have no example in SQL on the stage, so they are no rules of the list.
 */
import { rules } from './list';
import type { Rule, Severity } from './rule';

export type OwnRule = Pick<Rule, 'id' | 'severity' | 'summary' | 'why' | 'advice' | 'securitySeverity'>;

export const configurationMistake = {
  id: 'configuration',
  severity: 'error',
  summary: 'A mistake in tsqlcontext.json.',
  why: 'What is not understood in the configuration does not count, so scripts are checked for something else than was meant.',
  advice: 'Correct what is marked. The editor completes keys and values of tsqlcontext.json by its schema.',
} as const satisfies OwnRule;

export const projectMistake = {
  id: 'project-file',
  severity: 'warning',
  summary: 'A database project, or a file that it imports, cannot be read.',
  why: 'What the file says does not count: scripts of the project start in another database than they will, and less is known of it.',
  advice: 'Correct what is marked. Projects are read as they stand; nothing is built or run.',
} as const satisfies OwnRule;

export const suppressionIncomplete = {
  id: 'suppression-incomplete',
  severity: 'warning',
  summary: 'A comment that should suppress a finding names no rule, no reason, or no day that exists.',
  why: 'A finding that is suppressed without a reason is one that nobody can look at again. Such a comment suppresses nothing.',
  advice:
    'Write `-- tsqlctx-disable-next-line RULE: why that is so`, with `until 2027-01-31` in the reason where it ends.',
} as const satisfies OwnRule;

export const suppressionUnknownRule = {
  id: 'suppression-unknown-rule',
  severity: 'warning',
  summary: 'A comment that should suppress a finding names a rule that does not exist.',
  why: 'It suppresses nothing, and a rule that is named wrongly goes unnoticed for ever.',
  advice: 'Take the name that the finding shows; completion offers all names behind `tsqlctx-disable`.',
} as const satisfies OwnRule;

export const suppressionUnused = {
  id: 'suppression-unused',
  severity: 'warning',
  summary: 'A comment suppresses nothing: there is no such finding where it holds.',
  why: 'What it excused is gone. Left where it is it would hide the next finding of that kind.',
  advice: 'Delete the comment, or the name of the rule in it.',
} as const satisfies OwnRule;

export const ownRules: readonly OwnRule[] = [
  configurationMistake,
  projectMistake,
  suppressionIncomplete,
  suppressionUnknownRule,
  suppressionUnused,
];

/** What a finding can be about, by its id. */
export function aboutRule(id: string): OwnRule | undefined {
  return rules.find((rule) => rule.id === id) ?? ownRules.find((rule) => rule.id === id);
}

/** All ids, those of the rules first. */
export function ruleIds(): readonly string[] {
  return [...rules, ...ownRules].map(({ id }) => id);
}

/** The id that was probably meant; undefined: none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map((one) => ({ one, distance: distance(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(2, Math.floor(word.length / 3)) ? near.one : undefined;
}

/** How many letters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(change, above[column]! + 1, line[column - 1]! + 1));
    }
    above = line;
  }
  return above[b.length]!;
}

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
