/**
 * Makes the samples of the rules' pages: each bad example with as much of the standing stage (test/stage.sql) as it takes to
 * give the finding in an empty file, under the defaults of `tsqlctx check`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newest } from '../server/src/catalog/versions';
import { check } from '../server/src/cli/check';
import type { Rule, Severity } from '../server/src/rules/rule';
import type { Parser } from '../server/src/syntax/parser';

/** A statement of the stage, and the batch in which it stands. */
interface Piece {
  readonly text: string;
  readonly batch: number;
}

const session = '--# session: login=sa db=master\n';

/** The sample of an example; undefined: it can't be shown in a single file. */
async function sampleOf(parser: Parser, rule: Rule, example: string): Promise<string | undefined> {
  const head = await headOf(parser, rule, example);
  if (head === undefined) return undefined;
  let left = stage();
  for (const piece of [...left].reverse()) {
    const without = left.filter((one) => one !== piece);
    if (await gives(parser, rule, written(head, without, example), rule.severity)) left = without;
  }
  return written(head, left, example);
}

/** Whether an example can be shown in a single file. */
export async function canBeShown(parser: Parser, rule: Rule, example: string): Promise<boolean> {
  return (await headOf(parser, rule, example)) !== undefined;
}

/** What stands before the whole stage, so that an example behind it gives the finding. */
async function headOf(parser: Parser, rule: Rule, example: string): Promise<string | undefined> {
  const pieces = stage();
  for (const head of ['', session])
    if (await gives(parser, rule, written(head, pieces, example), rule.severity)) return head;
  return undefined;
}

/** Whether a text gives a finding of the rule, as severe as the rule is. */
export async function gives(parser: Parser, rule: Rule, text: string, severity: Severity): Promise<boolean> {
  const [checked] = await check(parser, {
    files: [{ file: 'sample.sql', text }],
    catalogs: [],
    login: 'sa',
    database: 'master',
    version: rule.version ?? newest,
    knowledge: 'open',
    assumed: { login: true, database: true },
  });
  return checked!.findings.some((one) => one.rule === rule.id && one.severity === severity);
}

function stage(): readonly Piece[] {
  const text = readFileSync(path.join(__dirname, '../test/stage.sql'), 'utf8').replace(/^--.*\n/gm, '');
  return text
    .split(/^GO\n/m)
    .flatMap((batch, index) =>
      /^CREATE (PROCEDURE|SCHEMA)/m.test(batch) ? [{ text: batch.trim(), batch: index }] : statementsOf(batch, index),
    );
}

function statementsOf(batch: string, index: number): readonly Piece[] {
  const lines = batch.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => ({ text: line, batch: index }));
}

function written(head: string, pieces: readonly Piece[], example: string): string {
  const batches = new Map<number, string[]>();
  for (const { text, batch } of pieces) batches.set(batch, [...(batches.get(batch) ?? []), text]);
  return `${head}${[...batches.values()].map((lines) => `${lines.join('\n')}\nGO\n`).join('')}${example.trim()}\n`;
}

/** The source of server/src/rules/generated/samples.ts. */
export async function samplesFile(parser: Parser, rules: readonly Rule[]): Promise<string> {
  const lines: string[] = [];
  for (const rule of rules.filter(({ language }) => !language)) {
    const made: string[] = [];
    for (const example of rule.bad) {
      const sample = await sampleOf(parser, rule, example);
      if (sample !== undefined) made.push(`    ${JSON.stringify(sample)},\n`);
    }
    if (made.length > 0) lines.push(`  '${rule.id}': [\n${made.join('')}  ],\n`);
  }
  return `// Made by \`npm run docs\` from the examples of the rules and test/stage.sql.\n\n/** What gives a finding of a rule in an empty file, by the rule's id. */\nexport const samples: Readonly<Record<string, readonly string[]>> = {\n${lines.join('')}};\n`;
}
