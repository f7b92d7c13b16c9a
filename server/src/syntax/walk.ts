/** The statements of a script at their places, and where a given statement stands. */
import type { Body, Script, Statement } from './statement';
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

/** Where each statement stands. Equal batches share their statements, so there may be several places. */
const placesIn = memo((script: Script): ReadonlyMap<Statement, readonly number[]> => {
  const places = new Map<Statement, number[]>();
  for (const { offset, node } of statementsOf(script)) {
    const known = places.get(node);
    if (known) known.push(offset);
    else places.set(node, [offset]);
  }
  return places;
});

/** The offset of a statement in a script: the last place before `near`, else the first one. */
export function placeOf(script: Script, statement: Statement, near: number): number | undefined {
  const places = placesIn(script).get(statement);
  return places?.findLast((place) => place <= near) ?? places?.[0];
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
