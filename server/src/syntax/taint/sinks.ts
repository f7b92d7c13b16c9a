/** The statements of a routine that run a text in which somebody else has a say. */
import { finish } from '../../text/finish';
import { interner } from '../../text/intern';
import { memo } from '../../text/memo';
import { fold } from '../../text/name';
import { finder } from '../selected';
import type { Batch, Body, Statement, StatementOf } from '../statement';
import { runChildrenOf } from '../walk';
import { goingThrough, nothing } from './flow';
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
export const textsInModule = memo((module: Create): Texts => finish(findTexts(module)));

/** Finds them before they are asked for; yields now and then. */
export function* readyTexts(module: Create): Generator<undefined, void> {
  if (ready.has(module)) return;
  textsInModule.know(module, yield* findTexts(module));
  ready.add(module);
}

const ready = new WeakSet<Create>();

function findTexts(module: Create): Generator<undefined, Texts> {
  const closed = new Set(module.parameters.filter(({ type }) => isClosed(type)).map(({ name }) => fold(name)));
  const chosen = module.parameters.filter(({ name }) => !closed.has(fold(name)));
  return textsIn(module.body, entryWith(chosen), closed);
}

const entries = interner<NonNullable<Flow>>();

/** What enters a module whose callers choose these; the same for the next version of the module. */
function entryWith(chosen: Create['parameters']): NonNullable<Flow> {
  const key = chosen.map(({ name, span }) => `${name} ${span.start} ${span.end}`).join('\u0001');
  return entries(key, () =>
    nothing.withMutations((changed) => {
      for (const { name, span } of chosen) {
        const trace = { move: { kind: 'parameter', name }, statement: undefined, span, before: undefined } as const;
        changed.set(fold(name), { taint: { trace }, tail: '' });
      }
    }),
  );
}

/** Those of a batch, which has no parameters. */
export const textsInBatch = memo((batch: Batch): Texts => finish(textsIn(batch.statements, nothing, new Set())));

/** Loops in each other can take long; a large procedure takes some ten thousand. */
const mostStatements = 400_000;

/** GOTO may lead back, and then all is gone through again with what arrives at the labels. */
const mostRounds = 8;

function* textsIn(body: Body, entry: Flow, parameters: ReadonlySet<string>): Generator<undefined, Texts> {
  const closed = closedSet([...parameters, ...closedIn(body).flatMap(({ node }) => closedBy(node))]);
  const labels = new Map<string, Flow>();
  const sinks: Way['sinks'] = new Map();
  const handed: Way['handed'] = new Map();
  const work = { left: mostStatements };
  for (let round = 0; round < mostRounds; round++) {
    const arrived = new Map(labels);
    yield* goingThrough(body, entry, { closed, sinks, handed, work, labels });
    if ([...labels].every(([label, flow]) => isSame(flow, arrived.get(label)))) break;
  }
  return { sinks: [...sinks.values()], handed: [...handed.values()] };
}

const closedSets = interner<ReadonlySet<string>>();

function closedSet(names: readonly string[]): ReadonlySet<string> {
  const sorted = [...new Set(names)].sort();
  return closedSets(sorted.join('\u0001'), () => new Set(sorted));
}

const closedIn = finder((statement) => closedBy(statement).length > 0, runChildrenOf);

/** The variables that a DECLARE makes and that hold no code. */
function closedBy(statement: Statement): readonly string[] {
  if (statement.kind !== 'declare') return [];
  return statement.variables.filter(({ type }) => isClosed(type)).map(({ name }) => fold(name));
}

/** Whether a statement runs a text, whoever wrote it: EXEC (...), sp_executesql, a procedure named by a variable. */
export function mayBeSink(statement: Statement): boolean {
  if (statement.kind === 'execute_string') return true;
  if (statement.kind !== 'execute') return false;
  return statement.module.kind === 'variable' || isExecuteSql(statement.module.name);
}
