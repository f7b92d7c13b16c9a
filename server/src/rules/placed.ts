/** Something that a rule found in a step. */
import type { Step } from '../engine/session/model';
import type { Finding, Rule, StepFinding } from './rule';

export interface Placed {
  /** Where the step's statement starts, counted from the start of what it is remembered with. */
  readonly offset: number;
  readonly rule: Rule;
  readonly found: StepFinding;
  readonly step: Step;
  readonly certainty: Finding['certainty'];
}
