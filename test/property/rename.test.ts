/**
 * A rename changes no answer: each thing that a fixture makes and that may be renamed gets another name, and each statement
 * comes out as before.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stepsAsRun } from '../../server/src/engine/run/steps';
import { type Refused, type Renamed, rename } from '../../server/src/features/navigation/rename';
import { isDeclaring } from '../../server/src/features/navigation/symbol';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { symbolsOf } from '../../server/src/workspace/symbols/index';
import type { Analysed, Workspace } from '../../server/src/workspace/workspace';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const folder = path.resolve(__dirname, '../fixtures');
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  .sort();
/** What CREATE SCHEMA by a login without a user makes has the name of the login, and no text says it. */
const unseen: ReadonlySet<string> = new Set(['objects/schema-of-a-login-without-a-user.sql']);
/** One of so many fixtures is taken; EVERY=1 takes all. */
const every = Number(process.env['EVERY'] ?? 6);

describe('rename', function () {
  this.timeout(600_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  const analysed = (workspace: Workspace): Analysed | undefined =>
    finish(workspace.analyse('a.sql', { run: 'predicted' }));
  const outcomes = ({ analysis, script }: Analysed): readonly string[] =>
    [...stepsAsRun(analysis.run, script)].flatMap(({ step }) => {
      if (step.statement.kind === 'create_module') return [];
      return step.paths.map(({ outcome }) => (outcome.kind === 'error' ? `${outcome.number}` : outcome.kind));
    });

  it('changes no outcome', () => {
    let renamed = 0;
    const wrong: string[] = [];
    for (const [index, name] of fixtures.entries()) {
      if (index % every !== 0 || unseen.has(name)) continue;
      const text = readFileSync(path.join(folder, name), 'utf8');
      const workspace = workspaceWith(parser, { 'a.sql': text });
      const own = analysed(workspace);
      if (!own) continue;
      const before = outcomes(own);
      const seen = new Set<string>();
      for (const mention of symbolsOf(workspace).mentionsIn(own.script)) {
        const key = `${mention.space} ${mention.name} ${mention.database}`;
        if (!isDeclaring(mention) || seen.has(key)) continue;
        seen.add(key);
        const found: Renamed | Refused = finish(
          rename(workspace, own, mention.span.start, { to: "z]z'z", mayWrite: () => 'yes' }),
        );
        if ('refused' in found) continue;
        renamed++;
        const changed: string = found.edits
          .toSorted((a, b) => b.span.start - a.span.start)
          .reduce((made, { span, text: put }) => made.slice(0, span.start) + put + made.slice(span.end), text);
        const after = analysed(workspaceWith(parser, { 'a.sql': changed }))!;
        const now = outcomes(after);
        if (now.join() !== before.join()) wrong.push(`${name}: ${mention.space} ${mention.name}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(renamed > 100 / every, `${renamed} were renamed`);
    if (process.env['EVERY']) process.stderr.write(`${renamed} were renamed\n`);
  });
});
