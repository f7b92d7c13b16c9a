/**
 * The explanation of one statement for a terminal: the same frames, verdict and reasons as in the hover, once for each
 * way that leads to it.
 */

import { standsIn, stepsAsRun, stepsAsWritten } from '../engine/run/steps';
import type { Outcome, Step, World } from '../engine/session/model';
import type { Analysis } from '../engine/start/analysis';
import type { Script } from '../syntax/statement';
import { inOneLine, offsetOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Origins } from '../workspace/provenance';
import { type Cite, framesInWords } from './describe';
import { insideWords } from './inside';
import { externalCallWords } from './managed/external-call';
import { isStop, neverRuns, refusedLogon, type Stop } from './never';
import { reasonsOf } from './reasons';
import { outcomeWords, showWorld } from './words';

interface Explained {
  readonly step: Step;
  readonly offset: number;
  /** How control came to it, behind the statement. */
  readonly how: string;
  /** What before it leads nowhere. */
  readonly stop?: Stop | undefined;
}

/**
 * The statements on a line. Of a module's body every call is explained, or the body on its own where nothing calls it.
 * `by`: the analysis is of a call by this login.
 */
export function explainLine(
  script: Script,
  analysis: Analysis,
  line: number,
  by?: string,
  origins?: Origins,
): readonly string[] {
  const ran = by === undefined ? [...ranIn(script, analysis)] : [...calledIn(script, analysis, by)];
  const places = new Set(ran.map(({ offset }) => offset));
  const alone = by === undefined ? [...bodiesIn(analysis)].filter(({ offset }) => !places.has(offset)) : [];
  const all = [...ran, ...alone].sort((a, b) => a.offset - b.offset);
  const { at } = lineIndex(script.text);
  const lineOf = (offset: number): number => at(Math.min(offset, script.text.length)).line;
  const starting = all.filter(({ offset }) => lineOf(offset) === line);
  const chosen = starting.length > 0 ? starting : innermost(all, lineOf, line);
  return chosen.flatMap((one, index) => [...(index > 0 ? [''] : []), ...explainStep(script, analysis, one, origins)]);
}

/** What ran, under whichever calls. */
function* ranIn(script: Script, { run }: Analysis): Generator<Explained> {
  const { at } = lineIndex(script.text);
  const stops = new WeakMap<object, Stop>(); // by the call
  for (const visit of stepsAsRun(run, script)) {
    if (!standsIn(visit, script)) continue;
    if (isStop(visit.step)) stops.set(visit.calls, { step: visit.step, offset: visit.place.offset });
    const stop = stops.get(visit.calls) ?? refusedLogon(run, visit.session);
    const lines = visit.calls.flatMap(({ from }) => (from ? [at(from.offset).line] : []));
    const how = lines.length > 0 ? `, called from line ${lines.join(', then line ')}` : '';
    yield { step: visit.step, offset: visit.place.offset, how, stop };
  }
}

/** What ran of the script in a call that stands nowhere in it. */
function* calledIn(script: Script, analysis: Analysis, by: string): Generator<Explained> {
  for (const { step, place } of stepsAsRun(analysis.run, analysis.script, [script]))
    if (place?.script === script) yield { step, offset: place.offset, how: `, in a call by ${by}` };
}

/** Bodies that were run on their own, with a caller who may be anybody. */
function* bodiesIn(analysis: Analysis): Generator<Explained> {
  for (const { step, offset, module } of stepsAsWritten(analysis))
    if (module) yield { step, offset, how: ', in a body that nothing in this script calls' };
}

/** Where nothing starts on the line: what reaches over it, and starts last. */
function innermost(all: readonly Explained[], lineOf: (offset: number) => number, line: number): readonly Explained[] {
  const around = all.filter(
    ({ step, offset }) => lineOf(offset) < line && lineOf(offset + step.statement.span.end) >= line,
  );
  const last = Math.max(...around.map(({ offset }) => offset));
  return around.filter(({ offset }) => offset === last);
}

function explainStep(
  script: Script,
  { context }: Analysis,
  { step, offset, how, stop }: Explained,
  origins: Origins | undefined,
): readonly string[] {
  const { line } = lineIndex(script.text).at(offset);
  return [
    `line ${line}: ${inOneLine(textOf(script, step.statement, offset), 100)}${how}`,
    ...(step.before.kind === 'worlds' && step.paths.length === 0
      ? [row('answer', neverRuns(stop, [script]))]
      : pathsOf(script, step, offset, origins)),
    ...insideWords(step, [script], offset).map((words) => row('inside', `it ${words}`)),
    ...externalCallWords(context.definitions, step).map((words, at) => row(at === 0 ? 'assembly' : '', words)),
  ];
}

function pathsOf(script: Script, step: Step, near: number, origins: Origins | undefined): readonly string[] {
  if (step.before.kind === 'anything') return [row('runs as', `anybody: ${step.before.because.text}`)];
  const cite: Cite = (statement) => {
    const place = offsetOf(script, statement, near);
    if (place === undefined) return { text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined };
    return { text: inOneLine(textOf(script, statement, place), 60), line: lineIndex(script.text).at(place).line };
  };
  const told = [
    ...new Set(step.paths.map(({ before, outcome }) => onePath({ world: before, outcome, cite, origins }).join('\n'))),
  ];
  return told.flatMap((text, at) => [
    ...(told.length > 1 ? [`  path ${at + 1} of ${told.length}`] : []),
    ...text.split('\n'),
  ]);
}

interface OnePath {
  readonly world: World;
  readonly outcome: Outcome;
  readonly cite: Cite;
  readonly origins: Origins | undefined;
}

function onePath({ world, outcome, cite, origins }: OnePath): readonly string[] {
  const frames = world.stack.depth > 0 || world.stack.frame.replaced ? framesInWords(world, cite) : [];
  return [
    row('runs as', showWorld(world)),
    row('answer', outcomeWords(outcome).long),
    ...reasonsOf(outcome, world, origins).map((reason, at) => row(at === 0 ? 'because' : '', reason)),
    ...frames.map((frame, at) => row(at === 0 ? 'frames' : '', frame)),
  ];
}

function row(head: string, text: string): string {
  return `  ${head.padEnd(9)}${text}`;
}
