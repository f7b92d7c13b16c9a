/** The statements of a routine that run a text in which somebody else has a say. */
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import type { Batch, Body, Statement, StatementOf } from '../statement';
import { runStatementsOf } from '../walk';
import { nothing, through } from './flow';
import { isClosed } from './harmless';
import { type Flow, isExecuteSql, type Sink, type Way } from './model';
import { isSame } from './value';

type Create = StatementOf<'create_module'>;

/** The sinks in the body of a module, whose parameters are the callers' to choose. */
export const sinksInModule = memo((module: Create): readonly Sink[] => {
  const closed = new Set(module.parameters.filter(({ type }) => isClosed(type)).map(({ name }) => fold(name)));
  const entry = nothing.withMutations((changed) => {
    for (const { name, span } of module.parameters) {
      if (closed.has(fold(name))) continue;
      const trace = { move: { kind: 'parameter', name }, statement: module, span, before: undefined } as const;
      changed.set(fold(name), { taint: { trace }, tail: '' });
    }
  });
  return sinksIn(module.body, entry, closed);
});

/** The sinks of a batch, which has no parameters. */
export const sinksInBatch = memo((batch: Batch): readonly Sink[] => sinksIn(batch.statements, nothing, new Set()));

/** Loops in each other can take long; a large procedure takes some ten thousand. */
const mostStatements = 400_000;

/** GOTO may lead back, and then all is gone through again with what arrives at the labels. */
const mostRounds = 8;

function sinksIn(body: Body, entry: Flow, parameters: ReadonlySet<string>): readonly Sink[] {
  const closed = new Set([...parameters, ...closedIn(body)]);
  const labels = new Map<string, Flow>();
  const sinks: Way['sinks'] = new Map();
  const work = { left: mostStatements };
  for (let round = 0; round < mostRounds; round++) {
    const arrived = new Map(labels);
    through(body, entry, { closed, sinks, work, labels });
    if ([...labels].every(([label, flow]) => isSame(flow, arrived.get(label)))) break;
  }
  return [...sinks.values()];
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
