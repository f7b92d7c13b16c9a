/**
 * UNK-D: what is not known in full may become known, and never turns round. The facts are declarations of other scripts
 * about a server and a database that nobody created here; principals are all declared, since what a script creates is
 * known in full (UNK-10).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addOpenDatabase } from '../../server/src/catalog/change/server/databases';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import type { Catalog } from '../../server/src/catalog/model';
import { declaredCatalog } from '../../server/src/engine/start/declared';
import { definitionsOf } from '../../server/src/engine/start/definitions';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { outcomeOf, runText } from '../support/run-text';

const declared = `CREATE LOGIN la WITH PASSWORD = 'x'
GO
CREATE USER ua FOR LOGIN la; CREATE USER ub WITHOUT LOGIN; CREATE ROLE staff;
GO
`;
const facts = [
  'CREATE TABLE dbo.t (a int, b int);',
  'CREATE TABLE dbo.u (a int);',
  'CREATE SCHEMA sales AUTHORIZATION ua;',
  'CREATE PROCEDURE dbo.p AS SELECT a FROM dbo.t;',
  "CREATE PROCEDURE dbo.q WITH EXECUTE AS 'ub' AS SELECT a FROM dbo.u;",
  'GRANT SELECT ON dbo.t TO ua;',
  'DENY SELECT ON dbo.t TO ua;',
  'DENY SELECT ON dbo.u TO public;',
  'GRANT EXECUTE ON dbo.p TO staff;',
  'DENY EXECUTE ON dbo.q TO staff;',
  'GRANT CONTROL TO staff;',
  'DENY INSERT TO ub;',
  'GRANT IMPERSONATE ON USER::ub TO ua;',
  'DENY IMPERSONATE ON USER::ub TO ua;',
  'ALTER ROLE db_datareader ADD MEMBER ub;',
  'ALTER DATABASE shop SET TRUSTWORTHY ON;',
];
const probes = [
  'SELECT a FROM dbo.t;',
  'SELECT a FROM dbo.u;',
  'INSERT dbo.t (a) VALUES (1);',
  'EXEC dbo.p;',
  'EXEC dbo.q;',
  'CREATE TABLE sales.made (a int);',
  'SELECT a FROM other.dbo.t;',
  "EXEC ('SELECT 1') AS USER = 'ub';",
  'ALTER SERVER ROLE sysadmin ADD MEMBER la;',
];
const askers = ['SELECT 1;', "EXECUTE AS USER = 'ua';", "EXECUTE AS USER = 'ub';", "EXECUTE AS LOGIN = 'la';"];
const asking = askers
  .map((who) => `--# session: login=sa db=shop\n${who}\nGO\n${probes.join('\nGO\n')}\nGO\n`)
  .join('');

describe('knowledge', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  const catalogOf = (chosen: readonly string[]): Catalog => {
    const text = `--# session: login=sa db=shop\n${declared}${chosen.join('\nGO\n')}\nGO\n`;
    const script = parser.once('file:///facts.sql', text);
    const definitions = definitionsOf([script], (inner) => parser.body(inner));
    const fresh = addOpenDatabase(freshCatalog('2025', { knowledge: 'open' }), 'shop');
    return declaredCatalog({ scripts: [script], fresh, database: 'shop', definitions });
  };
  const answers = (chosen: readonly string[]): readonly string[] =>
    runText(parser, asking, catalogOf(chosen)).map(outcomeOf);

  it('more facts never turn allowed into denied or the reverse', () => {
    let known = 0;
    fc.assert(
      fc.property(fc.subarray(facts), fc.subarray(facts), (some, more) => {
        const all = facts.filter((fact) => some.includes(fact) || more.includes(fact));
        const [few, many] = [answers(some), answers(all)];
        few.forEach((outcome, at) => {
          if (outcome !== 'ok' && outcome !== 'error') return;
          known++;
          assert.notEqual(
            many[at],
            outcome === 'ok' ? 'error' : 'ok',
            `${askers[Math.floor(at / (probes.length + 1))]} ${[askers[0], ...probes][at % (probes.length + 1)]}`,
          );
        });
      }),
      { numRuns: 25 },
    );
    assert.ok(known > 100, 'hardly anything is known');
  }).timeout(20_000);
});
