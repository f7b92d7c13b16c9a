/** The GitHub action, run step by step by a stand-in for the runner: what its scripts do, not what GitHub does. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { clean, Folder, isBuilt, note, warning } from './command';
import { type ActionRun, runAction } from './stand-in';

describe('action.yml', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!isBuilt || process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder?.remove());

  const run = (inputs: Readonly<Record<string, string>>): ActionRun => runAction(folder, inputs);

  it('passes on what is clean, and uploads it', () => {
    folder.write({ 'db/clean.sql': clean });
    const { code, uploaded } = run({ paths: 'db' });
    assert.equal(code, 0);
    assert.deepEqual(uploaded, ['tsqlctx.sarif']);
    assert.ok(existsSync(path.join(folder.path, 'tsqlctx.sarif')));
  });

  it('fails for what is new in a pull request, and for nothing else', () => {
    folder.write({ 'db/old one.sql': warning, 'tsqlcontext.json': '{ "preset": "all" }' });
    folder.run('check', 'db', '--baseline', 'known.json', '--update-baseline');
    const inputs = { baseline: 'known.json', 'fail-on': 'note', paths: 'db/old one.sql\ndb' };
    assert.equal(run(inputs).code, 0);
    folder.write({ 'db/new.sql': note });
    const { code, stdout, uploaded } = run({ ...inputs, upload: 'false' });
    assert.equal(code, 1);
    assert.match(stdout, /^::notice file=db\/new\.sql,line=2/m);
    assert.doesNotMatch(stdout, /old one/);
    assert.deepEqual(uploaded, []);
  });

  it('says that something could not be read', () => assert.equal(run({ paths: 'missing' }).code, 2));
});
