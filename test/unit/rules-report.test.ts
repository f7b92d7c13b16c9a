/** What is around the findings: suppressions and their end, fingerprints, and the SARIF report. */
import assert from 'node:assert/strict';
import { baselineOf, compared, fingerprint } from '../../server/src/rules/baseline';
import { totalCoverage } from '../../server/src/rules/coverage';
import type { ReportedFile } from '../../server/src/rules/report';
import type { Finding } from '../../server/src/rules/rule';
import { sarifReport } from '../../server/src/rules/sarif';
import { sorted } from '../../server/src/rules/suppressions';

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

/** The lines of the REVERTs that are left, and what is wrong with the comments. */
function left(script: string, today?: string): readonly string[] {
  const found = [...script.matchAll(/^REVERT/gm)].map(({ index }) => at(index));
  return sorted(found, script, today).findings.map(({ rule, span, message }) =>
    rule === 'revert-without-frame' ? `line ${script.slice(0, span.start).split('\n').length}` : `${rule}: ${message}`,
  );
}

describe('suppressions', () => {
  it('hold on the next line alone', () => assert.deepEqual(left(text), ['line 3']));
  it('hold to the day that they name', () => {
    assert.deepEqual(left(text, '2027-01-31'), ['line 3']);
    assert.deepEqual(left(text, '2027-02-01'), ['line 2', 'line 3']);
  });
  it('hold on their line, in their range, in the file', () => {
    assert.deepEqual(left('REVERT; -- tsqlctx-disable-line revert-without-frame: why\nREVERT;\n'), ['line 2']);
    const range = 'REVERT;\n/* tsqlctx-disable revert-without-frame: why */\nREVERT;\n';
    assert.deepEqual(left(`${range}-- tsqlctx-enable revert-without-frame\nREVERT;\n`), ['line 1', 'line 5']);
    assert.deepEqual(left(`${range}-- tsqlctx-enable\nREVERT;\n`), ['line 1', 'line 5']);
    assert.deepEqual(left(`${range}REVERT;\n`), ['line 1']);
    assert.deepEqual(left('REVERT;\n-- tsqlctx-disable-file revert-without-frame: why\nREVERT;\n'), []);
  });
  it('name several rules', () =>
    assert.deepEqual(left('-- tsqlctx-disable-next-line revert-without-frame, use-in-sandbox: why\nREVERT;\n'), [
      'suppression-unused: There is no use-in-sandbox here: the comment suppresses nothing.',
    ]));
  it('say what they lack, and suppress nothing', () => {
    const of = (comment: string): readonly string[] => left(`-- tsqlctx-disable-next-line${comment}\nREVERT;\n`);
    assert.deepEqual(of(' revert-without-frame'), [
      'line 2',
      'suppression-incomplete: This suppresses nothing: it needs a reason, behind a colon.',
    ]);
    assert.match(of(' revert-without-frame: until 2027-01-31')[1]!, /it needs a reason/);
    assert.match(of('')[1]!, /it names no rule/);
    assert.match(of(' revert-without-frame: why, until 2027-02-30')[1]!, /'2027-02-30' is no day/);
    assert.match(
      of(' revert-without-frme: why')[1]!,
      /There is no rule revert-without-frme. Is revert-without-frame meant/,
    );
    assert.match(of(' use-in-sandbox: why')[1]!, /suppression-unused/);
  });
  it('are none in a string', () =>
    assert.deepEqual(left("PRINT '-- tsqlctx-disable-next-line revert-without-frame: why';\nREVERT;\n"), ['line 2']));
});

describe('a baseline', () => {
  const fileOf = (file: string, script: string): ReportedFile => ({
    file,
    text: script,
    findings: [...script.matchAll(/^REVERT/gm)].map(({ index }) => at(index)),
  });
  const naming = { nameOf: (file: string) => file, isThere: (name: string) => name !== 'old.sql' };
  const newIn = (before: ReportedFile, after: ReportedFile): readonly [number, number] => {
    const { files, gone } = compared([after], baselineOf([before], naming), naming);
    return [files[0]!.findings.filter((one) => !files[0]!.known?.has(one)).length, gone.length];
  };
  it('knows findings again that have moved, and lines that are set otherwise', () => {
    assert.equal(fingerprint('REVERT;', at(0)), fingerprint('-- more\n  revert ;'.replace(' ;', ';'), at(10)));
    assert.deepEqual(newIn(fileOf('a.sql', 'REVERT;\n'), fileOf('a.sql', 'SELECT 1;\n\nREVERT;\n')), [0, 0]);
  });
  it('counts equal ones', () =>
    assert.deepEqual(newIn(fileOf('a.sql', 'REVERT;\n'), fileOf('a.sql', 'REVERT;\nREVERT;\n')), [1, 0]));
  it('says what is gone', () =>
    assert.deepEqual(newIn(fileOf('a.sql', 'REVERT;\n'), fileOf('a.sql', 'SELECT 1;\n')), [0, 1]));
  it('follows a file that has another name', () =>
    assert.deepEqual(newIn(fileOf('old.sql', 'REVERT;\n'), fileOf('new.sql', 'REVERT;\n')), [0, 0]));
  it('keeps what it knows of files that are not checked', () => {
    const older = baselineOf([fileOf('b.sql', 'REVERT;\n'), fileOf('old.sql', 'REVERT;\n')], naming);
    const made = baselineOf([fileOf('a.sql', 'REVERT;\n')], naming, older);
    assert.deepEqual(
      made.findings.map(({ file }) => file),
      ['a.sql', 'b.sql'],
    );
  });
});

describe('the SARIF report', () => {
  const file: ReportedFile = { file: 'a.sql', text, findings: [at(first), at(second)] };
  const report = { files: [file], coverage: totalCoverage([]), gone: [], notices: [], version: '0.1.0' };
  const { tool, results } = sarifReport(report, { pageOf: ({ id }) => `# ${id}`, pages: '' }).runs[0]!;
  it('describes every rule with its page, and links nowhere', () => {
    assert.ok(tool.driver.rules!.every(({ id, help }) => help?.markdown === `# ${id}`));
    assert.ok(tool.driver.rules!.every(({ helpUri }) => helpUri === undefined));
  });
  it('says how bad a hole is', () => {
    const scores = new Map(tool.driver.rules!.map(({ id, properties }) => [id, properties!['security-severity']]));
    assert.deepEqual(
      ['injection-under-elevation', 'revert-without-frame'].map((id) => scores.get(id)),
      ['8.8', '2.0'],
    );
  });
  it('links to pages that are published', () => {
    const published = sarifReport(report, { pageOf: () => '', pages: 'https://example.org/{rule}.html' }).runs[0]!;
    assert.match(published.tool.driver.rules![0]!.helpUri!, /^https:\/\/example\.org\/[\w-]+\.html$/);
  });
  it('tells equal findings apart', () =>
    assert.equal(new Set(results!.map((one) => one.partialFingerprints!['statement/v1'])).size, 2));
  it('leads through the related statements to the finding', () =>
    assert.equal(results![0]!.codeFlows![0]!.threadFlows[0]!.locations.length, 2));
});
