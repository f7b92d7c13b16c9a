/** Every escalation path that is found can be played: its script runs to the end, and nothing in it is refused. */
import assert from 'node:assert/strict';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type PlacedPath, pathsIn } from '../../server/src/workspace/paths/index';
import { fixtureNames, fixtureText } from '../support/fixtures';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';
import { traced } from '../support/traced';

describe('escalation paths', function () {
  this.timeout(120_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('can be played, each of them in the fixtures', () => {
    let count = 0;
    for (const name of fixtureNames) {
      for (const text of stagesOf(fixtureText(name))) {
        for (const path of pathsOf(parser, text)) {
          count++;
          assert.deepEqual(refusedIn(parser, text, path), [], `${name}: ${path.play}`);
        }
      }
    }
    assert.ok(count > 30, `only ${count} paths`);
  });
});

/** A fixture as it stands when somebody else than its administrator connects, and as it ends: by then much is undone. */
function stagesOf(text: string): readonly string[] {
  const mark = [...text.matchAll(/^--# session:.*$/gm)].find(([line]) => !/login=sa\b/.test(line));
  return mark ? [text.slice(0, mark.index), text] : [text];
}

function pathsOf(parser: Parser, text: string): readonly PlacedPath[] {
  const analysed = finish(workspaceWith(parser, { 'a.sql': text }).analyse('a.sql', { run: 'predicted' }));
  return analysed ? finish(pathsIn(analysed)) : [];
}

/** What the play says that does not succeed. */
function refusedIn(parser: Parser, text: string, { play }: PlacedPath): readonly string[] {
  const before = `${text}\nGO\n`;
  const { statements } = traced(parser, before + play);
  const played = statements.filter(({ offset, calls }) => offset >= before.length && calls.length === 0);
  assert.ok(played.length > 0, 'nothing is played');
  return played
    .filter(({ outcome }) => outcome !== 'ok' && outcome !== 'noop')
    .map(({ line, outcome, error, reason }) => `${line}: ${outcome} ${error?.message ?? reason ?? ''}`);
}
