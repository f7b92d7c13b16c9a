/** How much of a script was decided: so that "clean" and "unknown" can be told apart (UNK-A). */
import type { Lack } from '../catalog/reason';
import { type RunWithBodies, stepsAsWritten } from '../engine/run/steps';
import type { Step } from '../engine/session/model';

export interface Coverage {
  readonly statements: number;
  readonly undecided: number;
  /** Why, the most frequent first. */
  readonly reasons: readonly CoverageReason[];
}

export interface CoverageReason {
  readonly text: string;
  /** How it could be supplied, where it could. */
  readonly hint: string | undefined;
  readonly count: number;
  /** The first statements of which it holds: offsets from the start of the file's text. */
  readonly places: readonly { readonly file: string; readonly offset: number }[];
}

/** What was decided in one script. A statement that has run twice counts once. */
export function coverageOf(file: string, analysed: RunWithBodies): Coverage {
  const statements = new Map<number, CoverageReason | undefined>();
  for (const { step, offset } of stepsAsWritten(analysed)) {
    const reason = reasonOf(step);
    if (statements.has(offset) && (statements.get(offset) || !reason)) continue;
    statements.set(offset, reason && { ...reason, count: 1, places: [{ file, offset }] });
  }
  const reasons = [...statements.values()].filter((one) => one !== undefined);
  return { statements: statements.size, undecided: reasons.length, reasons: together(reasons) };
}

/** So many places of a reason are kept. */
export const mostPlaces = 5;

/** What was decided in several scripts. */
export function totalCoverage(parts: readonly Coverage[]): Coverage {
  return {
    statements: parts.reduce((sum, one) => sum + one.statements, 0),
    undecided: parts.reduce((sum, one) => sum + one.undecided, 0),
    reasons: together(parts.flatMap(({ reasons }) => reasons)),
  };
}

/** One line: how much is not decided, and what would help most. */
export function coverageLine({ statements, undecided, reasons }: Coverage): string {
  if (statements === 0) return 'nothing to decide';
  if (undecided === 0) return 'everything decided';
  const [first] = reasons;
  const hint = first?.hint === undefined ? '' : ` (${first.hint})`;
  return `${percent(undecided / statements)} not decided${first ? `, mostly: ${first.text}${hint}` : ''}`;
}

function percent(part: number): string {
  return part < 0.01 ? 'less than 1 %' : `${Math.round(part * 100)} %`;
}

function together(reasons: readonly CoverageReason[]): readonly CoverageReason[] {
  const byText = new Map<string, CoverageReason>();
  for (const one of reasons) {
    const known = byText.get(one.text);
    byText.set(
      one.text,
      known
        ? { ...known, count: known.count + one.count, places: [...known.places, ...one.places].slice(0, mostPlaces) }
        : one,
    );
  }
  return [...byText.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** Why it is not known what the server answers; undefined: it is. */
function reasonOf({ before, paths }: Step): Pick<CoverageReason, 'text' | 'hint'> | undefined {
  const because =
    before.kind === 'anything'
      ? before.because
      : paths.flatMap(({ outcome }) => (outcome.kind === 'unknown' ? [outcome.because] : []))[0];
  return because && { text: because.text, hint: hints[because.lack] };
}

const hints: Readonly<Partial<Record<Lack, string>>> = {
  declaration: 'add what declares it with --catalog or tsqlcontext.json',
  setting: 'add a script that sets it',
  start: 'say it in tsqlcontext.json, or with --login and --database',
};
