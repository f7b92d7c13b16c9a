/** A design as the engine runs it: whether the refused statement is let through then, and what else is open. */
import { closed } from '../access/closed';
import { compare } from '../access/compare';
import type { Side } from '../access/deploy';
import { pathsOf } from '../access/diff';
import { differenceText } from '../access/text';
import type { Catalog } from '../catalog/model';
import { outermost } from '../engine/calls/outermost';
import { refusedInside } from '../engine/run/refused-inside';
import { runRoutine } from '../engine/run/run';
import { change, makeState } from '../engine/session/make';
import type { Definitions, Outcome } from '../engine/session/model';
import { definitionsOf } from '../engine/start/definitions';
import { factsOf, supposingIn } from '../engine/start/supposed';
import type { Row } from '../features/simulation';
import { outcomeWords, signOf } from '../features/words';
import type { Parser } from '../syntax/parser';
import type { Script } from '../syntax/statement';
import { finish } from '../text/finish';
import type { Suppose } from '../workspace/request';
import type { Refused, Texts } from './carrier';
import type { Design, TriedDesign } from './model';

/** What designs are tried on. */
export interface Ground extends Texts {
  readonly parser: Parser;
  /** The database in which scripts stand that name none. */
  readonly database: string;
}

/** Runs what was run once more, with facts that are supposed besides; undefined: it can't be. */
export type Rerun = (suppose: Suppose) => Promise<readonly Row[] | undefined>;

/** `row`: the refused one, of the rows that the run has. */
export async function tried(
  design: Design,
  { refused, row, rows }: Tried,
  ground: Ground,
  rerun: Rerun,
): Promise<TriedDesign> {
  if (design.script === undefined) return { ...design, opens: [] };
  const { world, database, carrier } = refused;
  const made = supposedOn(world.catalog, design.script, database.name, ground);
  const opens = opened(world.catalog, made, ground);
  const [hindered] = made.refusals;
  if (hindered !== undefined) return { ...design, answer: { sign: '✗', words: hindered }, opens };
  const outcomes = carrier.existing
    ? sameRows(row, rows, await rerun({ text: design.script, database: database.name }))
    : ofNew(refused, made, ground);
  if (outcomes.length === 0) return { ...design, opens };
  const words = [...new Set(outcomes.map((outcome) => outcomeWords(outcome).long))].join(' ');
  return { ...design, answer: { sign: signOf(outcomes), words }, opens };
}

export interface Tried {
  readonly refused: Refused;
  readonly row: Row;
  readonly rows: readonly Row[];
}

/** What is answered in the other run where the same statement runs for the same time. */
function sameRows(row: Row, rows: readonly Row[], after: readonly Row[] | undefined): readonly Outcome[] {
  const alike = (one: Row): boolean => one.text === row.text && one.level === row.level;
  const nth = rows.filter(alike).indexOf(row);
  return after?.filter(alike)[nth]?.outcomes ?? [];
}

interface Made {
  readonly catalog: Catalog;
  readonly definitions: Definitions;
  readonly script: Script;
  /** What of it the server refuses. */
  readonly refusals: readonly string[];
}

/** The catalog after somebody has run statements as an administrator. */
function supposedOn(catalog: Catalog, text: string, database: string, ground: Ground): Made {
  const script = ground.parser.once('tsql-context:design', text);
  const definitions = definitionsOf([script], (dynamic) => ground.parser.body(dynamic), ground.definitions);
  const nothing = ground.parser.once('tsql-context:nothing', '');
  const { supposed, unmade } = supposingIn(nothing, factsOf(script, database), definitions);
  const made = supposed.on(catalog);
  supposed.settled('setting up');
  return {
    catalog: made,
    definitions,
    script,
    refusals: unmade().map(({ refusal }) => refusal?.message ?? 'Not all of it can be run here.'),
  };
}

/** What the server answers to a call of the procedure that was made around the statement. */
function ofNew({ world, carrier }: Refused, made: Made, { parser }: Ground): readonly Outcome[] {
  const body = parser.once('tsql-context:call', `EXECUTE ${carrier.name};`).batches[0]?.batch.statements ?? [];
  const before = makeState([change(world, { catalog: made.catalog })]);
  const { run } = finish(runRoutine(outermost(made.definitions), body, before));
  return run.steps.flatMap(({ step }): readonly Outcome[] => {
    const inside = refusedInside(step).map(({ outcome }) => outcome);
    return inside.length > 0 ? inside : step.paths.map(({ outcome }) => outcome);
  });
}

/** The same of facts that are supposed on top of a catalog. */
export function openedBy(catalog: Catalog, { text, database }: Suppose, ground: Ground): readonly string[] {
  return opened(catalog, supposedOn(catalog, text, database, ground), ground);
}

/** Who can do what after it that could not before, and new ways up, each in a line. */
function opened(before: Catalog, made: Made, ground: Ground): readonly string[] {
  const base: Side = { ...sideOf(ground, before), definitions: ground.definitions };
  const head: Side = { ...sideOf(ground, made.catalog), definitions: made.definitions };
  const difference = compare(base, head, { base: pathsOf(base), head: pathsOf(head) });
  return differenceText({ ...difference, came: [], went: [], unknown: [] }).filter((line) => line !== '');
}

function sideOf({ scripts, database, definitions }: Ground, catalog: Catalog): Side {
  return { catalog: closed(catalog), definitions, scripts, database, deployments: [] };
}
