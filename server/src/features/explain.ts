/**
 * The explanation of one statement for a terminal: the same frames, verdict and reasons as in the hover, once for each
 * way that leads to it.
 */
import type { Analysis } from '../engine/start/analysis';
import type { Outcome, Step, World } from '../engine/session/model';
import type { Script } from '../syntax/statement';
import { inOneLine, placeOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import { type Cite, framesInWords, showWorld } from './describe';
import { reasonsOf } from './reasons';
import { tracedSteps, type TracedStep } from './traced-steps';
import { withoutSidNumbers } from '../text/name';

/**
 * The statements on a line; of a module's body every call is explained, or the body on its own where nothing calls it.
 */
export function explainLine(script: Script, analysis: Analysis, line: number): readonly string[] {
  const lines = lineIndex(script.text);
  const ran = [...tracedSteps(script, analysis.run)];
  const onLine = (steps: readonly TracedStep[]): readonly TracedStep[] => {
    const starting = steps.filter(({ offset }) => lines.at(offset).line === line);
    return starting.length > 0
      ? starting
      : innermost(steps, (offset) => lines.at(Math.min(offset, script.text.length)).line, line);
  };
  const called = onLine(ran);
  const inBody =
    called.some(({ step }) => step.statement.kind === 'create_module') || called.length === 0
      ? onLine(bodySteps(script, analysis))
      : [];
  const chosen = inBody.length > 0 ? inBody : called;
  return chosen.flatMap((one, at) => [...(at > 0 ? [''] : []), ...explainStep(script, one, inBody.length > 0)]);
}

/** Bodies that were run on their own, with a caller who may be anybody. */
function bodySteps(script: Script, { bodies }: Analysis): readonly TracedStep[] {
  return [...bodies].flatMap(([statement, run]) => {
    const place = placeOf(script, statement, 0);
    return place === undefined
      ? []
      : run.steps.flatMap(({ offset, step }) => flat({ step, offset: place + offset, session: 0, calls: [] }));
  });
}

function flat(traced: TracedStep): readonly TracedStep[] {
  return [
    traced,
    ...traced.step.children.flatMap(({ offset, step }) => flat({ ...traced, step, offset: traced.offset + offset })),
  ];
}

/** Where nothing starts on the line: what reaches over it, and starts last. */
function innermost(
  steps: readonly TracedStep[],
  lineOf: (offset: number) => number,
  line: number,
): readonly TracedStep[] {
  const around = steps.filter(
    ({ step, offset }) => lineOf(offset) < line && lineOf(offset + step.statement.span.end) >= line,
  );
  const last = Math.max(...around.map(({ offset }) => offset));
  return around.filter(({ offset }) => offset === last);
}

function explainStep(script: Script, { step, offset, calls }: TracedStep, onItsOwn: boolean): readonly string[] {
  const { line } = lineIndex(script.text).at(offset);
  const from =
    calls.length > 0
      ? `, called from line ${calls.join(', then line ')}`
      : onItsOwn
        ? ', in a body that nothing in this script calls'
        : '';
  return [
    `line ${line}: ${inOneLine(textOf(script, step.statement, offset), 100)}${from}`,
    ...pathsOf(script, step, offset),
  ];
}

function pathsOf(script: Script, step: Step, near: number): readonly string[] {
  if (step.before.kind === 'anything') return [row('runs as', `anybody: ${step.before.because}`)];
  if (step.paths.length === 0) return [row('answer', 'Never runs: no path leads here.')];
  const cite: Cite = (statement) => {
    const place = placeOf(script, statement, near);
    if (place === undefined) return { text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined };
    return { text: inOneLine(textOf(script, statement, place), 60), line: lineIndex(script.text).at(place).line };
  };
  const told = [...new Set(step.paths.map(({ before, outcome }) => onePath(before, outcome, cite).join('\n')))];
  return told.flatMap((text, at) => [
    ...(told.length > 1 ? [`  path ${at + 1} of ${told.length}`] : []),
    ...text.split('\n'),
  ]);
}

function onePath(world: World, outcome: Outcome, cite: Cite): readonly string[] {
  const frames = world.stack.depth > 0 || world.stack.frame.replaced ? framesInWords(world, cite) : [];
  return [
    row('runs as', showWorld(world)),
    ...frames.map((frame, at) => row(at === 0 ? 'frames' : '', frame)),
    row('answer', answer(outcome)),
    ...reasonsOf(outcome, world).map((reason, at) => row(at === 0 ? 'because' : '', reason)),
  ];
}

function answer(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ok':
      return 'The server would run it.';
    case 'noop':
      return `It would change nothing: ${outcome.because}.`;
    case 'unreachable':
      return 'Never runs.';
    case 'unknown':
      return `Can't be known: ${outcome.because}.`;
    case 'error':
      return `${outcome.number === null ? 'The server would refuse it' : `Msg ${outcome.number}`}: ${withoutSidNumbers(outcome.message)}`;
  }
}

function row(head: string, text: string): string {
  return `  ${head.padEnd(9)}${text}`;
}
