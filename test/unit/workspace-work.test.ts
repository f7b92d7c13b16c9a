/** What an edit costs does not depend on how many scripts there are: counted, not timed. */
import assert from 'node:assert/strict';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { Workspace } from '../../server/src/workspace/workspace';
import { collectGarbage } from '../support/garbage';

const address = (index: number | string): string => `file:///s${index}.sql`;

/** Each script has things of its own, in schemas and for roles that all of them name. */
const scriptOf = (index: number): string => `USE shop;
GO
CREATE TABLE sales.t${index} (id int);
CREATE USER u${index} WITHOUT LOGIN;
ALTER ROLE till ADD MEMBER u${index};
GO
CREATE PROCEDURE sales.p${index} AS SELECT id FROM sales.t${index};
GO
GRANT EXECUTE ON sales.p${index} TO till;
GRANT SELECT ON sales.t${index} TO u${index};
`;
const base =
  'CREATE DATABASE shop;\nGO\nUSE shop;\nCREATE ROLE till;\nGO\nCREATE SCHEMA sales;\nGO\nCREATE SCHEMA other;\n';
const open = "USE shop;\nEXECUTE AS USER = 'u3';\nEXECUTE sales.p2;\nSELECT id FROM sales.t1;\nREVERT;\n";

const edits: readonly { readonly what: string; readonly from: string; readonly to: string }[] = [
  { what: 'a body', from: 'SELECT id FROM sales.t2;', to: 'SELECT id, 1 FROM sales.t2;' },
  { what: 'a header', from: 'PROCEDURE sales.p2 AS', to: 'PROCEDURE sales.p2 WITH EXECUTE AS OWNER AS' },
  { what: 'a GRANT', from: 'GRANT SELECT ON sales.t2 TO u2', to: 'GRANT INSERT ON sales.t2 TO u2' },
  { what: 'a CREATE USER', from: 'CREATE USER u2 ', to: 'CREATE USER u2x ' },
];

const stage = { login: 'sa', database: 'master', version: '2025', knowledge: 'open', guardDialect: false } as const;
const project = {
  knowledge: 'open',
  trustworthy: undefined,
  chaining: undefined,
  containment: 'none',
  recursiveTriggers: false,
} as const;

const textsOf = (count: number): readonly (readonly [uri: string, text: string])[] =>
  Array.from({ length: count }, (_, index) => [address(index), scriptOf(index)]);

describe('the work of an edit', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  for (const { what, from, to } of edits) {
    it(`in ${what} is the same among 10 and among 1,000 scripts`, () => {
      const [few, many] = [workOf(10, from, to), workOf(1000, from, to)];
      assert.deepEqual(few, many);
      if (what === 'a body') assert.deepEqual(few, { declared: 0, runs: few.runs });
      else assert.ok(few.declared > 0 && few.declared < 20, `${few.declared}`);
    });
  }

  it('is none for others where databases of projects are known, and garbage has been collected', async () => {
    const known = ['store', 'crm'].map((name) => ({ ...project, name }));
    const workspace = new Workspace(parser, { ...stage, databases: known });
    finish(workspace.load([[address('base'), base], ...textsOf(10)]));
    finish(workspace.analyse(address(2), { run: 'possible' }));
    const before = workspace.declared;
    await new Promise((resolve) => setImmediate(resolve)); // what is held weakly is held until then
    collectGarbage();
    workspace.put(address(2), scriptOf(2).replace('SELECT id', 'SELECT id, 1'));
    finish(workspace.analyse(address(2), { run: 'possible' }));
    assert.equal(workspace.declared, before);
  });

  it('is the same among 10 and among 200 logins with one password, of whom each may become the owner of all', () => {
    const ownOf = (index: number): string => `CREATE LOGIN l${index} WITH PASSWORD = 'x';
GRANT IMPERSONATE ON LOGIN::sa TO l${index};
CREATE DATABASE d${index};
GO
ALTER AUTHORIZATION ON DATABASE::d${index} TO sa;
`;
    const [few, many] = [10, 200].map((count) => {
      const workspace = new Workspace(parser, stage);
      finish(workspace.load(Array.from({ length: count }, (_, index) => [address(index), ownOf(index)])));
      finish(workspace.analyse(address(1), { run: 'possible' }));
      const before = workspace.declared;
      finish(workspace.analyse(address(2), { run: 'possible' }));
      return workspace.declared - before;
    });
    assert.equal(few, many);
    assert.equal(few, 0); // nobody else says anything about what the script makes
  });

  /** The declarations and statement runs that an edit of one script takes, for it and for another one that is open. */
  function workOf(count: number, from: string, to: string): { readonly declared: number; readonly runs: number } {
    const workspace = new Workspace(parser, stage);
    const texts = textsOf(count);
    finish(workspace.load([[address('base'), base], ...texts]));
    workspace.put(address('open'), open);
    const runsOf = (uri: string): number => finish(workspace.analyse(uri, { run: 'possible' }))!.analysis.effort.runs;
    const edited = [address(2), address('open')];
    for (const uri of edited) runsOf(uri);
    const before = workspace.declared;
    workspace.put(address(2), scriptOf(2).replace(from, to));
    const runs = edited.map(runsOf).reduce((sum, one) => sum + one, 0);
    const declared = workspace.declared - before;
    for (const uri of ['base', 'open', ...texts.keys()]) workspace.remove(address(uri));
    return { declared, runs };
  }
});
