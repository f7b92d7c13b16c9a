/** Who runs what is called, at each call that the run of a script shows. */
import type { Call, PlacedStep, Run } from '../../engine/session/model';
import type { Analysis } from '../../engine/start/analysis';
import type { Script, Statement } from '../../syntax/statement';
import { offsetOf } from '../../syntax/walk';
import { shownName } from '../../text/shown-name';
import type { Maker } from '../../workspace/symbols/maker';
import { worldsOf } from '../describe';
import { showWorld } from '../words';

export interface ModuleAt {
  readonly script: Script;
  readonly at: number;
  readonly name: string;
  readonly space: 'object' | 'trigger';
}

export interface Shown {
  /** The module that is called, where it is one that stands in a script. */
  readonly callee: ModuleAt | undefined;
  readonly kind: Call['kind'];
  readonly name: string;
  readonly script: Script;
  /** Where the calling statement starts. */
  readonly at: number;
  /** Who runs it, in a line for each context. */
  readonly as: ReadonlySet<string>;
}

/** The calls that a run shows, each body once, in no order. `others`: where modules may stand that the script calls. */
export function callsShown(analysis: Analysis, others: readonly Script[]): readonly Shown[] {
  const found = new Map<string, Shown & { readonly as: Set<string> }>();
  const seen = new Set<Run>();
  const scripts = [analysis.script, ...others];
  const visit = (steps: readonly PlacedStep[], base: number, script: Script | undefined): void => {
    for (const { offset, step } of steps) {
      const at = base + offset;
      for (const call of step.calls) {
        const home = call.definition && homeOf(scripts, call.definition, script, at);
        if (script) note(found, call, home, { script, at });
        if (seen.has(call.run)) continue;
        seen.add(call.run);
        visit(call.run.steps, home?.at ?? 0, home?.script);
      }
      if (step.children.length > 0) visit(step.children, at, script);
    }
  };
  for (const part of analysis.run.parts)
    if (part.kind === 'batch') visit(part.run.steps, part.placed.offset, analysis.script);
  return [...found.values()];
}

function note(
  found: Map<string, Shown & { readonly as: Set<string> }>,
  { kind, name, run }: Call,
  callee: ModuleAt | undefined,
  from: { readonly script: Script; readonly at: number },
): void {
  const key = `${from.script.uri} ${from.at} ${kind} ${name}`;
  const known = found.get(key) ?? { callee, kind, name, ...from, as: new Set<string>() };
  found.set(key, known);
  for (const world of worldsOf(run.entry)) known.as.add(showWorld(world));
}

function homeOf(
  scripts: readonly Script[],
  definition: Statement,
  near: Script | undefined,
  at: number,
): ModuleAt | undefined {
  if (definition.kind !== 'create_module') return undefined;
  const { trigger, name } = definition;
  const space = trigger && trigger.on.kind !== 'object' ? 'trigger' : 'object';
  for (const script of scripts) {
    const place = offsetOf(script, definition, script === near ? at : Number.MAX_SAFE_INTEGER);
    if (place !== undefined) return { script, at: place, name: name.name, space };
  }
  return undefined;
}

/** As whom a module runs, by its clause alone; without one, by that of what starts it. */
export function byClause({ clause: own }: Maker, starter: Maker | undefined): string {
  const outer = starter?.kind === 'queue' ? starter.clause : undefined;
  const clause = own && own.kind !== 'caller' ? own : outer;
  switch (clause?.kind) {
    case 'named':
      return `runs as ${shownName(clause.name)}`;
    case 'owner':
      return `runs as the owner of the ${clause === outer ? 'queue' : 'module'}`;
    case 'self':
      return `runs as whoever made the ${clause === outer ? 'queue' : 'module'}`;
    default:
      return 'runs as its caller';
  }
}
