/**
 * The statements of one sort in a script, at their places. What is found is remembered with each statement that holds
 * others, so asking again behind an edit costs what the edit changed, and not the length of the script.
 */
import { memo } from '../text/memo';
import type { Placed } from '../text/span';
import type { Body, Script, Statement } from './statement';
import type { CreateModule } from './statements/modules';
import { childrenOf, mayHold, runChildrenOf } from './walk';

/** Answers the statements for which `wanted` holds, outer ones first, with their offsets in the script. */
export function selected<S extends Statement>(
  wanted: (statement: Statement) => statement is S,
): (script: Script) => readonly Placed<S>[];
export function selected(wanted: (statement: Statement) => boolean): (script: Script) => Body;
export function selected(wanted: (statement: Statement) => boolean): (script: Script) => Body {
  const inBody = finder(wanted, childrenOf);
  return memo((script: Script): Body => {
    const found: Placed<Statement>[] = [];
    for (const { offset, batch } of script.batches) place(inBody(batch.statements), offset, found);
    return found;
  });
}

/** The modules that a body creates or alters, at any depth outside other modules. */
export const modulesIn: (body: Body) => readonly Placed<CreateModule>[] = finder(
  (statement) => statement.kind === 'create_module',
  runChildrenOf,
);

/** Answers the statements of a body for which `wanted` holds; `children`: those inside one that are looked at. */
export function finder<S extends Statement>(
  wanted: (statement: Statement) => statement is S,
  children: (statement: Statement) => Body,
): (body: Body) => readonly Placed<S>[];
export function finder(
  wanted: (statement: Statement) => boolean,
  children: (statement: Statement) => Body,
): (body: Body) => Body;
export function finder(
  wanted: (statement: Statement) => boolean,
  children: (statement: Statement) => Body,
): (body: Body) => Body {
  const inside = memo((statement: Statement): Body => search(children(statement)));
  const search = (body: Body): Body => {
    const found: Placed<Statement>[] = [];
    for (const one of body) {
      if (wanted(one.node)) found.push(one);
      if (mayHold(one.node)) place(inside(one.node), one.offset, found);
    }
    return found.length === 0 ? none : found;
  };
  return memo(search);
}

function place(list: Body, by: number, found: Placed<Statement>[]): void {
  for (const one of list) found.push(by === 0 ? one : { offset: one.offset + by, node: one.node });
}

const none: Body = [];
