/**
 * What a fact would change is what it changes: a run that supposes it answers as the same script does with the fact
 * written into it.
 */
import assert from 'node:assert/strict';
import { choicesAt } from '../../server/src/designs/choices';
import { stepsAsRun } from '../../server/src/engine/run/steps';
import { isDeclaring } from '../../server/src/engine/start/phases';
import { isUse } from '../../server/src/engine/start/supposed';
import { simulatedRows } from '../../server/src/features/simulate';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { bracket } from '../../server/src/text/name';
import type { Analysed } from '../../server/src/workspace/workspace';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

describe('what a fact would change', function () {
  this.timeout(60_000);
  let parser: Parser;
  let compared = 0;
  let changed = 0;
  before(async () => {
    parser = await testParser();
  });

  for (const [turn, name] of fixtureNames.entries())
    it(name, () => {
      const text = fixtureText(name);
      const plain = run(parser, text);
      if (goesOnSettingUp(plain)) return; // what it says later counts for more than what is supposed
      for (const script of factsOf(plain, turn)) {
        const supposed = run(parser, text, script);
        if (supposed.unmade.length > 0) continue;
        const written = writtenIn(parser, text, plain, script);
        if (!written) continue;
        compared++;
        const wanted = answersFrom(written.run, written.from);
        const found = answersFrom(supposed, written.at);
        assert.deepEqual(found, wanted, script);
        if (String(found) !== String(answersFrom(plain, written.at))) changed++;
      }
    });

  after(() => {
    assert.ok(compared > 100, `${compared} facts were compared`);
    assert.ok(changed > 8, `${changed} of them changed an answer`);
  });
});

function run(parser: Parser, text: string, suppose?: string): Analysed {
  const workspace = workspaceWith(parser, { 'a.sql': text });
  const facts = suppose === undefined ? {} : { suppose: { text: suppose, database: 'master' } };
  return finish(workspace.analyse('a.sql', { run: 'predicted', ...facts }))!;
}

/** A fact of each group that is offered at the steps of a run: another one in each fixture. */
function factsOf(analysed: Analysed, turn: number): readonly string[] {
  const rows = simulatedRows(analysed, analysed, { kind: 'file' });
  const texts = { scripts: [analysed.script], definitions: analysed.definitions };
  const groups = new Map<string, Set<string>>();
  for (const row of rows)
    for (const { group, script } of choicesAt(row, texts)) {
      const known = groups.get(group) ?? new Set<string>();
      groups.set(group, known);
      known.add(script);
    }
  return [...groups.values()].flatMap((list) => [...list].slice(turn % list.size).slice(0, 1));
}

interface Written {
  readonly run: Analysed;
  /** Where the rest begins, in the text as it was and as it is with the fact. */
  readonly at: number;
  readonly from: number;
}

/** The script with the fact behind what it sets up, if the server takes it there from whoever runs it. */
function writtenIn(parser: Parser, text: string, plain: Analysed, fact: string): Written | undefined {
  const free = plain.script.batches.flatMap(({ offset }) => {
    const place = databaseAt(plain, offset);
    return place === undefined ? [] : [{ offset, place }];
  });
  const first = firstSwitch(plain);
  const chosen = free.filter(({ offset }) => offset <= first).at(-1) ?? free.at(-1);
  if (!chosen) return undefined;
  const start = text.lastIndexOf('\n', chosen.offset) + 1;
  const put = `${fact}\nGO\nUSE ${bracket(chosen.place)};\nGO\n`;
  const edited = run(parser, text.slice(0, start) + put + text.slice(start));
  const end = start + put.length;
  return takesAll(edited, start, end) ? { run: edited, at: start, from: end } : undefined;
}

/** Whether the script sets up more behind the first use of what it set up. */
function goesOnSettingUp(plain: Analysed): boolean {
  const first = firstSwitch(plain);
  return plain.script.batches.some(({ batch, offset }) =>
    batch.statements.some((one) => offset + one.offset > first && isDeclaring(one.node)),
  );
}

/** Where the script first becomes somebody else. */
function firstSwitch({ analysis, script }: Analysed): number {
  for (const { place, step, calls } of stepsAsRun(analysis.run, script))
    if (calls.length === 0 && place && isUse(step.statement)) return place.offset;
  return script.text.length;
}

/** The database in which a batch runs as nobody but the one who connected. */
function databaseAt(analysed: Analysed, offset: number): string | undefined {
  for (const { place, step, calls } of stepsAsRun(analysed.analysis.run, analysed.script)) {
    if (calls.length > 0 || !place || place.offset < offset) continue;
    const world = step.before.kind === 'worlds' && step.before.worlds.length === 1 ? step.before.worlds[0] : undefined;
    if (!world || world.stack.depth > 0 || world.transaction !== 'none') return undefined;
    return world.catalog.databases.get(world.database)?.name;
  }
  return undefined;
}

function takesAll(analysed: Analysed, start: number, end: number): boolean {
  const steps = [...stepsAsRun(analysed.analysis.run, analysed.script)].filter(
    ({ place, calls }) => calls.length === 0 && place && place.offset >= start && place.offset < end,
  );
  return steps.length > 0 && steps.every(({ step }) => step.paths.every(({ outcome }) => outcome.kind === 'ok'));
}

/** What is answered to each step that runs behind a place of the script. */
function answersFrom({ script, analysis }: Analysed, place: number): readonly string[] {
  let inside = false;
  const answers: string[] = [];
  for (const { step, place: at, calls } of stepsAsRun(analysis.run, script)) {
    if (calls.length === 0 && at) inside = at.offset >= place;
    if (!inside) continue;
    const told = step.paths.map(({ outcome }) => (outcome.kind === 'error' ? `Msg ${outcome.number}` : outcome.kind));
    answers.push(`${step.statement.node} ${[...new Set(told)].join(' or ')}`);
  }
  return answers;
}
