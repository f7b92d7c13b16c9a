/** The callers of a module that a script shows, and what each of them meets at a statement of its body. */
import { callSites } from '../engine/run/called-bodies';
import type { Located } from '../engine/run/steps';
import type { PlacedStep, Run, Step } from '../engine/session/model';
import type { StatementOf } from '../syntax/statement';
import { offsetOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Analysed } from '../workspace/workspace';
import { describeOutcome, headline, worldsOf } from './describe';
import { plainly } from './markdown';
import { reasonsOf } from './reasons';

/** So many calls are listed. */
const most = 6;

/** What is known of the callers of a statement in the body of a module, in Markdown. */
export interface KnownCallers {
  /** Whom the hover speaks of. */
  readonly about: string;
  /** What each call that the script makes meets there; none where it makes none. */
  readonly calls: readonly string[];
}

export function knownCallers(
  { script, analysis }: Pick<Analysed, 'script' | 'analysis'>,
  { offset }: Located,
  module: StatementOf<'create_module'>,
): KnownCallers {
  const home = offsetOf(script, module, offset) ?? 0;
  const { at } = lineIndex(script.text);
  const lines = new Set<string>();
  for (const site of callSites(analysis.run)) {
    for (const { definition, run } of site.bodies) {
      const step = definition === module ? stepAtOffset(run, offset - home) : undefined;
      if (step) lines.add(`line ${at(site.offset).line} by ${inCall(step)}`);
    }
  }
  return {
    about: `_In the body of ${module.type} \`${module.name.text}\`, for any caller._`,
    calls: lines.size === 0 ? [] : [called([...lines])],
  };
}

function called(lines: readonly string[]): string {
  if (lines.length === 1) return `Called on ${lines[0]}`;
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return `Called on\n\n${[...lines.slice(0, most).map((line) => `- ${line}`), ...more].join('\n')}`;
}

function inCall({ before, paths }: Step): string {
  const who = worldsOf(before).map(headline).join(', or ');
  const told = paths.map(({ outcome, before: world }) =>
    [describeOutcome(outcome), ...reasonsOf(outcome, world).map(plainly)].join(' '),
  );
  return `${who}: ${[...new Set(told)].join(' Or: ')}`;
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
