/**
 * The statements of a script as they are written, those of modules and of constant dynamic SQL among them, each with the
 * database in which it stands. Nothing is run: USE and the connections of the script's comments are followed.
 */
import { pieces } from '../../engine/run/pieces';
import { type SessionMark, stageOf } from '../../syntax/stage';
import type { Body, Script, Statement, StatementOf } from '../../syntax/statement';
import { childrenOf } from '../../syntax/walk';
import { type Folded, fold, isTemplate, type Name } from '../../text/name';
import { type Handed, textHanded } from './handed';
import { meantBy } from './meant';
import { type Constants, constantsOf, type Letters, lettersIn } from './texts';

/** A text and where its letters stand in the script. */
export interface Source {
  readonly text: string;
  /** In how many strings it stands. */
  readonly depth: number;
  readonly at: Letters;
}

/** A module whose body holds what is written. */
export interface Around {
  readonly module: StatementOf<'create_module'> | undefined;
  /** Where its statement stands in the script. */
  readonly moduleAt: number;
  /** The job whose step holds it. */
  readonly job: Name | undefined;
}

export interface Written extends Around {
  readonly statement: Statement;
  /** The same with the values of variables that hold one constant, in place of names and texts that are handed over. */
  readonly meant: Statement;
  /** Where it starts in its source. */
  readonly offset: number;
  readonly source: Source;
  /** Undefined: it is not known before the script is run. */
  readonly database: Folded | undefined;
  /** What it hands over to be run is not all constant. */
  readonly handsUnknown: boolean;
}

/** The database that is current; changed as the walk goes on. */
interface Place {
  database: Folded | undefined;
}

interface Inside extends Around {
  readonly source: Source;
  readonly constants: Constants;
  /** Where the body of the routine starts in the source. */
  readonly routine: number;
  readonly parse: (text: string) => Body;
}

/** How a walk ends: where the files that it includes leave the database is asked of the caller. */
export interface WrittenIn {
  readonly start: Folded | undefined;
  readonly parse: (text: string) => Body;
  /** The database behind a file, and undefined where that is not known. */
  readonly behind: (file: string, before: Folded | undefined) => Folded | undefined;
}

export function writtenIn(script: Script, { start, parse, behind }: WrittenIn): readonly Written[] {
  const found: Written[] = [];
  const place: Place = { database: start };
  const marks: SessionMark[] = [...stageOf(script).sessions];
  const source: Source = { text: script.text, depth: 0, at: (offset) => offset };
  for (const placed of script.batches) {
    const constants = constantsOf(placed.batch.statements);
    for (const piece of pieces(placed, marks)) {
      if (piece.kind === 'mark') place.database = fold(piece.mark.database ?? 'master');
      else if (piece.kind === 'file') place.database = behind(piece.name, place.database);
      else {
        const inside = {
          source,
          constants,
          routine: placed.offset,
          parse,
          module: undefined,
          moduleAt: 0,
          job: undefined,
        };
        walk(piece.body, placed.offset, place, inside, found);
      }
    }
  }
  return found;
}

/** The deepest that texts in texts are looked into. */
const deepest = 4;

function walk(body: Body, base: number, place: Place, inside: Inside, found: Written[]): void {
  for (const { offset: at, node } of body) {
    const offset = base + at;
    const { source, module, moduleAt, job, constants, routine } = inside;
    const isCall = node.kind === 'execute' || node.kind === 'execute_string';
    const handed = isCall ? textHanded(node, offset - routine, constants) : undefined;
    const handsUnknown = handed !== undefined && handed.literals === undefined;
    found.push({
      statement: node,
      meant: meantBy(node, constants),
      offset,
      source,
      database: place.database,
      module,
      moduleAt,
      job,
      handsUnknown,
    });
    if (node.kind === 'use') place.database = isTemplate(node.database.name) ? undefined : fold(node.database.name);
    else if (node.kind === 'create_module') walkModule(node, offset, place, inside, found);
    else if (node.kind === 'block') walk(node.body, offset, place, inside, found);
    else if (handed) walkText(handed, place, inside, found);
    else walkBranches(childrenOf(node), offset, place, inside, found);
  }
}

/** Where one of several ways leads to another database, the one behind them is not known. */
function walkBranches(branches: Body, offset: number, place: Place, inside: Inside, found: Written[]): void {
  const before = place.database;
  let same = true;
  for (const branch of branches) {
    const own: Place = { database: before };
    walk([branch], offset, own, inside, found);
    same &&= own.database === before;
  }
  if (!same) place.database = undefined;
}

function walkModule(
  module: StatementOf<'create_module'>,
  offset: number,
  { database }: Place,
  inside: Inside,
  found: Written[],
): void {
  const home = module.trigger?.on.kind === 'server' ? fold('master') : database;
  const own = module.name.database === undefined ? home : fold(module.name.database);
  const { source, parse } = inside;
  const constants = constantsOf(module.body);
  walk(
    module.body,
    offset,
    { database: own },
    { source, parse, constants, routine: offset, module, moduleAt: source.at(offset, 'start'), job: inside.job },
    found,
  );
}

function walkText({ literals, database, job }: Handed, place: Place, inside: Inside, found: Written[]): void {
  const { source, routine, parse, module, moduleAt } = inside;
  if (!literals || source.depth >= deepest) return;
  const letters = lettersIn(literals, source.text.slice(routine));
  const text = literals.map(({ value }) => value).join('');
  const inner: Source = {
    text,
    depth: source.depth + 1,
    at: (at, counts) => source.at(routine + letters(at, counts), counts),
  };
  const body = parse(text);
  const constants = constantsOf(body);
  const where = database === 'here' ? place.database : database;
  walk(
    body,
    0,
    { database: where },
    { source: inner, constants, routine: 0, parse, module, moduleAt, job: job ?? inside.job },
    found,
  );
}
