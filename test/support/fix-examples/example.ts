/** An example of a fix on the standing stage: a text with a finding, the title of the fix, and the text with the fix made. */
export interface FixExample {
  readonly rule: string;
  readonly title: RegExp;
  readonly before: string;
  readonly after: string;
  /** What may be said of the batches that the script had before, and that the fix keeps. */
  readonly beside?: readonly string[];
}

export const lines = (...all: readonly string[]): string => all.join('\n');
