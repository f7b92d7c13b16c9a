/**
 * What the scripts of a deployment leave, one after the other: each starts from what the one before it has left. What was
 * run before is found by the statements and the states that they are run in, so an edit costs what it changes.
 */
import type { Catalog } from '../catalog/model';
import { differingParts, valueOf, withParts } from '../catalog/parts';
import { outermost } from '../engine/calls/outermost';
import type { Afterwards } from '../engine/run/life-end';
import { endCatalog } from '../engine/run/life-end';
import { type Part, runScript } from '../engine/run/script';
import type { Definitions, Run, Step } from '../engine/session/model';
import { definitionsOf } from '../engine/start/definitions';
import { stageOf } from '../syntax/stage';
import type { Body } from '../syntax/statement';
import { memo, once } from '../text/memo';
import type { Whole } from './includes';
import type { Sequence, Standing } from './migrations';
import { assumedIn, type Starting, startsOf } from './starts';

/** The catalog before the first script, and behind each one. */
export interface Chain {
  readonly sequence: Sequence;
  readonly definitions: Definitions;
  readonly catalogs: readonly Catalog[];
  /** The run of each script; undefined: it is not there. */
  readonly ran: readonly (Ran | undefined)[];
}

interface Ran {
  readonly whole: Whole;
  readonly from: Catalog;
  readonly end: Catalog;
  /** Whether it enters modules that other scripts may define otherwise now. */
  readonly calls: boolean;
}

/** What is to be known of a script that stands in a deployment. */
export interface Migration extends Standing {
  /** What it leaves; of one that stands apart what it starts from. */
  readonly end: Catalog;
  /** The scripts that are run behind it, each with what it leaves. */
  readonly later: readonly { readonly uri: string; readonly catalog: Catalog }[];
}

export interface Running {
  readonly sequence: Sequence;
  readonly from: Catalog;
  readonly definitions: Definitions;
  readonly wholeOf: (uri: string) => Whole | undefined;
  /** Makes the statements of a string that is run. */
  readonly parse: (text: string) => Body;
  readonly isPart: (uri: string) => boolean;
  readonly stage: Starting;
  /** What was run before, for the same stage: what is as it was is not run again. */
  readonly before: Chain | undefined;
}

/** Runs the scripts of a deployment; yields between statements and scripts. */
export function* chainOf(running: Running): Generator<undefined, Chain> {
  const { sequence, from, definitions, wholeOf, before } = running;
  const catalogs = [from];
  const ran: (Ran | undefined)[] = [];
  let catalog = from;
  for (const [index, uri] of sequence.order.entries()) {
    const whole = wholeOf(uri);
    const known = before?.ran[index];
    const isSame = known && !known.calls && known.from === catalog && isSameWhole(known.whole, whole);
    const now = isSame ? known : whole && (yield* runOne(running, whole, catalog));
    catalog = now?.end ?? catalog;
    ran.push(now);
    catalogs.push(catalog);
  }
  return { sequence, definitions, catalogs, ran };
}

function* runOne(
  { definitions, parse, isPart, stage }: Running,
  whole: Whole,
  from: Catalog,
): Generator<undefined, Ran> {
  const { script, files, included } = whole;
  const own = definitionsOf([...included, script], parse, definitions);
  const run = yield* runScript(outermost(own), script, {
    ...startsOf(script, stage),
    assumed: assumedIn(script, stage, isPart(script.uri)),
    catalog: from,
    sessions: stageOf(script).sessions,
    files,
  });
  yield;
  return { whole, from, end: endCatalog(run, (end) => end) ?? from, calls: run.parts.some(callsIn) };
}

/** A script that includes others is made anew with every change of any of them, and then run again. */
function isSameWhole(known: Whole, now: Whole | undefined): boolean {
  return known === now || (known.script === now?.script && known.included.length === 0 && now.included.length === 0);
}

function callsIn(part: Part): boolean {
  if (part.kind === 'included') return part.parts.some(callsIn);
  return part.kind === 'batch' ? callsInRun(part.run) : callsInStep(part.step);
}

const callsInRun = memo((run: Run): boolean => run.steps.some(({ step }) => callsInStep(step)));

function callsInStep({ calls, children }: Step): boolean {
  return calls.length > 0 || children.some(({ step }) => callsInStep(step));
}

/** What a script of a deployment starts from. */
export function startIn({ catalogs }: Chain, { behind }: Standing): Catalog {
  return catalogs[Math.min(behind, catalogs.length - 1)]!;
}

export function migrationIn(chain: Chain, standing: Standing): Migration {
  const { behind, kind, sequence } = standing;
  const next = behind + 1;
  if (kind === 'apart') return { ...standing, end: startIn(chain, standing), later: [] };
  const later = sequence.order.slice(next).map((uri, index) => ({ uri, catalog: chain.catalogs[next + index + 1]! }));
  return { ...standing, end: chain.catalogs[next]!, later };
}

/** What the later scripts make of a catalog: what they change is as it is in the end. */
export function laterIn({ end, later }: Migration): Afterwards {
  const last = later.at(-1)?.catalog ?? end;
  const changed = once(() =>
    differingParts(end, last)
      .filter(({ field }) => field !== 'gone') // each script forgets what others dropped
      .map((part) => [part, valueOf(last, part)] as const),
  );
  return memo((catalog: Catalog) => (catalog === end ? last : withParts(catalog, changed())));
}
