/** The statements of a script at their places, and where a given statement stands. */
import type { Batch, Body, Script, Statement } from './statement';
import { memo } from '../text/memo';
import type { Placed } from '../text/span';

const none: Body = [];

/** The statements directly inside a statement: of a block, a branch, a module body. */
export function childrenOf(statement: Statement): Body {
  switch (statement.kind) {
    case 'block':
    case 'create_module':
      return statement.body;
    case 'if':
      return [statement.then, statement.otherwise].filter((placed) => placed !== undefined);
    case 'while':
      return statement.body ? [statement.body] : none;
    case 'try_catch':
      return [...statement.try, ...statement.catch];
    case 'create_schema':
      return statement.elements;
    case 'other':
      return statement.children ?? none;
    default:
      return none;
  }
}

/** Every statement of a script, outer ones first, with its offset in the text. */
export function* statementsOf(script: Script): Generator<Placed<Statement>> {
  for (const { offset, batch } of script.batches) yield* walk(batch.statements, offset);
}

function* walk(body: Body, base: number): Generator<Placed<Statement>> {
  for (const { offset, node } of body) {
    const start = base + offset;
    yield { offset: start, node };
    const inside = childrenOf(node);
    if (inside.length > 0) yield* walk(inside, start);
  }
}

/** Where each statement of a batch stands, from the batch's start. */
const placesIn = memo(
  (batch: Batch): ReadonlyMap<Statement, number> =>
    new Map([...walk(batch.statements, 0)].map(({ offset, node }) => [node, offset])),
);

/**
 * The offset of a statement in a script: the last place before `near`, else the first one behind it. Equal batches
 * share their statements, so there may be several places.
 */
export function placeOf(script: Script, statement: Statement, near: number): number | undefined {
  const { batches } = script;
  const at = (index: number): number | undefined => {
    const { offset, batch } = batches[index]!;
    const place = placesIn(batch).get(statement);
    return place === undefined ? undefined : offset + place;
  };
  const last = lastBefore(batches, near);
  for (let index = last; index >= 0; index--) {
    const place = at(index);
    if (place !== undefined && place <= near) return place;
  }
  for (let index = Math.max(0, last); index < batches.length; index++) {
    const place = at(index);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The index of the last batch that starts at or before an offset. */
function lastBefore(batches: Script['batches'], offset: number): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (batches[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The text of a statement that starts at an offset. */
export function textOf(script: Script, statement: Statement, offset: number): string {
  return script.text.slice(offset + statement.span.start, offset + statement.span.end);
}

/** A text in one line, cut where it gets too long. */
export function inOneLine(text: string, limit: number): string {
  const line = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
