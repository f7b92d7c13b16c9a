/** What is allowed only grows with a GRANT and only shrinks with a DENY (PERM-2, GRA-1). */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGrammarFiles } from '../../server/src/lsp/grammar-files';
import { createParser, type Parser } from '../../server/src/syntax/parser';
import { outcomeOf, runText } from '../support/run-text';

const stage = `CREATE LOGIN la WITH PASSWORD = 'x'; CREATE LOGIN lb WITH PASSWORD = 'x'; CREATE DATABASE shop;
GO
USE shop; CREATE USER ua FOR LOGIN la; CREATE USER ub FOR LOGIN lb; CREATE USER ghost WITHOUT LOGIN; CREATE ROLE staff; CREATE ROLE chief;
GO
CREATE SCHEMA sales AUTHORIZATION ua
GO
CREATE TABLE dbo.t (a int, b int); CREATE TABLE sales.s (a int, b int);
GO
CREATE VIEW dbo.v AS SELECT s.a, t.b FROM dbo.t AS t JOIN sales.s AS s ON s.a = t.a
GO
CREATE PROCEDURE dbo.p AS SELECT b FROM sales.s
GO
CREATE PROCEDURE sales.q WITH EXECUTE AS OWNER AS SELECT a FROM dbo.t
GO
`;

const principals = ['ua', 'ub', 'ghost', 'staff', 'chief', 'public'];
const rights = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CONTROL', 'ALTER'].flatMap((right) => [
    `${right} ON dbo.t`,
    `${right} ON sales.s`,
    `${right} ON SCHEMA::dbo`,
    `${right} ON SCHEMA::sales`,
  ]),
  ...['SELECT', 'UPDATE'].flatMap((right) => [
    `${right} ON dbo.t (a)`,
    `${right} ON dbo.t (b)`,
    `${right} ON sales.s (a)`,
  ]),
  ...['SELECT', 'INSERT', 'CONTROL', 'EXECUTE', 'CREATE TABLE', 'ALTER ANY USER', 'ALTER ANY SCHEMA', 'CONNECT'],
  ...['EXECUTE ON dbo.p', 'EXECUTE ON sales.q', 'EXECUTE ON SCHEMA::dbo', 'SELECT ON dbo.v'],
  ...['IMPERSONATE ON USER::ub', 'IMPERSONATE ON USER::dbo', 'CONTROL ON USER::ua', 'ALTER ON ROLE::staff'],
];
const permission = fc
  .record({
    action: fc.constantFrom('GRANT', 'DENY'),
    right: fc.constantFrom(...rights),
    to: fc.constantFrom(...principals),
  })
  .map(({ action, right, to }) => `${action} ${right} TO ${to};`);
const membership = fc
  .record({
    role: fc.constantFrom('staff', 'chief', 'db_datareader', 'db_owner', 'db_ddladmin'),
    member: fc.constantFrom('ua', 'ub', 'ghost'),
  })
  .map(({ role, member }) => `ALTER ROLE ${role} ADD MEMBER ${member};`);
const ownership = fc.constantFrom(
  'ALTER AUTHORIZATION ON dbo.t TO ub;',
  'ALTER AUTHORIZATION ON sales.s TO staff;',
  'ALTER AUTHORIZATION ON SCHEMA::sales TO dbo;',
);
const statementsBefore = fc.array(
  fc.oneof({ weight: 5, arbitrary: permission }, { weight: 2, arbitrary: membership }, ownership),
  { maxLength: 8 },
);

const probes = [
  'SELECT a FROM dbo.t;',
  'SELECT b FROM sales.s WHERE a = 1;',
  'SELECT * FROM dbo.v;',
  'INSERT dbo.t VALUES (1, 2);',
  'UPDATE sales.s SET a = 1;',
  'UPDATE dbo.t SET b = 2 WHERE a = 1;',
  'DELETE sales.s;',
  'TRUNCATE TABLE dbo.t;',
  'EXEC dbo.p;',
  'EXEC sales.q;',
  "EXEC ('SELECT 1') AS USER = 'ub';",
  "EXEC ('SELECT 1') AS USER = 'dbo';",
];
/** Each in a connection of his own, so that a refused EXECUTE AS, which leaves sa, changes no other answer. */
const askers = ["USER = 'ua'", "USER = 'ub'", "USER = 'ghost'", "LOGIN = 'la'"];
const asking = askers
  .map((who) => `--# session: login=sa db=shop\nEXECUTE AS ${who};\nGO\n${probes.join('\nGO\n')}\nGO\n`)
  .join('');
const blockLength = probes.length + 1;

describe('permissions', () => {
  let parser: Parser;
  before(async () => {
    parser = await createParser(readGrammarFiles());
  });

  /** The outcomes of the probes; those of somebody who can't be impersonated are all refusals. */
  const answers = (statements: readonly string[]): readonly string[] => {
    const steps = runText(
      parser,
      `--# session: login=sa db=master\n${stage}${statements.join('\nGO\n')}\nGO\n${asking}`,
    ).slice(-askers.length * blockLength);
    return askers.flatMap((_, at) => {
      const [impersonation, ...asked] = steps.slice(at * blockLength, (at + 1) * blockLength);
      return outcomeOf(impersonation!) === 'ok' ? asked.map(inside) : probes.map(() => 'error');
    });
  };
  const inside = (step: Parameters<typeof outcomeOf>[0]): string => {
    const own = outcomeOf(step);
    const bodies = step.calls.flatMap((call) => call.run.steps.map((placed) => outcomeOf(placed.step)));
    return own !== 'ok' ? own : (bodies.find((one) => one !== 'ok') ?? own);
  };
  const check = (statements: readonly string[], extra: string, kept: 'ok' | 'error'): void => {
    const [old, now] = [answers(statements), answers([...statements, extra])];
    old.forEach((outcome, at) => {
      if (outcome === kept)
        assert.equal(
          now[at],
          kept,
          `${extra} changes ${askers[Math.floor(at / probes.length)]} ${probes[at % probes.length]}`,
        );
    });
  };

  it('a GRANT never narrows what is allowed', () => {
    fc.assert(
      fc.property(statementsBefore, permission, (statements, extra) =>
        check(statements, extra.replace(/^DENY/, 'GRANT'), 'ok'),
      ),
      { numRuns: 15 },
    );
  }).timeout(20_000);

  it('a DENY never widens what is allowed', () => {
    fc.assert(
      fc.property(statementsBefore, permission, (statements, extra) =>
        check(statements, extra.replace(/^GRANT/, 'DENY'), 'error'),
      ),
      { numRuns: 15 },
    );
  }).timeout(20_000);
});
