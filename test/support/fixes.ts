/** An example behind the standing stage with what is found in it, and the same with a fix made. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newest } from '../../server/src/catalog/versions';
import { type Action, edited, everyAction } from '../../server/src/features/actions';
import type { Edit } from '../../server/src/features/fixes/fix';
import { findings } from '../../server/src/rules/index';
import type { Finding } from '../../server/src/rules/rule';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Analysed, Workspace } from '../../server/src/workspace/workspace';

const stage = readFileSync(path.join(__dirname, '../stage.sql'), 'utf8');
const uri = 'file:///example.sql';

export interface Example {
  readonly text: string;
  readonly analysed: Analysed;
  /** Those of the stage are left out. */
  readonly findings: readonly Finding[];
}

/** Analyses an example, with other scripts beside it. */
export function analysed(parser: Parser, text: string, others: readonly string[] = []): Example {
  const workspace = new Workspace(parser, {
    login: 'sa',
    database: 'master',
    version: newest,
    knowledge: 'complete',
    guardDialect: false,
  });
  for (const [index, other] of others.entries()) workspace.put(`file:///other${index}.sql`, other);
  workspace.put(uri, `${stage}${text}`);
  const found = finish(workspace.analyse(uri, { run: 'possible' }));
  if (!found) throw new Error('The example is not analysed.');
  return { text, analysed: found, findings: findings(found).filter(({ span }) => span.start >= stage.length) };
}

/** What is offered for the findings of a rule in an example. */
export function offered({ analysed: subject, findings: found }: Example, rule: string): readonly Action[] {
  return found.filter((one) => one.rule === rule).flatMap((one) => everyAction(subject, one));
}

/** The text of an example with edits made. */
export function withEdits({ analysed: { script } }: Example, edits: readonly Edit[]): string {
  const text = edited(script.text, edits);
  const fileWide = text.length - script.text.length;
  return text.startsWith(stage)
    ? text.slice(stage.length)
    : `${text.slice(0, fileWide)}${text.slice(stage.length + fileWide)}`;
}

/** What is wrong with a fix: the finding is still there, another came, or the text does not parse. */
export function flaws(parser: Parser, example: Example, action: Action): readonly string[] {
  const { script, edits } = action;
  const after = script ? analysed(parser, example.text, [script.text]) : analysed(parser, withEdits(example, edits));
  const left = [...example.findings];
  left.splice(left.indexOf(action.finding), 1);
  const flawed: string[] = [];
  for (const one of after.findings) {
    const same = left.findIndex(({ rule, message }) => rule === one.rule && message === one.message);
    if (same >= 0) left.splice(same, 1);
    else flawed.push(`${one.rule}: ${one.message}`);
  }
  if (errorsIn(after) > errorsIn(example)) flawed.push('it does not parse');
  return flawed;
}

function errorsIn({ analysed: { script } }: Example): number {
  return script.batches.reduce((sum, { batch }) => sum + batch.errors.length, 0);
}
