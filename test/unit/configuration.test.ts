/** tsqlcontext.json: the samples are valid by its schema, and each mistake has a place and a hint. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'jsonc-parser';
import { isIncluded, readConfiguration, sessionFor } from '../../server/src/configuration/configuration';
import { levelOf } from '../../server/src/configuration/presets';
import { configurationSchema } from '../../server/src/configuration/schema';

/** The text with `«` and `»` around what is marked, and part of the message. */
const mistakes: readonly (readonly [string, RegExp])[] = [
  ['«»', /not JSON: value expected/],
  ['{ "rules": {«»', /not JSON: close brace expected/],
  ['«[]»', /The configuration has to be an object \{ \}, not a list/],
  ['{ «"rule"»: {} }', /There is no 'rule' in the configuration. Is 'rules' meant\?/],
  ['{ «"colour"»: 1 }', /There is: \$schema, session, /],
  ['{ "rules": «[]» }', /'rules' has to be an object \{ \}, not a list/],
  ['{ "rules": { «"use-in-sandbx"»: "off" } }', /Is 'use-in-sandbox' meant/],
  ['{ "rules": { "use-in-sandbox": «"of"» } }', /can't be 'of'. Is 'off' meant/],
  ['{ "rules": { "use-in-sandbox": «true» } }', /has to be a text, not true or false/],
  ['{ "preset": «"strict"» }', /can't be 'strict'. There is: recommended, security-review, all/],
  ['{ "serverVersion": «"2023"» }', /Is '2022' meant|Is '2025' meant|Is '2019' meant/],
  ['{ "serverVersion": «2022» }', /has to be a text, not a number/],
  ['{ "knowledge": «"full"» }', /There is: open, complete/],
  ['{ "session": { «"user"»: "amy" } }', /There is no 'user' in 'session'. There is: login, database/],
  ['{ "session": { "login": «""» } }', /'login' is empty/],
  ['{ "session": «"sa"» }', /has to be an object/],
  ['{ "sessions": [«{ "login": "amy" }»] }', /needs 'files'/],
  ['{ "sessions": [{ "files": «[]», "login": "amy" }] }', /'files' is empty: it needs at least 1 entry/],
  ['{ "sessions": [{ "files": «"jobs/**"» }] }', /has to be a list \[ \], not a text/],
  ['{ "files": [«3»] }', /An entry of 'files' has to be a text, not a number/],
  ['{ "migrations": [{ "files": ["db"], "tool": «"flywa"» }] }', /Is 'flyway' meant/],
  ['{ "migrations": [«{ "files": ["db"] }»] }', /needs 'tool'/],
  ['{ "exclude": «"bin"» }', /has to be a list/],
  ['{ "catalogs": [«" "»] }', /is empty/],
  ['{ "dialect": «"oracle"» }', /There is: detect, tsql/],
  ['{ "limits": { "maxScriptSize": «0» } }', /has to be more than 0/],
  ['{ "limits": { "maxScriptSize": «"4"» } }', /has to be a number, not a text/],
  ['{ "limits": { «"maxScriptsize"»: 4 } }', /Is 'maxScriptSize' meant/],
  ['{ "preset": "all", «"preset"»: "recommended" }', /'preset' is given twice/],
  ['{ "preset" «"all"» }', /not JSON: colon expected/],
];

describe('tsqlcontext.json', () => {
  const sample = readFileSync(path.resolve(__dirname, '../../samples/tsqlcontext.json'), 'utf8');
  const everything = `{
    // all there is
    "$schema": "./schemas/tsqlcontext.schema.json",
    "session": { "login": "deploy", "database": "shop" },
    "sessions": [{ "files": ["jobs/**"], "login": "agent" }, { "files": ["msdb/*.sql"], "database": "msdb" },],
    "serverVersion": "2019", "knowledge": "complete", "preset": "security-review",
    "rules": { "use-in-sandbox": "off", "configuration": "warning" },
    "files": ["**/*.sql", "src"], "exclude": ["src/generated"], "catalogs": ["../server", "prod/*.sql"],
    "migrations": [{ "files": ["db/**"], "tool": "dbup" }, { "files": ["demo"], "tool": "none" }],
    "dialect": "tsql", "limits": { "maxScriptSize": 0.5 },
  }`;

  it('is valid by its schema', () => {
    const { allowTrailingCommas: _, ...schema } = configurationSchema;
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const text of [sample, everything, '{}']) {
      assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
      assert.deepEqual(readConfiguration(text).findings, []);
    }
    for (const [marked] of mistakes.slice(2, -2))
      assert.equal(validate(parse(marked.replace(/[«»]/g, ''))), false, marked);
  });

  for (const [marked, message] of mistakes)
    it(`marks ${marked}`, () => {
      const start = marked.indexOf('«');
      const span = { start, end: marked.indexOf('»') - 1 };
      const { findings } = readConfiguration(marked.replace(/[«»]/g, ''));
      assert.match(findings[0]?.message ?? '', message);
      assert.deepEqual(findings[0]?.span, span);
      assert.equal(findings[0]?.rule, 'configuration');
    });

  it('counts as far as it is right', () => {
    const { configuration } = readConfiguration(
      '{ "preset": "strict", "knowledge": "complete", "rules": { "x": "off", "use-in-sandbox": "hint" }, "files": ["a", 3] }',
    );
    assert.equal(configuration.preset, undefined);
    assert.equal(configuration.knowledge, 'complete');
    assert.deepEqual([...configuration.rules], [['use-in-sandbox', 'hint']]);
    assert.deepEqual(configuration.files, ['a']);
  });

  it('says who runs a script: the first entry that means it', () => {
    const { configuration } = readConfiguration(everything);
    assert.deepEqual(sessionFor(configuration, 'a.sql'), { login: 'deploy', database: 'shop' });
    assert.deepEqual(sessionFor(configuration, 'jobs/x/a.sql'), { login: 'agent', database: 'shop' });
    assert.deepEqual(sessionFor(configuration, 'msdb/a.sql'), { login: 'deploy', database: 'msdb' });
  });

  it('says which files are scripts', () => {
    const { configuration } = readConfiguration(
      '{ "files": ["src"], "exclude": ["src/gen", "**/*.tmp.sql"], "catalogs": ["src/server"] }',
    );
    const files = ['src/a.sql', 'src/gen/a.sql', 'src/x/a.tmp.sql', 'src/server/s.sql', 'other/a.sql'];
    assert.deepEqual(
      files.filter((file) => isIncluded(configuration, file)),
      ['src/a.sql'],
    );
  });

  it('makes findings more or less severe', () => {
    const of = (rule: string, severity: 'error' | 'warning' | 'hint', certainty: 'always' | 'possible' = 'always') => ({
      rule,
      severity,
      certainty,
    });
    assert.equal(levelOf({}, of('redundant-caller', 'hint')), 'hint');
    assert.equal(levelOf({ preset: 'recommended' }, of('private-key-kept', 'hint')), 'off');
    assert.equal(levelOf({ preset: 'all' }, of('private-key-kept', 'hint')), 'hint');
    assert.equal(levelOf({ preset: 'security-review' }, of('refused', 'error')), 'information');
    assert.equal(levelOf({ preset: 'security-review' }, of('configuration', 'error')), 'error');
    assert.equal(levelOf({ preset: 'security-review' }, of('trustworthy-on', 'hint')), 'warning');
    const rules = new Map([['refused', 'error']] as const);
    assert.equal(
      levelOf({ rules }, of('refused', 'warning', 'possible')),
      'warning',
      'what is not certain is no error',
    );
    assert.equal(levelOf({ rules }, of('refused', 'warning')), 'error');
  });
});
