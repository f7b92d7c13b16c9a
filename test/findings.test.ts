/**
 * Scripts in test/findings/: the findings and the comments of carets match one to one (`UPDATE=1` rewrites the
 * comments). A comment marks the code line above it: `--  ^^^^ error[rule]: message`. Carets right after `--` also
 * match a start in columns 1 and 2, which they cannot reach; comments may be stacked.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { check } from '../server/src/cli/check';
import { readGrammarFiles } from '../server/src/lsp/grammar-files';
import { samples } from '../server/src/rules/generated/samples';
import type { Finding } from '../server/src/rules/rule';
import { createParser, type Parser } from '../server/src/syntax/parser';
import { lineIndex } from '../server/src/text/line-index';

const folder = path.join(__dirname, 'findings');
const caretLine = /^--\s*\^+ (error|warning|information|hint)\[/;

describe('findings', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith('.sql'))
    .sort()) {
    it(name, async () => {
      const file = path.join(folder, name);
      const text = readFileSync(file, 'utf8');
      const lines = text.split('\n');
      const found = await findingsOf(parser, name, text);
      if (process.env.UPDATE) writeFileSync(file, annotated(lines, text, found));
      else
        assert.deepEqual(
          annotations(lines),
          found.map((one) => caret(one, text)),
        );
    });
  }
});

/** Between the samples of a rule in one file of test/findings/rules/: each is a script of its own. */
const border = '\n-- ----------------------------------------------------------------\n';

describe('findings in the samples of the rules', () => {
  const rulesFolder = path.join(folder, 'rules');
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  it('stand in a file for each rule', () => {
    if (process.env.UPDATE) mkdirSync(rulesFolder, { recursive: true });
    else
      assert.deepEqual(
        readdirSync(rulesFolder).sort(),
        Object.keys(samples)
          .map((id) => `${id}.sql`)
          .sort(),
      );
  });
  for (const [id, own] of Object.entries(samples)) {
    it(id, async () => {
      const shown: string[] = [];
      for (const sample of own) {
        const found = await findingsOf(parser, `${id}.sql`, sample);
        assert.ok(found.some(({ rule }) => rule === id));
        shown.push(annotated(sample.split('\n'), sample, found));
      }
      const file = path.join(rulesFolder, `${id}.sql`);
      if (process.env.UPDATE) writeFileSync(file, shown.join(border));
      else assert.equal(readFileSync(file, 'utf8'), shown.join(border));
    });
  }
});

/** Carets are comments, so the script is analysed with them. */
async function findingsOf(parser: Parser, file: string, text: string): Promise<readonly Finding[]> {
  return (
    await check(parser, {
      files: [{ file, text }],
      catalogs: [],
      login: 'sa',
      database: 'master',
      version: '2025',
      knowledge: 'open',
      assumed: { login: true, database: true },
    })
  )[0]!.findings;
}

interface Caret {
  readonly line: number;
  readonly comment: string;
}

function annotations(lines: readonly string[]): readonly Caret[] {
  let code = 0;
  return lines.flatMap((text, index) => {
    if (caretLine.test(text)) return [{ line: code, comment: text }];
    code = index + 1;
    return [];
  });
}

function caret({ rule, severity, span, message }: Finding, text: string): Caret {
  const start = lineIndex(text).at(span.start);
  const end = lineIndex(text).at(span.end);
  const line = text.split('\n')[start.line - 1]!;
  const first = Math.max(3, start.column);
  const last = Math.max(first + 1, end.line === start.line ? end.column : line.length + 1);
  return {
    line: start.line,
    comment: `--${' '.repeat(first - 3)}${'^'.repeat(last - first)} ${severity}[${rule}]: ${message}`,
  };
}

function annotated(lines: readonly string[], text: string, found: readonly Finding[]): string {
  const carets = found.map((one) => caret(one, text));
  return lines
    .flatMap((line, index) =>
      caretLine.test(line)
        ? []
        : [line, ...carets.filter((one) => one.line === index + 1).map(({ comment }) => comment)],
    )
    .join('\n');
}
