/** Every format of `tsqlctx check`, on the built command; SARIF against the published schema. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { Folder, failing, isBuilt, note, type Ran, warning } from './command';

const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as object;

describe('tsqlctx check --format', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt) this.skip();
    folder = new Folder().write({
      'db/a warning#1.sql': warning,
      'db/failing.sql': failing,
      'db/note.sql': note,
      'db/suppressed.sql': `-- tsqlctx-disable-next-line revert-without-frame: the tool appends it\nREVERT;\n`,
      'db/caller.sql': 'EXEC dbo.p;\n',
      'tsqlcontext.json': '{ "rules": { "x": 1 } }',
    });
  });
  after(() => folder?.remove());
  const run = (format: string, ...args: readonly string[]): Ran =>
    folder.run('check', 'db', '--format', format, ...args);

  it('text: a block a finding, without colours where nobody sees them', () => {
    const { stdout } = run('text');
    assert.match(
      stdout,
      /^db\/failing\.sql:5:19 error\[unknown-principal\] .*\n {4}EXECUTE AS USER = 'nobody';\n {4} {18}\^{8}$/m,
    );
    assert.doesNotMatch(stdout, /\u001b/);
    assert.match(stdout, /5 scripts, \d+ statements: .*, 1 suppressed; .*\n$/);
  });

  it('json: places with line and column, related places, fixes, what was decided', () => {
    const { files, coverage, tool } = JSON.parse(run('json').stdout);
    assert.equal(tool.name, 'tsqlctx');
    const { findings } = files.find(({ file }: { file: string }) => file.includes('warning'));
    assert.deepEqual(findings[0].start, { line: 3, column: 1 });
    assert.match(findings[0].fixes[0].edits[0].text, /REVERT/);
    assert.deepEqual(Object.keys(findings[0].fixes[0].edits[0]), ['start', 'end', 'text']);
    assert.match(findings[0].fingerprint, /^[0-9a-f]{16}$/);
    assert.ok(coverage.statements > 5 && coverage.undecided > 0 && coverage.reasons[0].places[0].line > 0);
  });

  it('sarif: valid by the published schema', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    folder.run('check', 'db', '--baseline', 'known.json', '--update-baseline');
    for (const args of [[], ['--baseline', 'known.json'], ['missing.sql']]) {
      const log = JSON.parse(run('sarif', ...args).stdout) as Log;
      assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
    }
  });

  it('sarif: rules with their pages, fixes, suppressions, what could not be read; links nowhere', () => {
    const { stdout } = run('sarif', 'missing.sql');
    const [{ tool, results, invocations, properties } = assert.fail()] = (JSON.parse(stdout) as Log).runs;
    const rules = tool.driver.rules!;
    assert.ok(rules.every(({ help, helpUri }) => help?.markdown?.startsWith('# ') && helpUri === undefined));
    assert.ok(rules.every((rule) => Number(rule.properties!['security-severity']) > 0));
    for (const { ruleId, ruleIndex } of results!) assert.equal(rules[ruleIndex!]!.id, ruleId);
    const left = results!.find(({ ruleId }) => ruleId === 'unreverted-execute-as')!;
    assert.equal(left.locations![0]!.physicalLocation!.artifactLocation!.uri, 'db/a%20warning%231.sql');
    assert.match(left.fixes![0]!.artifactChanges[0]!.replacements[0]!.insertedContent!.text!, /REVERT/);
    assert.match(left.partialFingerprints!['statement/v1']!, /^[0-9a-f]{16}:1$/);
    const [excused] = results!.filter(({ suppressions }) => suppressions!.length > 0);
    assert.equal(excused!.suppressions![0]!.justification, 'the tool appends it');
    assert.equal(invocations![0]!.executionSuccessful, false);
    assert.match(invocations![0]!.toolExecutionNotifications![0]!.message.text!, /missing\.sql/);
    assert.ok((properties!['coverage'] as { statements: number }).statements > 0);
  });

  it('sarif: links to where pages are published', () => {
    const { stdout } = folder.runWith(
      { env: { TSQLCTX_RULE_PAGES: 'https://example.org/{rule}.html' } },
      'check',
      'db',
      '--format',
      'sarif',
    );
    // it is a setting of the build: what stands in the environment of a run does not count
    assert.doesNotMatch(stdout, /example\.org/);
  });

  it('github: workflow commands', () => {
    const lines = run('github').stdout.trimEnd().split('\n');
    assert.ok(
      lines.includes(
        '::error file=db/failing.sql,line=5,endLine=5,col=19,endColumn=26,title=unknown-principal::There is no user \'nobody\' here. Msg 15517: Cannot execute as the database principal because the principal "nobody" does not exist, this type of principal cannot be impersonated, or you do not have permission.',
      ),
      lines.join('\n'),
    );
    assert.ok(lines.some((line) => line.startsWith('::warning file=db/a warning#1.sql,line=3')));
    assert.ok(lines.some((line) => line.startsWith('::notice file=db/note.sql')));
  });

  it('are written to files, too', () => {
    const { stdout } = run('text', '--output', 'sarif=out.sarif', '--output', 'junit=out.xml');
    assert.match(stdout, /5 scripts/);
    const read = (file: string): string => readFileSync(path.join(folder.path, file), 'utf8');
    assert.equal(JSON.parse(read('out.sarif')).version, '2.1.0');
    assert.match(read('out.xml'), /^<\?xml/);
    assert.equal(run('text', '--output', 'sarif').status, 2);
  });

  it('junit: a suite a file', () => {
    const { stdout } = run('junit');
    assert.match(stdout, /^<\?xml version="1.0" encoding="UTF-8"\?>\n/);
    assert.match(stdout, /<testsuite name="db\/failing.sql" tests="(\d)" failures="\1">/);
    assert.match(
      stdout,
      /<failure type="error" message="There is no user &apos;nobody|message="There is no user 'nobody/,
    );
    assert.match(stdout, /<testcase classname="db\/caller.sql" name="no findings"\/>/);
  });
});
