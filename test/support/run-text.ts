/** Runs a text on a fresh virtual server and gives its steps, for tests that look at states. */
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import type { Catalog } from '../../server/src/catalog/model';
import type { ScriptRun } from '../../server/src/engine/run/script';
import type { PlacedStep, Step } from '../../server/src/engine/session/model';
import { type Analysis, analyseNow } from '../../server/src/engine/start/analysis';
import { definitionsOf } from '../../server/src/engine/start/definitions';
import type { Parser } from '../../server/src/syntax/parser';

/** The steps of a script at batch level, in order. */
export function runText(
  parser: Parser,
  text: string,
  catalog: Catalog = freshCatalog('2025', { knowledge: 'complete' }),
): readonly Step[] {
  return stepsOf(scriptRun(parser, text, catalog));
}

export function scriptRun(
  parser: Parser,
  text: string,
  catalog: Catalog = freshCatalog('2025', { knowledge: 'complete' }),
): ScriptRun {
  return analysisOf(parser, text, catalog).run;
}

export function analysisOf(
  parser: Parser,
  text: string,
  catalog: Catalog = freshCatalog('2025', { knowledge: 'complete' }),
): Analysis {
  const script = parser.once('file:///property.sql', text);
  const definitions = definitionsOf([script], (inner) => parser.body(inner));
  return analyseNow({ script, definitions, catalog, login: 'sa', database: 'master', errors: 'predicted' });
}

function stepsOf(run: ScriptRun): readonly Step[] {
  return run.parts.flatMap((part) => (part.kind === 'batch' ? part.run.steps.map(({ step }) => step) : []));
}

/** A step and everything inside it: blocks, and the bodies that it calls. */
export function* deepSteps(steps: readonly (PlacedStep | Step)[]): Generator<Step> {
  for (const one of steps) {
    const step = 'step' in one ? one.step : one;
    yield step;
    yield* deepSteps(step.children);
    for (const call of step.calls) yield* deepSteps(call.run.steps);
  }
}

/** 'ok', 'error', 'unknown' ...; 'mixed' where the paths disagree. */
export function outcomeOf(step: Step): string {
  const kinds = new Set(step.paths.map(({ outcome }) => outcome.kind));
  if (kinds.size === 0) return 'unreachable';
  return kinds.size === 1 ? [...kinds][0]! : 'mixed';
}
