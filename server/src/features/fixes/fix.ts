/** What a fix is: edits of the script that holds a finding, or a new script beside it. Making one changes nothing. */
import { type Located, stepsAsWritten } from '../../engine/run/steps';
import type { Finding } from '../../rules/rule';
import type { Span } from '../../text/span';
import type { Analysed } from '../../workspace/workspace';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/**
 * How far it may be trusted. `sure`: it says what the script meant, and may be made for all findings at once. `likely`:
 * the best of those offered, yet somebody has to look. `choice`: one of several ways, or one that grants or weakens.
 */
export type Rank = 'sure' | 'likely' | 'choice';

export interface Fix {
  readonly title: string;
  readonly rank: Rank;
  readonly edits: readonly Edit[];
  /** A script that is written beside this one, in place of edits. */
  readonly script?: NewScript;
}

export interface NewScript {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly text: string;
}

/** A finding with the step that it was found at. */
export interface Target extends Located {
  readonly analysed: Analysed;
  readonly finding: Finding;
}

export type Maker = (target: Target) => readonly Fix[];

/** A fix in a list, or none where there is nothing to edit. */
export function oneFix(title: string, rank: Rank, edits: readonly Edit[] | undefined): readonly Fix[] {
  return edits && edits.length > 0 ? [{ title, rank, edits }] : [];
}

/** The other steps of the batch or module body that a step stands in. */
export function routineOf({ analysed, module, offset, session }: Omit<Target, 'finding'>): readonly Located[] {
  const batch = analysed.script.batches.findLast((one) => one.offset <= offset);
  const end = batch ? batch.offset + batch.batch.text.length : 0;
  return [...stepsAsWritten(analysed.analysis)].filter(
    (one) =>
      one.module === module && one.session === session && one.offset >= (batch?.offset ?? 0) && one.offset <= end,
  );
}
