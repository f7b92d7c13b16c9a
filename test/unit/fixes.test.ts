/** Each fix, made in a text that is analysed again: the finding is gone, and no other came. */
import assert from 'node:assert/strict';
import { actions, fixAll, isPreferred } from '../../server/src/features/actions';
import { fixesByRule } from '../../server/src/features/fixes/index';
import { rules } from '../../server/src/rules/index';
import type { Parser } from '../../server/src/syntax/parser';
import { frameExamples } from '../support/fix-examples/frames';
import { otherExamples } from '../support/fix-examples/others';
import { analysed, flaws, offered, withEdits } from '../support/fixes';
import { testParser } from '../support/parser';

const fixExamples = [...frameExamples, ...otherExamples];

/** Rules that have their fix before they are here. */
const known = new Set(rules.map(({ id }) => id));

/** Their fixes are new scripts. */
const scriptsOnly = new Set([
  'no-user-in-target',
  'cross-db-in-sandbox',
  'certificate-absent-in-target',
  'authenticator-not-trusted',
]);

describe('fixes', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  for (const { rule, title, before: text, after, beside = [] } of fixExamples.filter((one) => known.has(one.rule)))
    it(`${rule}: ${JSON.stringify(text)}`, () => {
      const example = analysed(parser, text);
      const all = offered(example, rule);
      const fix = all.find((one) => title.test(one.title));
      assert.ok(
        fix,
        `offered: ${all.map((one) => one.title).join('; ')}; found: ${example.findings.map((one) => one.rule).join()}`,
      );
      assert.equal(withEdits(example, fix.edits), after);
      const found = flaws(parser, example, fix);
      assert.deepEqual(
        found.filter((one) => !beside.some((rule) => one.startsWith(`${rule}: `))),
        [],
      );
    });

  it('ends two frames that stay open by two REVERTs', () => {
    const example = analysed(parser, "EXECUTE AS USER = 'dbo';\nEXECUTE AS USER = 'clerk';\n");
    const text = withEdits(example, fixAll(example.analysed, example.findings));
    assert.equal(text, "EXECUTE AS USER = 'dbo';\nEXECUTE AS USER = 'clerk';\nREVERT;\nREVERT;\n");
    assert.deepEqual(analysed(parser, text).findings, []);
  });

  it('brings nothing new where all that is sure is fixed at once', () => {
    for (const { before: text, beside = [] } of fixExamples) {
      const example = analysed(parser, text);
      const fixed = analysed(parser, withEdits(example, fixAll(example.analysed, example.findings)));
      const ids = new Set([...example.findings.map(({ rule }) => rule), ...beside]);
      assert.deepEqual(
        fixed.findings.filter(({ rule }) => !ids.has(rule)).map(({ rule }) => rule),
        [],
        text,
      );
    }
  });

  it('gives reports the fixes that edit the script, and no comments', () => {
    const { analysed: subject, findings } = analysed(parser, 'REVERT;\nALTER DATABASE shop SET TRUSTWORTHY ON;\n');
    assert.deepEqual(
      actions(subject, findings).map(({ title }) => title),
      ['Delete the REVERT', 'Turn TRUSTWORTHY off'],
    );
  });

  it('suppresses in the whole file where the line begins inside a string', () => {
    const text = "PRINT 'two\nlines'; REVERT;\n";
    const example = analysed(parser, text);
    const comment = offered(example, 'revert-without-frame').find(({ title }) => title.startsWith('Suppress'));
    assert.equal(
      withEdits(example, comment?.edits ?? []),
      `-- tsqlctx-disable revert-without-frame: <reason>\n${text}`,
    );
  });

  it('has an example for each rule with a fix', () => {
    const shown = new Set(fixExamples.map(({ rule }) => rule));
    assert.deepEqual(
      [...fixesByRule.keys()].filter((rule) => !shown.has(rule) && !scriptsOnly.has(rule)),
      [],
    );
  });

  for (const rule of rules.filter(({ language }) => !language))
    it(`suppresses ${rule.id}, and prefers nothing that grants`, () => {
      for (const text of rule.bad) {
        const example = analysed(parser, text);
        // one that is for another version of the server is not found here
        if (!example.findings.some((one) => one.rule === rule.id)) continue;
        const all = offered(example, rule.id);
        const comments = all.filter((one) => one.title.startsWith('Suppress'));
        assert.ok(comments.length > 0, text);
        for (const comment of comments) assert.deepEqual(flaws(parser, example, comment), []);
        for (const { edits, ...fix } of all) {
          const inserted = edits.map((edit) => edit.text).join(' ');
          assert.ok(
            !isPreferred(fix as (typeof all)[number]) || !/\bGRANT\b|\bADD MEMBER\b|\bON\b/i.test(inserted),
            inserted,
          );
        }
      }
    });
});
