/**
 * Scripts that are run one after the other, as one: what that declares to others. Of what is made several times the last
 * one counts, as in any script; what is dropped again further on is not declared; what a constant string makes is.
 */
import { ofScripts } from '../../syntax/of-scripts';
import type { Batch, Body, PlacedBatch, Script, Statement } from '../../syntax/statement';
import { runStatementsOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import type { Name } from '../../text/name';
import { makes, unmakes } from '../names/made';
import { constantText } from './opaque';
import { placedIn } from './placed';

/** A script with the database in which it starts. */
export interface Started {
  readonly script: Script;
  readonly database: string;
}

/** `parse` makes the statements of a string that is run. */
export function inSequence(uri: string, list: readonly Started[], parse: (text: string) => Body): Script {
  const batches: PlacedBatch[] = [];
  const texts: string[] = [];
  let base = 0;
  for (const { script, database } of list) {
    batches.push({ offset: base, batch: useOf(database), count: 1 });
    base += 1;
    for (const placed of batchesOf(script))
      batches.push({ ...placed, offset: base + placed.offset, batch: seenThrough(placed.batch, parse) });
    const text = script.atHand === undefined ? script.text : '';
    texts.push(' ', text, '\n');
    base += text.length + 1;
  }
  const isPartly = list.some(({ script }) => script.read === 'some declarations');
  return {
    uri,
    text: texts.join(''),
    batches: withoutDropped(batches),
    ...(isPartly && { read: 'some declarations' }),
  };
}

/** The batches of a script; of one that is not held what it says to others. */
function batchesOf(script: Script): Script['batches'] {
  return script.atHand === undefined ? script.batches : saidBy(script);
}

const saidBy = ofScripts((script: Script): Script['batches'] => {
  const statements = placedIn(script).map(({ statement }) => ({ offset: 0, node: statement }));
  return [{ offset: 0, batch: { text: '', statements, errors: [], commands: [] }, count: 1 }];
});

function useOf(database: string): Batch {
  const span = { start: 0, end: 0 };
  const node: Statement = { kind: 'use', node: 'use', span, database: { name: database, span } };
  return { text: '', statements: [{ offset: 0, node }], errors: [], commands: [] };
}

/** A batch that runs constant strings, with the statements of those in their places. */
function seenThrough(batch: Batch, parse: (text: string) => Body): Batch {
  if (!runsStrings(batch)) return batch;
  const seen = [...runStatementsOf(batch.statements)].flatMap((node): Body => {
    const text = constantText(node);
    return text === undefined ? [{ offset: 0, node }] : parse(text);
  });
  return { ...batch, statements: seen.filter(({ node }) => !isOnlyAround(node)) };
}

const runsStrings = memo((batch: Batch): boolean =>
  [...runStatementsOf(batch.statements)].some((one) => constantText(one) !== undefined),
);

/** What encloses other statements and does nothing itself: those stand beside it now. */
function isOnlyAround({ kind }: Statement): boolean {
  return kind === 'block' || kind === 'if' || kind === 'while' || kind === 'try_catch';
}

/** The batches without the statements that make what is dropped further on. */
function withoutDropped(batches: readonly PlacedBatch[]): readonly PlacedBatch[] {
  const made = new Map<string, Statement[]>();
  const dropped = new Set<Statement>();
  let database: Name = 'master';
  for (const { batch } of batches) {
    for (const statement of runStatementsOf(batch.statements)) {
      if (statement.kind === 'use') database = statement.database.name;
      for (const key of unmakes(statement, database, 'as written')) {
        for (const one of made.get(key) ?? []) dropped.add(one);
        made.delete(key);
      }
      const key = makes(statement, database, 'as written'); // in some databases capitals count
      if (key !== undefined) made.set(key, [...(made.get(key) ?? []), statement]);
    }
  }
  if (dropped.size === 0) return batches;
  return batches.map((placed) => {
    const { batch } = placed;
    const all = [...runStatementsOf(batch.statements)];
    if (!all.some((one) => dropped.has(one))) return placed;
    const left = all.filter((one) => !dropped.has(one) && !isOnlyAround(one));
    return { ...placed, batch: { ...batch, statements: left.map((node) => ({ offset: 0, node })) } };
  });
}
