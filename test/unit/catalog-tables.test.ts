/** The fact tables: they are complete in themselves, and the generated files are up to date. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  coveringRights,
  fixedServerRoleNames,
  isPermission,
  parentClass,
  permissionsOf,
} from '../../server/src/catalog/builtin';
import { addServerMember } from '../../server/src/catalog/change/principals/logins';
import { setDatabaseOptions } from '../../server/src/catalog/change/server/databases';
import { decide } from '../../server/src/catalog/decide/decide';
import { databaseQuestion, onObject } from '../../server/src/catalog/decide/question';
import type { Verdict } from '../../server/src/catalog/decide/verdict';
import { freshCatalog } from '../../server/src/catalog/fresh/catalog';
import { identityFunction } from '../../server/src/catalog/identity-functions';
import { message, severityOf } from '../../server/src/catalog/messages';
import { lacking } from '../../server/src/catalog/reason';
import { askWith } from '../../server/src/catalog/requirement/ask';
import { type Atom, evaluateFormula, type Formula, parseFormula } from '../../server/src/catalog/requirement/formula';
import { requirement, requirementOfProcedure, requirements } from '../../server/src/catalog/requirement/requirement';
import { systemObject } from '../../server/src/catalog/requirement/system-objects';
import { asLogin, asUser, database, grantedAtServer, login, object, stage } from '../support/catalog-stage';

describe('catalog: generated tables', () => {
  it('are up to date (npm run data)', async () => {
    const { generate } = (await import('../../tools/generate-data.mjs' as string)) as {
      generate(): Map<string, string>;
    };
    for (const [path, text] of generate()) assert.equal(readFileSync(path, 'utf8'), text, path);
  });
});

describe('catalog: built-in permissions', () => {
  it('climb to CONTROL SERVER from everywhere', () => {
    for (const kind of ['OBJECT', 'SCHEMA', 'DATABASE', 'USER', 'ROLE', 'CERTIFICATE', 'LOGIN', 'ENDPOINT', 'SERVER']) {
      for (const permission of permissionsOf('2025', kind)) {
        const rights = coveringRights(kind, permission).map((right) => `${right.class} ${right.permission}`);
        assert.ok(rights.includes('SERVER CONTROL SERVER'), `${kind} ${permission}`);
        assert.equal(new Set(rights).size, rights.length);
      }
    }
  });
  it('know versions and parents', () => {
    assert.deepEqual(
      [isPermission('2019', 'SERVER', 'CREATE LOGIN'), isPermission('2022', 'SERVER', 'CREATE LOGIN')],
      [false, true],
    );
    assert.deepEqual(['OBJECT', 'SCHEMA', 'DATABASE', 'SERVER'].map(parentClass), [
      'SCHEMA',
      'DATABASE',
      'SERVER',
      undefined,
    ]);
    assert.equal(fixedServerRoleNames('2019').length, 8);
    assert.equal(fixedServerRoleNames('2022').length, 18);
  });
});

describe('catalog: formulas', () => {
  const allowed: Verdict = { kind: 'allowed', proof: { kind: 'exempt', because: '' } };
  const denied = {
    kind: 'denied',
    proof: { kind: 'nothing', principal: 'x' },
    question: { permission: 'p', securable: { class: 'SERVER', id: 'server' }, on: 'SERVER' },
  } as unknown as Verdict;
  const unknown: Verdict = { kind: 'unknown', because: lacking('path', 'x') };
  const evaluate = (text: string, verdicts: Record<string, Verdict>) =>
    evaluateFormula(parseFormula(text), (atom) =>
      atom.kind === 'permission' ? (verdicts[atom.permission] ?? denied) : denied,
    ).kind;

  it('are three-valued', () => {
    assert.equal(evaluate('A@SERVER & (B@SERVER | C@DATABASE:x)', { A: allowed, C: allowed }), 'allowed');
    assert.equal(evaluate('A@SERVER & B@SERVER', { A: unknown }), 'denied');
    assert.equal(evaluate('A@SERVER & B@SERVER', { A: unknown, B: allowed }), 'unknown');
    assert.equal(evaluate('A@SERVER | B@SERVER', { A: unknown }), 'unknown');
    assert.equal(evaluate('A@SERVER | B@SERVER', { A: unknown, B: allowed }), 'allowed');
    assert.equal(evaluate('public', {}), 'allowed');
  });

  it('parse every row of the table, and name known permissions', () => {
    const atoms = (formula: Formula): readonly Atom[] =>
      formula.kind === 'atom' ? [formula.atom] : formula.parts.flatMap(atoms);
    for (const { statement, formula } of requirements()) {
      for (const atom of atoms(formula)) {
        if (
          atom.kind !== 'permission' ||
          atom.permission === 'ANY' ||
          /CREATE <kind>|GENERATE LEDGER DIGEST/.test(atom.permission)
        )
          continue;
        assert.ok(
          isPermission('2025', atom.class === 'COLUMN' ? 'OBJECT' : atom.class, atom.permission),
          `${statement}: ${atom.permission}@${atom.class}`,
        );
      }
    }
  });

  it('are found by statement form and by procedure', () => {
    assert.equal(requirement('CREATE TABLE')?.requires, 'CREATE TABLE@DATABASE & ALTER@SCHEMA:target');
    assert.deepEqual(requirement('CREATE TABLE')?.errors, [
      { number: 262, guess: false, state: 1 },
      { number: 2760, guess: false },
    ]);
    assert.equal(requirement('ALTER DATABASE ... SET TRUSTWORTHY')?.sandboxRefused, true);
    assert.ok(requirementOfProcedure('SP_AddRoleMember'));
    assert.equal(requirementOfProcedure('sp_nothing'), undefined);
  });

  it('are answered for a subject', () => {
    const base = stage();
    const ask = (form: string, catalog = base, who = 'bob') =>
      evaluateFormula(
        requirement(form)!.formula,
        askWith(catalog, asLogin(catalog, who), {
          securable: (kind) => {
            if (kind === 'SCHEMA') return { class: 'SCHEMA', id: object(base, 'dbo', 't').schema };
            return kind === 'OBJECT' ? onObject(object(base, 'dbo', 't')) : undefined;
          },
          subjectIn: (name) => asUser(catalog, 'guest', name),
        }),
      ).kind;
    assert.equal(ask('CREATE TABLE'), 'denied');
    assert.equal(ask('CREATE LOGIN', grantedAtServer(base, 'ALTER ANY LOGIN', 'bob')), 'allowed');
    assert.equal(ask('DBCC TRACEON / TRACEOFF'), 'denied');
    assert.equal(
      ask('DBCC TRACEON / TRACEOFF', addServerMember(base, login(base, 'sysadmin').id, login(base, 'bob').id)),
      'allowed',
    );
    assert.equal(ask('CREATE DATABASE'), 'denied');
    assert.equal(
      ask('CREATE DATABASE', addServerMember(base, login(base, 'dbcreator').id, login(base, 'bob').id)),
      'allowed',
    );
    assert.equal(ask('REVERT'), 'allowed');
  });
});

describe('catalog: messages', () => {
  it('fill in their inserts', () => {
    assert.equal(
      message(229, 'SELECT', 't', 'shop', 'dbo'),
      "The SELECT permission was denied on the object 't', database 'shop', schema 'dbo'.",
    );
    assert.equal(
      message(15151, 'find', 'login', 'x'),
      "Cannot find the login 'x', because it does not exist or you do not have permission.",
    );
    assert.equal(
      message(916, 'amy', 'far'),
      'The server principal "amy" is not able to access the database "far" under the current security context.',
    );
    assert.match(message(217, 32), /32/);
    assert.equal(message(99999, 'x'), '');
    assert.deepEqual([severityOf(229), severityOf(208)], [14, 16]);
  });
});

describe('catalog: system objects and identity functions', () => {
  it('need the state permission of their scope', () => {
    assert.equal(systemObject('2019', 'dm_os_wait_stats')?.permission, 'VIEW SERVER STATE');
    assert.equal(systemObject('2022', 'DM_OS_WAIT_STATS')?.permission, 'VIEW SERVER PERFORMANCE STATE');
    assert.equal(systemObject('2022', 'dm_db_partition_stats')?.permission, 'VIEW DATABASE PERFORMANCE STATE');
    assert.deepEqual(systemObject('2022', 'dm_exec_connections')?.errors, [371]);
    assert.equal(systemObject('2022', 'dm_exec_sessions'), undefined);
    assert.equal(systemObject('2022', 'objects'), undefined);
    assert.equal(identityFunction('suser_sname')?.follows, 'login');
  });
});

describe('catalog: a fresh instance', () => {
  it('has the system databases with their flags (CHN-9, XDB-15, PRN-25)', () => {
    const catalog = freshCatalog('2025', { knowledge: 'complete' });
    assert.deepEqual([...catalog.databases.keys()].sort(), ['master', 'model', 'msdb', 'tempdb']);
    assert.deepEqual(
      ['master', 'tempdb', 'model', 'msdb'].map((name) => database(catalog, name).trustworthy),
      [false, false, false, true],
    );
    assert.deepEqual(
      ['master', 'tempdb', 'model', 'msdb'].map((name) => database(catalog, name).chaining),
      [true, true, false, true],
    );
    const connect = (name: string) =>
      decide(catalog, asUser(catalog, 'guest', name), databaseQuestion(catalog, database(catalog, name), 'CONNECT'))
        .kind;
    assert.deepEqual(['master', 'tempdb', 'model', 'msdb'].map(connect), ['allowed', 'allowed', 'denied', 'allowed']);
  });
  it('is smaller in Azure SQL Database, whose administrator is dbo everywhere', () => {
    const catalog = freshCatalog('azure-sql-database', { knowledge: 'complete', administrator: 'boss' });
    assert.deepEqual([...catalog.databases.keys()].sort(), ['master', 'tempdb']);
    assert.equal(database(catalog, 'master').owner, login(catalog, 'boss').sid);
    assert.equal(setDatabaseOptions(catalog, 'nothing' as never, {}), catalog);
  });
});
