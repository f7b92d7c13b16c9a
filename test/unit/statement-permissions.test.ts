/**
 * The statements of data/statement-permissions.tsv, one by one: refused to a user who holds nothing, with the number
 * that the table names, and not refused any more once the permission is granted. Those without an example are listed,
 * with the reason, in test/statements/without-example.tsv.
 */
import assert from 'node:assert/strict';
import { type Requirement, requirement, requirements } from '../../server/src/catalog/requirement/requirement';
import type { TraceStatement } from '../../server/src/features/trace';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { type Example, readExamples, readWithoutExample, scriptOf } from '../support/statement-examples';
import { traced } from '../support/traced';

const examples = readExamples();

describe('statement permissions', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });
  for (const example of examples) {
    it(example.statement, () => {
      const row = requirement(example.statement);
      assert.ok(row, 'the table has such a row');
      const script = scriptOf(example, row.requires);
      const made = traced(parser, script.text);
      const at = (line: number): TraceStatement | undefined =>
        made.statements.filter((one) => one.line === line && one.calls.length === 0).at(-1);
      assertBare(at(script.bare), example, row);
      if (script.granted !== undefined) assertGranted(at(script.granted), row);
    });
  }

  it('have examples, or are about something else than one statement', () => {
    const shown = new Set(examples.map((example) => example.statement));
    const missing = [...requirements()]
      .filter((row) => !shown.has(row.statement) && !row.inferred && row.platforms.includes('box'))
      .map((row) => row.statement);
    assert.deepEqual(missing.sort(), [...readWithoutExample()].sort());
  });
});

function assertBare(is: TraceStatement | undefined, { expect }: Example, row: Requirement): void {
  const needsNothing = row.formula.kind === 'atom' && row.formula.atom.kind === 'nothing';
  if (expect === 'ok' || (expect === '' && needsNothing)) {
    assert.match(is?.outcome ?? 'not in the trace', /^(ok|noop)$/, is?.reason);
    return;
  }
  assert.equal(is?.outcome, 'error', is?.reason);
  const numbers = expect !== '' && expect !== '*' ? [Number(expect)] : row.errors.map((error) => error.number);
  if (expect !== '*' && numbers.length > 0)
    assert.ok(
      numbers.includes(is?.error?.number ?? 0),
      `expected one of ${numbers.join(', ')}, is ${is?.error?.number}: ${is?.reason}`,
    );
}

/** It need not succeed, for there may be no such job or file; but it is not for want of a permission. */
function assertGranted(is: TraceStatement | undefined, row: Requirement): void {
  const refused = row.errors.map((error) => error.number);
  assert.ok(is && is.outcome !== 'unreachable', is?.reason);
  assert.equal(is.permission, undefined, is.reason);
  assert.ok(!refused.includes(is.error?.number ?? -1), is.reason);
  assert.doesNotMatch(
    is.outcome === 'unknown' ? (is.reason ?? '') : '',
    /permission-not-known|name-resolution|no-catalog/,
  );
}
