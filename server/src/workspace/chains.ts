/**
 * What the scripts of a deployment leave, one after the other: each starts from what the one before it has left. What was
 * run before is found by the statements and the states that they are run in, so an edit costs what it changes.
 */
import type { Catalog } from '../catalog/model';
import { differingParts, valueOf, withParts } from '../catalog/parts';
import { outermost } from '../engine/calls/outermost';
import type { Afterwards } from '../engine/run/life-end';
import { endCatalog } from '../engine/run/life-end';
import { runScript } from '../engine/run/script';
import type { Definitions } from '../engine/session/model';
import { stageOf } from '../syntax/stage';
import { memo, once } from '../text/memo';
import type { Whole } from './includes';
import type { Sequence, Standing } from './migrations';
import { assumedIn, type Starting, startsOf } from './starts';

/** The catalog before the first script, and behind each one. */
export interface Chain {
  readonly sequence: Sequence;
  readonly definitions: Definitions;
  readonly catalogs: readonly Catalog[];
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
  readonly isPart: (uri: string) => boolean;
  readonly stage: Starting;
}

/** Runs the scripts of a deployment; yields between statements and scripts. */
export function* chainOf({
  sequence,
  from,
  definitions,
  wholeOf,
  isPart,
  stage,
}: Running): Generator<undefined, Chain> {
  const catalogs = [from];
  let catalog = from;
  for (const uri of sequence.order) {
    const whole = wholeOf(uri);
    if (whole) {
      const { script, files } = whole;
      const start = { ...startsOf(script, stage), assumed: assumedIn(script, stage, isPart(uri)) };
      const run = yield* runScript(outermost(definitions), script, {
        ...start,
        catalog,
        sessions: stageOf(script).sessions,
        files,
      });
      catalog = endCatalog(run, (end) => end) ?? catalog;
    }
    catalogs.push(catalog);
    yield;
  }
  return { sequence, definitions, catalogs };
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
