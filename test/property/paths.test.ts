/** Every escalation path that is found can be played: its script runs to the end, and nothing in it is refused. */
import assert from 'node:assert/strict';
import { loginToken, userToken } from '../../server/src/catalog/closure';
import { allowedAmong, principalsAlike, serverPrincipalsAlike } from '../../server/src/catalog/decide/alike';
import type { Subject } from '../../server/src/catalog/decide/decide';
import { decideImpersonateLogin, decideImpersonateUser } from '../../server/src/catalog/decide/impersonate';
import type { Verdict } from '../../server/src/catalog/decide/verdict';
import type { DatabasePrincipal, ServerPrincipal } from '../../server/src/catalog/model';
import { cutWords } from '../../server/src/rules/path-words';
import type { Parser } from '../../server/src/syntax/parser';
import type { Body } from '../../server/src/syntax/statement';
import { finish } from '../../server/src/text/finish';
import { type PlacedPath, pathsIn } from '../../server/src/workspace/paths/index';
import type { Ground } from '../../server/src/workspace/paths/model';
import { findPaths } from '../../server/src/workspace/paths/search';
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

  it('are looked for once in scripts that stand beside each other, whichever is asked about first', () => {
    const texts = { 'a.sql': grantsTo('ana', 'bob'), 'b.sql': grantsTo('bob', 'sa'), 'c.sql': logins };
    const inTurn = (...names: (keyof typeof texts)[]): ReadonlyMap<string, readonly PlacedPath[]> => {
      const workspace = workspaceWith(parser, texts);
      return new Map(
        names.map((name) => [name, finish(pathsIn(finish(workspace.analyse(name, { run: 'possible' }))!))] as const),
      );
    };
    const [forth, back] = [inTurn('a.sql', 'b.sql', 'c.sql'), inTurn('c.sql', 'b.sql', 'a.sql')];
    const plays = (all: readonly PlacedPath[] | undefined): readonly string[] =>
      all!.map(({ play }) => play).toSorted();
    assert.equal(plays(forth.get('a.sql')).length, 2);
    for (const name of forth.keys()) assert.deepEqual(plays(forth.get(name)), plays(back.get(name)), name);
    const [first, second, third] = [...forth.values()].map(([one]) => one!.steps);
    assert.ok(first === second && second === third, 'each was looked for anew');
  });

  /** Somebody may become each of many, who have a database each. */
  function becomingMany(count: number): Pick<Ground, 'catalog' | 'definitions'> {
    const names = Array.from({ length: count }, (_, at) => `n${at}`);
    const made = names.map((name, at) => {
      const user = `CREATE USER keeper; CREATE USER ${name}; CREATE ROLE r${at} AUTHORIZATION ${name};`;
      return `CREATE LOGIN ${name} WITH PASSWORD = 'x'; CREATE DATABASE d${at};\nGO\nUSE d${at}; ${user} USE master;\nGO\n`;
    });
    const text = `CREATE LOGIN keeper WITH PASSWORD = 'x'; GRANT ALTER ANY LOGIN TO keeper;\nGO\n${made.join('')}`;
    const { analysis } = finish(workspaceWith(parser, { 'a.sql': text }).analyse('a.sql', { run: 'possible' }))!;
    return { catalog: analysis.end()!, definitions: analysis.context.definitions };
  }

  it('try little more than what is looked at, where somebody may become many in many databases', () => {
    const { catalog, definitions: written } = becomingMany(30);
    let tried = 0;
    const parse = (text: string): Body => {
      tried++;
      return written.parse(text);
    };
    const found = finish(
      findPaths({ catalog, definitions: Object.assign(Object.create(written), { parse }), opens: () => false }),
    );
    assert.deepEqual(found, { paths: [] });
    assert.ok(tried < 700, `${tried} statements tried`);
  });

  it('are said not to be all where somebody may become too many, or too many are there', () => {
    const wordsFor = (count: number): string => {
      const { cut } = finish(findPaths({ ...becomingMany(count), opens: () => false }));
      return cut ? cutWords(cut) : '';
    };
    assert.match(wordsFor(45), /not every way was followed from login 'keeper', for/);
    assert.match(wordsFor(70), /not every way was followed from (?:login 'keeper', )?others, for/);
  });

  it('try what each principal alone would be let, though one stands for many', () => {
    let asked = 0;
    for (const name of fixtureNames.filter((_, index) => index % 8 === 0)) {
      const catalog = finish(
        workspaceWith(parser, { 'a.sql': fixtureText(name) }).analyse('a.sql', { run: 'predicted' }),
      )?.analysis.end();
      if (!catalog) continue;
      for (const login of catalog.server.principals.values()) {
        const who: Subject = { loginToken: loginToken(catalog, login) };
        const ask = (target: ServerPrincipal): Verdict => decideImpersonateLogin(catalog, who, target);
        const targets = serverPrincipalsAlike(catalog.server);
        asked += targets.length;
        assert.deepEqual(
          [...allowedAmong(targets, ask, login.id)].map(({ target }) => target.name),
          targets
            .map(({ target }) => target)
            .filter((one) => ask(one).kind === 'allowed')
            .map((one) => one.name),
          `${name}: ${login.name}`,
        );
      }
      for (const database of catalog.databases.values())
        for (const user of database.principals.values()) {
          const who = { database, userToken: userToken(database, user) };
          const ask = (target: DatabasePrincipal): Verdict => decideImpersonateUser(catalog, who, target);
          const targets = principalsAlike(database);
          asked += targets.length;
          assert.deepEqual(
            [...allowedAmong(targets, ask, user.id)].map(({ target }) => target.name),
            targets
              .map(({ target }) => target)
              .filter((one) => ask(one).kind === 'allowed')
              .map((one) => one.name),
            `${name}: ${database.name}, ${user.name}`,
          );
        }
    }
    assert.ok(asked > 5000, `only ${asked}`);
  });
});

const logins = "CREATE LOGIN ana WITH PASSWORD = 'x'; CREATE LOGIN bob WITH PASSWORD = 'x';";

function grantsTo(who: string, whom: string): string {
  return `USE master; GRANT IMPERSONATE ON LOGIN::${whom} TO ${who};`;
}

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
