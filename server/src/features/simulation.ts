/** A simulation: the steps of a run as rows, calls nested, each with its context, outcome and reason. */

import type { ScriptRun } from '../engine/run/script';
import { type Site, stepsAsRun } from '../engine/run/steps';
import type { Outcome, State, Step } from '../engine/session/model';
import { shortNames } from '../engine/start/script-names';
import type { Script, Statement } from '../syntax/statement';
import { headEnd, inOneLine, textOf } from '../syntax/walk';
import { insideWords } from './inside';

export interface Row {
  /** Where the statement stands; undefined for text that is in no file. */
  readonly place: { readonly script: Script; readonly offset: number } | undefined;
  /** Undefined: a heading. */
  readonly statement: Statement | undefined;
  /** As it ran; undefined: a heading. */
  readonly step?: Step;
  readonly text: string;
  /** How many calls deep. */
  readonly level: number;
  /** How many blocks deep, within its call. */
  readonly indent: number;
  readonly before: State;
  readonly outcomes: readonly Outcome[];
  /** What is refused inside the modules that it starts. */
  readonly inside: readonly string[];
  /** A heading of what runs from here on, such as a module; no statement of its own. */
  readonly heading?: string;
}

/** The rows of a run. `others` are where the bodies of called modules are looked for, besides. */
export function rowsOf(run: ScriptRun, script: Script, others: readonly Script[]): readonly Row[] {
  const rows: Row[] = [];
  const scripts = [script, ...others];
  let open: readonly Site[] = [];
  let file = script;
  for (const { step, place, calls, depth } of stepsAsRun(run, script, others)) {
    if (calls.length === 0 && place && place.script !== file) {
      file = place.script;
      rows.push(fileHeading(step, place));
    }
    for (const [index, site] of calls.entries()) if (open[index] !== site) rows.push(headingOf(site, index + 1));
    open = calls;
    if (step.statement.kind !== 'block')
      rows.push({
        ...rowOf(step, place, textOfRow(step.statement, place)),
        inside: place ? insideWords(step, [place.script, ...scripts], place.offset) : [],
        level: calls.length,
        indent: depth,
      });
    for (const call of step.calls)
      if (call.run.steps.length === 0) rows.push(headingOf({ call, from: place, home: undefined }, calls.length + 1));
  }
  return rows;
}

/** Where a file begins that is included, or the including one goes on. */
function fileHeading({ before }: Step, place: NonNullable<Row['place']>): Row {
  const [name = place.script.uri] = shortNames([place.script.uri]);
  return {
    place,
    statement: undefined,
    text: '',
    level: 0,
    indent: 0,
    before,
    outcomes: [],
    inside: [],
    heading: name,
  };
}

function headingOf({ call, home }: Site, level: number): Row {
  const { kind, name, run, again } = call;
  const what = kind === 'dynamic' ? 'dynamic SQL' : `${kind === 'module' ? '' : `${kind} `}${name}`;
  return {
    place: home,
    statement: undefined,
    text: '',
    level,
    indent: 0,
    before: run.steps[0]?.step.before ?? run.entry,
    outcomes: [],
    inside: [],
    heading: again ? `${what}: runs already, from the same state` : what,
  };
}

function rowOf(
  step: Step,
  place: Row['place'],
  text: string,
): Pick<Row, 'place' | 'statement' | 'step' | 'text' | 'before' | 'outcomes'> {
  return {
    place,
    step,
    statement: step.statement,
    text,
    before: step.before,
    outcomes: step.paths.map((path) => path.outcome),
  };
}

/** The statement's text in one line; of one that encloses others, its head. */
function textOfRow(statement: Statement, place: Row['place']): string {
  if (!place) return statement.node.replaceAll('_', ' ').toUpperCase();
  if (statement.node === 'logon') return 'connects';
  const whole = textOf(place.script, statement, place.offset);
  const head = headEnd(statement);
  return inOneLine(head === undefined ? whole : whole.slice(0, head), 66);
}
