/** The callers of a module that a script shows, and what each of them meets at a statement of its body. */
import { callSites } from '../engine/run/called-bodies';
import type { Located } from '../engine/run/steps';
import type { PlacedStep, Run, Step } from '../engine/session/model';
import type { StatementOf } from '../syntax/statement';
import { offsetOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Analysed } from '../workspace/workspace';
import { describeOutcome, headline, worldsOf } from './describe';

/** So many calls are listed. */
const most = 6;

/** Markdown about a statement in the body of a module: whom the hover speaks of, and the calls that are known. */
export function callersInWords(
  { script, analysis }: Pick<Analysed, 'script' | 'analysis'>,
  { offset }: Located,
  module: StatementOf<'create_module'>,
): readonly string[] {
  const home = offsetOf(script, module, offset) ?? 0;
  const { at } = lineIndex(script.text);
  const lines = new Set<string>();
  for (const site of callSites(analysis.run)) {
    for (const { definition, run } of site.bodies) {
      const step = definition === module ? stepAtOffset(run, offset - home) : undefined;
      if (step) lines.add(`- line ${at(site.offset).line}: ${inCall(step)}`);
    }
  }
  const about = `_In the body of ${module.type} \`${module.name.text}\`, for any caller._`;
  if (lines.size === 0) return [about];
  const more = lines.size > most ? [`- and ${lines.size - most} more`] : [];
  return [about, `Called on\n\n${[...[...lines].slice(0, most), ...more].join('\n')}`];
}

function inCall({ before, paths }: Step): string {
  const who = worldsOf(before).map(headline).join(', or ');
  const outcomes = [...new Set(paths.map(({ outcome }) => describeOutcome(outcome)))];
  return `${who}: ${outcomes.join(', or ')}`;
}

function stepAtOffset(run: Run, offset: number): Step | undefined {
  const find = (steps: readonly PlacedStep[], base: number): Step | undefined => {
    for (const one of steps) {
      const place = base + one.offset;
      if (place === offset && one.step.paths.length > 0 && one.step.statement.kind !== 'block') return one.step;
      const inner = place <= offset ? find(one.step.children, place) : undefined;
      if (inner) return inner;
    }
    return undefined;
  };
  return find(run.steps, 0);
}
