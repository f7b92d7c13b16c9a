/**
 * The statements of a script that count for other scripts, each with the database that is current there. Remembered by batch
 * and the database that enters it, so that an edit costs the batches that it changed.
 */
import { ofScripts } from '../../syntax/of-scripts';
import { isReadAsWhole } from '../../syntax/read-as-whole';
import { type SessionMark, stageOf } from '../../syntax/stage';
import type { Batch, Body, Script, Statement } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { countsIn, declaringInside } from './phases';

export interface PlacedStatement {
  readonly statement: Statement;
  /** Where it stands in the text. */
  readonly offset: number;
  readonly database: string | undefined;
  readonly conditional: boolean;
}

/** What counts in a part of a script; places count from its start. */
interface Part {
  readonly start: number;
  readonly placed: readonly PlacedStatement[];
}

/** The statements of a script outside modules that count here, each with the database that is current there. */
export const placedIn = ofScripts((script: Script): readonly PlacedStatement[] =>
  partsOf(script).flatMap(({ start, placed }) =>
    start === 0 ? placed : placed.map((one) => ({ ...one, offset: start + one.offset })),
  ),
);

/** Tells the statements of a script that is not held. */
export function knowPlaced(script: Script, placed: readonly PlacedStatement[]): void {
  placedIn.know(script, placed);
  listsIn.know(script, [placed]);
}

/** The same in lists, one for each part in which something counts. A part that stays what it was has the same list. */
export const listsIn = ofScripts((script: Script): readonly (readonly PlacedStatement[])[] =>
  partsOf(script).map(({ placed }) => placed),
);

/** The databases of batches of which a part was not understood. */
export const tornBatchesOf = ofScripts((script: Script): readonly (string | undefined)[] => {
  if (script.batches.every(({ batch }) => isReadAsWhole(batch))) return [];
  const databaseAt = databasesIn(script);
  return script.batches.flatMap(({ batch, offset }) => (isReadAsWhole(batch) ? [] : [databaseAt(offset)]));
});

function partsOf(script: Script): readonly Part[] {
  if (stageOf(script).sessions.length > 0) return [{ start: 0, placed: placedAnew(script) }];
  const parts: Part[] = [];
  let database = script.starts?.database;
  for (const { batch, offset: start } of script.batches) {
    const counting = countingIn(batch);
    if (counting.length === 0) continue;
    const { placed, leaves } = entered(counting, database);
    parts.push({ start, placed });
    database = leaves;
  }
  return parts;
}

/** Where comments open connections, they say where the statements behind them run. */
function placedAnew(script: Script): readonly PlacedStatement[] {
  const databaseAt = databasesIn(script);
  return script.batches.flatMap(({ batch, offset: base }) =>
    countingIn(batch).map(({ statement, offset, conditional }) => ({
      statement,
      offset: base + offset,
      database: databaseAt(base + offset),
      conditional,
    })),
  );
}

interface Entered {
  readonly from: string | undefined;
  readonly placed: readonly PlacedStatement[];
  /** The database that is current behind it. */
  readonly leaves: string | undefined;
}

const newest = new WeakMap<readonly Counting[], Entered>();

/** A batch as it is entered in a database: remembered for the one that it was last. */
function entered(counting: readonly Counting[], from: string | undefined): Entered {
  const known = newest.get(counting);
  if (known && known.from === from) return known;
  let database = from;
  const placed = counting.map(({ statement, offset, conditional }): PlacedStatement => {
    if (statement.kind === 'use') database = statement.database.name;
    return { statement, offset, database, conditional };
  });
  const made = { from, placed, leaves: database };
  newest.set(counting, made);
  return made;
}

/** Answers which database is current at an offset; ask in the order of the text. */
function databasesIn(script: Script): (offset: number) => string | undefined {
  const marks: SessionMark[] = [...stageOf(script).sessions];
  const uses = script.batches.flatMap(({ batch, offset: base }) =>
    countingIn(batch).flatMap(({ statement, offset }) =>
      statement.kind === 'use' ? [{ at: base + offset, name: statement.database.name }] : [],
    ),
  );
  let database = script.starts?.database;
  return (offset) => {
    for (;;) {
      const mark = marks[0] && marks[0].span.start <= offset ? marks[0] : undefined;
      const use = uses[0] && uses[0].at <= offset ? uses[0] : undefined;
      if (!mark && !use) return database;
      if (mark && (!use || mark.span.start <= use.at)) database = marks.shift()?.database ?? 'master';
      else database = uses.shift()?.name;
    }
  };
}

interface Counting {
  readonly statement: Statement;
  /** From the batch's start. */
  readonly offset: number;
  readonly conditional: boolean;
}

/** The statements of a batch that declare, drop or change the database. */
const countingIn = memo((batch: Batch): readonly Counting[] => {
  const found: Counting[] = [];
  const visit = (body: Body, base: number, conditional: boolean): void => {
    for (const { node, offset: at } of body) {
      const offset = base + at;
      if (countsIn(node)) found.push({ statement: node, offset, conditional });
      const inside = declaringInside(node);
      if (inside.length > 0) visit(inside, offset, conditional || node.kind !== 'block');
    }
  };
  visit(batch.statements, 0, false);
  return found;
});
