/**
 * What people read over all fixtures: no insert of a message is left open, and no rule id and no code of the engine or of
 * its tables gets into a trace, a finding, a hover or an explanation.
 */
import assert from 'node:assert/strict';
import { requirement } from '../server/src/catalog/requirement/requirement';
import { stepsAsRun } from '../server/src/engine/run/steps';
import { explainLine } from '../server/src/features/explain';
import { hover } from '../server/src/features/hover';
import { pageOf } from '../server/src/features/page';
import { reasonsOf } from '../server/src/features/reasons';
import { connects, simulatedRows, simulationOf } from '../server/src/features/simulate';
import { traceOf } from '../server/src/features/trace';
import { findings } from '../server/src/rules/index';
import type { Parser } from '../server/src/syntax/parser';
import { stageOf } from '../server/src/syntax/stage';
import { finish } from '../server/src/text/finish';
import type { How } from '../server/src/workspace/request';
import type { Analysed } from '../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from './support/fixtures';
import { testParser } from './support/parser';
import { workspaceWith } from './support/stage';
import { readExamples, scriptOf } from './support/statement-examples';
import { traced } from './support/traced';

/** What is never shown, and what it is. */
const unwanted: readonly (readonly [RegExp, string])[] = [
  [/%(?:\.\*)?(?:ls|s|S_MSG|#?l?[xud]|I64d)\b/g, 'an open insert'],
  [/(['"])\?\1/g, 'an insert filled with a question mark'],
  [/Cannot \w+ the {2}|the ''|""/g, 'an insert filled with nothing'],
  [/(?<=\s|^)(?:the|in|on|of|to)\s+\.\.\.(?=\s)|['"]\.\.\.['"]/g, 'an insert left out'],
  [/\b(?!S-1-|SHA-|UTF-|AES-|RSA-|CVE-|ISO-)[A-Z]{2,5}-\d{1,3}\b/g, 'a rule id'],
  [/\b(?:object|system|user|login|role|app_role|schema|key|implied|windows|approle):[\w.\\]+/g, 'an id of the catalog'],
  [/\b[A-Z ]+@(?:SERVER|DATABASE|OBJECT|SCHEMA|COLUMN|TYPE|ROLE)\b|\b(?:db)?role:\w+/g, 'a formula of a table'],
  [/\bundefined\b|\[object |\bNaN\b/g, 'a value of the language'],
];

describe('words over all fixtures', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('examples of the table of statements', () => {
    for (const example of readExamples()) {
      const row = requirement(example.statement);
      if (!row) continue;
      const { text } = scriptOf(example, row.requires);
      const said = traced(parser, text).statements.flatMap(({ error, reason, unless }) => [
        error?.message,
        reason,
        unless,
      ]);
      assert.deepEqual(
        said.flatMap((one) => (one === undefined ? [] : blemishes(one, text))),
        [],
        example.statement,
      );
    }
  }).timeout(60_000);

  for (const name of fixtureNames) {
    it(name, () => {
      const text = fixtureText(name);
      const workspace = workspaceWith(parser, { [name]: text });
      const ask = (how: How) => finish(workspace.analyse(name, how))!;
      const predicted = ask({ run: 'predicted' });
      const possible = ask({ run: 'possible' });
      const { login = 'sa', database = 'master' } = stageOf(predicted.script).sessions[0] ?? {};
      const { statements } = traceOf(predicted.script, name, predicted.analysis.run);
      const said = [
        ...statements.flatMap(({ error, reason, unless, permission, inside = [] }) => [
          error?.message,
          reason,
          unless,
          permission?.on,
          ...inside.map(({ message }) => message),
        ]),
        ...[...new Set(statements.map(({ line }) => line))].flatMap((line) =>
          explainLine(predicted.script, predicted.analysis, line),
        ),
        ...statements.map(({ offset }) => hover(possible, offset, 'everywhere')?.markdown),
        ...pageText(ask(simulationOf(login, database, whole)), possible),
        ...findings(possible).flatMap(({ message, related = [] }) => [message, ...related.map((one) => one.message)]),
      ];
      assert.deepEqual([...new Set(said.flatMap((one) => (one === undefined ? [] : blemishes(one, text))))], []);
      assert.deepEqual([...unexplained(predicted)], []);
      workspace.remove(name);
    });
  }
});

const whole = { kind: 'file' } as const;

/** The lines of a simulation. */
function pageText(run: Analysed, about: Analysed): readonly string[] {
  const rows = simulatedRows(run, about, whole);
  const options = { title: '', what: '', as: connects(run, about, { login: 'sa', target: whole }), width: 400 };
  return pageOf(rows, options).lines.map(({ text }) => text);
}

/** The refusals for which no reason is given, but for those that the script raises itself. */
function* unexplained({ script, analysis }: Analysed): Generator<string> {
  for (const { step } of stepsAsRun(analysis.run, script))
    for (const { outcome, before } of step.paths)
      if (outcome.kind === 'error' && outcome.refusal.kind !== 'raised' && reasonsOf(outcome, before).length === 0)
        yield `${outcome.number} ${outcome.message} (${outcome.refusal.kind})`;
}

/** What a text shows that nobody should see, unless the script itself has it. */
function blemishes(said: string, script: string): readonly string[] {
  return unwanted.flatMap(([pattern, what]) =>
    [...said.matchAll(pattern)]
      .filter(([found]) => !script.includes(found))
      .map(([found, ,], index) => `${what}, ${found} (${index}): ${said.slice(0, 300)}`),
  );
}
