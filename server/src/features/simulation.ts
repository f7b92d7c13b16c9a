/** A simulation: the steps of a run as rows, calls nested, each with its context, outcome and reason. */
import type { Call, Outcome, PlacedStep, Run, State, Step } from '../engine/session/model';
import type { ScriptRun } from '../engine/run/script';
import type { Script, Statement } from '../syntax/statement';
import { inOneLine, placeOf, textOf } from '../syntax/walk';

export interface Row {
  /** Where the statement stands; undefined for text that is in no file. */
  readonly place: { readonly script: Script; readonly offset: number } | undefined;
  readonly text: string;
  /** How many calls deep. */
  readonly level: number;
  /** How many blocks deep, within its call. */
  readonly indent: number;
  readonly before: State;
  readonly outcomes: readonly Outcome[];
  /** A heading of what runs from here on, such as a module; no statement of its own. */
  readonly heading?: string;
}

/** The rows of a run. `scripts` are where the bodies of called modules are looked for. */
export function rowsOf(run: ScriptRun, script: Script, scripts: readonly Script[]): readonly Row[] {
  const rows: Row[] = [];
  const writer: Writer = { rows, scripts };
  for (const part of run.parts) {
    if (part.kind === 'logon') {
      const text = script.text.slice(part.span.start, part.span.end);
      rows.push({ ...rowOf(part.step, { script, offset: part.span.start }, text), level: 0, indent: 0 });
    } else writeSteps(writer, part.run.steps, { script, base: part.placed.offset, level: 0, indent: 0 });
  }
  return rows;
}

interface Writer {
  readonly rows: Row[];
  readonly scripts: readonly Script[];
}

interface Position {
  readonly script: Script | undefined;
  readonly base: number;
  readonly level: number;
  readonly indent: number;
}

function writeSteps(writer: Writer, steps: readonly PlacedStep[], at: Position): void {
  for (const { offset, step } of steps) writeStep(writer, step, { ...at, base: at.base + offset });
}

function writeStep(writer: Writer, step: Step, at: Position): void {
  const { statement } = step;
  const place = at.script && { script: at.script, offset: at.base };
  const isBlock = statement.kind === 'block';
  if (!isBlock)
    writer.rows.push({ ...rowOf(step, place, textOfRow(statement, place)), level: at.level, indent: at.indent });
  writeSteps(writer, step.children, isBlock ? at : { ...at, indent: at.indent + 1 });
  for (const call of step.calls) writeCall(writer, call, at);
}

function writeCall(writer: Writer, call: Call, at: Position): void {
  const level = at.level + 1;
  const { definition } = call;
  const home = definition && findDefinition(writer.scripts, definition);
  writer.rows.push({
    place: home,
    text: '',
    level,
    indent: 0,
    before: entryOf(call.run),
    outcomes: [],
    heading: call.kind === 'dynamic' ? 'dynamic SQL' : `${call.kind === 'module' ? '' : `${call.kind} `}${call.name}`,
  });
  writeSteps(writer, call.run.steps, { script: home?.script, base: home?.offset ?? 0, level, indent: 0 });
}

const entryOf = (run: Run): State => run.steps[0]?.step.before ?? run.entry;

function findDefinition(
  scripts: readonly Script[],
  definition: Statement,
): { script: Script; offset: number } | undefined {
  for (const script of scripts) {
    const offset = placeOf(script, definition, script.text.length);
    if (offset !== undefined) return { script, offset };
  }
  return undefined;
}

function rowOf(step: Step, place: Row['place'], text: string): Pick<Row, 'place' | 'text' | 'before' | 'outcomes'> {
  return { place, text, before: step.before, outcomes: step.paths.map((path) => path.outcome) };
}

/** The statement's text in one line; of one that encloses others, its head. */
function textOfRow(statement: Statement, place: Row['place']): string {
  if (!place) return statement.node.replaceAll('_', ' ').toUpperCase();
  const whole = textOf(place.script, statement, place.offset);
  const head = headEnd(statement);
  return inOneLine(head === undefined ? whole : whole.slice(0, head), 66);
}

function headEnd(statement: Statement): number | undefined {
  switch (statement.kind) {
    case 'if':
      return statement.then?.offset;
    case 'while':
      return statement.body?.offset;
    case 'try_catch':
      return statement.try[0]?.offset ?? 9;
    case 'create_module':
      return statement.header.end;
    default:
      return undefined;
  }
}
