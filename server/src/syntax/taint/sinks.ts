/** The statements of a routine that run a text in which somebody else has a say. */
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import type { Batch, Body, Statement, StatementOf } from '../statement';
import { runStatementsOf } from '../walk';
import { nothing, through } from './flow';
import { isClosed } from './harmless';
import { type Flow, type Handed, isExecuteSql, type Sink, type Way } from './model';
import { isSame } from './value';

type Create = StatementOf<'create_module'>;

/** The texts of others that a routine runs, and those that it hands to the procedures that it calls. */
export interface Texts {
  readonly sinks: readonly Sink[];
  readonly handed: readonly Handed[];
}

/** Those in the body of a module, whose parameters are the callers' to choose. */
export const textsInModule = memo((module: Create): Texts => {
  const closed = new Set(module.parameters.filter(({ type }) => isClosed(type)).map(({ name }) => fold(name)));
  const entry = nothing.withMutations((changed) => {
    for (const { name, span } of module.parameters) {
      if (closed.has(fold(name))) continue;
      const trace = { move: { kind: 'parameter', name }, statement: module, span, before: undefined } as const;
      changed.set(fold(name), { taint: { trace }, tail: '' });
    }
  });
  return textsIn(module.body, entry, closed);
});

/** Those of a batch, which has no parameters. */
export const textsInBatch = memo((batch: Batch): Texts => textsIn(batch.statements, nothing, new Set()));

/** Loops in each other can take long; a large procedure takes some ten thousand. */
const mostStatements = 400_000;

/** GOTO may lead back, and then all is gone through again with what arrives at the labels. */
const mostRounds = 8;

function textsIn(body: Body, entry: Flow, parameters: ReadonlySet<string>): Texts {
  const closed = new Set([...parameters, ...closedIn(body)]);
  const labels = new Map<string, Flow>();
  const sinks: Way['sinks'] = new Map();
  const handed: Way['handed'] = new Map();
  const work = { left: mostStatements };
  for (let round = 0; round < mostRounds; round++) {
    const arrived = new Map(labels);
    through(body, entry, { closed, sinks, handed, work, labels });
    if ([...labels].every(([label, flow]) => isSame(flow, arrived.get(label)))) break;
  }
  return { sinks: [...sinks.values()], handed: [...handed.values()] };
}

function* closedIn(body: Body): Generator<string> {
  for (const statement of runStatementsOf(body)) {
    if (statement.kind !== 'declare') continue;
    for (const { name, type } of statement.variables) if (isClosed(type)) yield fold(name);
  }
}

/** Whether a statement runs a text, whoever wrote it: EXEC (...), sp_executesql, a procedure named by a variable. */
export function mayBeSink(statement: Statement): boolean {
  if (statement.kind === 'execute_string') return true;
  if (statement.kind !== 'execute') return false;
  return statement.module.kind === 'variable' || isExecuteSql(statement.module.name);
}
