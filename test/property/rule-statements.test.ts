/** A rule that names the kinds of statements of which it speaks has nothing to say about others. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PlacedStep } from '../../server/src/engine/session/model';
import { rules } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const choosy = rules.filter(({ statements }) => statements);

describe('rules about some kinds of statements', function () {
  this.timeout(120_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('are silent about the others: in the fixtures and in the bad examples of all rules', () => {
    const samples = rules
      .filter(({ language }) => !language)
      .flatMap(({ bad }) => bad.map((text) => `${stage}\n${text}`));
    let asked = 0;
    for (const text of [...fixtureNames.map(fixtureText), ...samples]) {
      const analysed = finish(workspaceWith(parser, { 'a.sql': text }).analyse('a.sql', { run: 'predicted' }));
      const bodies = [...(analysed?.analysis.bodies.values() ?? [])].flatMap(({ run }) => run.steps);
      const parts = (analysed?.analysis.run.parts ?? []).flatMap((part) => ('run' in part ? part.run.steps : []));
      asked += asking([...parts, ...bodies], text);
    }
    assert.ok(asked > 10_000, `only ${asked} questions`);
  });
});

/** Asks each rule about the steps of which it says that it does not speak; answers how often. */
function asking(steps: readonly PlacedStep[], text: string): number {
  let asked = 0;
  for (const { step } of steps) {
    const where = { step, inModule: false, inString: false };
    for (const rule of choosy) {
      if (rule.statements!.includes(step.statement.kind)) continue;
      asked++;
      const found = [
        ...(rule.step?.(step, where) ?? []),
        ...step.paths.flatMap((path) => [...(rule.path?.(path, where) ?? []), ...(rule.refusal?.(path, where) ?? [])]),
      ];
      assert.deepEqual(found, [], `${rule.id} about ${step.statement.kind} in ${text}`);
    }
    asked += asking(step.children, text);
    for (const { run } of step.calls) asked += asking(run.steps, text);
  }
  return asked;
}

const stage = readFileSync(path.join(__dirname, '../stage.sql'), 'utf8');
