/** What is around the findings: suppressions and their end, the SARIF report. */
import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/rules/rule';
import { sarifReport } from '../../server/src/rules/sarif';
import { isSuppressed, suppressionsOf } from '../../server/src/rules/suppressions';

const text = `-- tsqlctx-disable-next-line revert-without-frame: the tool appends it, until 2027-01-31
REVERT;
REVERT;
`;
const at = (start: number): Finding => ({
  rule: 'revert-without-frame',
  severity: 'information',
  span: { start, end: start + 6 },
  certainty: 'always',
  message: 'REVERT does nothing here.',
  serverErrors: [],
  related: [{ uri: 'a.sql', span: { start: 0, end: 2 }, message: 'Here.' }],
});
const first = text.indexOf('REVERT;');
const second = text.lastIndexOf('REVERT;');

describe('suppressions', () => {
  const suppressions = suppressionsOf(text);
  it('hold on the next line alone', () => {
    assert.equal(isSuppressed(suppressions, at(first), text), true);
    assert.equal(isSuppressed(suppressions, at(second), text), false);
  });
  it('hold to the day that they name', () => {
    assert.equal(isSuppressed(suppressions, at(first), text, '2027-01-31'), true);
    assert.equal(isSuppressed(suppressions, at(first), text, '2027-02-01'), false);
  });
});

describe('the SARIF report', () => {
  const { tool, results } = sarifReport([{ file: 'a.sql', text, findings: [at(first), at(second)] }]).runs[0]!;
  it('describes every rule with its page', () =>
    assert.ok(tool.driver.rules!.every(({ id, helpUri }) => helpUri?.endsWith(`/${id}.md`))));
  it('says how bad a hole is', () => {
    const scores = new Map(tool.driver.rules!.map(({ id, properties }) => [id, properties!['security-severity']]));
    assert.deepEqual(
      ['injection-under-elevation', 'revert-without-frame'].map((id) => scores.get(id)),
      ['8.8', '2.0'],
    );
  });
  it('tells equal findings apart', () =>
    assert.equal(new Set(results!.map((one) => one.partialFingerprints!['statement/v1'])).size, 2));
  it('leads through the related statements to the finding', () =>
    assert.equal(results![0]!.codeFlows![0]!.threadFlows[0]!.locations.length, 2));
});
