/** The security explorer: what stands in the tree, and who reaches what. */
import assert from 'node:assert/strict';
import type { Explored, Item } from '../../server/src/explorer/model';
import { reachOf } from '../../server/src/explorer/reach';
import { childrenOf } from '../../server/src/explorer/tree';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { workspaceWith } from '../support/stage';

const setup = `CREATE LOGIN anna WITH PASSWORD = 'x';
CREATE LOGIN boss WITH PASSWORD = 'x';
ALTER SERVER ROLE securityadmin ADD MEMBER boss;
CREATE DATABASE Till;
ALTER DATABASE Till SET TRUSTWORTHY ON;
GO
USE Till;
CREATE USER anna;
CREATE USER boss;
CREATE ROLE clerks;
ALTER ROLE clerks ADD MEMBER anna;
CREATE TABLE dbo.Cash (amount money);
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'y' WITH SUBJECT = 's';
CREATE USER c FROM CERTIFICATE c;
GO
CREATE PROCEDURE dbo.Count AS SELECT amount FROM dbo.Cash;
GO
CREATE PROCEDURE dbo.AsBoss WITH EXECUTE AS 'boss' AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Count BY CERTIFICATE c WITH PASSWORD = 'y';
GRANT EXECUTE ON dbo.Count TO clerks;
GRANT IMPERSONATE ON USER::boss TO anna;
GRANT UPDATE ON dbo.Cash TO boss;
`;

describe('the security explorer', () => {
  let explored: Explored;
  let parser: Parser;
  before(async () => {
    parser = await testParser();
    explored = { ...workspaceWith(parser, { 'till.sql': setup }).everything(), database: 'master' };
  });

  const find = (...labels: readonly string[]): Item => {
    let item: Item | undefined;
    for (const label of labels) {
      const children = childrenOf(explored, item?.id);
      item = children.find((one) => one.label === label);
      assert.ok(item, `${label} is not among ${children.map((one) => one.label).join(', ')}`);
    }
    return item!;
  };

  it('has principals with what is known of them, and where each is declared', () => {
    const anna = find('Logins', 'anna');
    assert.equal(anna.description, 'sql login');
    assert.deepEqual(anna.place, { uri: 'till.sql', offset: 0 });
    assert.equal(find('Logins', 'boss').description, 'sql login, securityadmin');
    assert.equal(find('Databases', 'Till').description, 'owner sa, TRUSTWORTHY');
    assert.equal(find('Databases', 'Till', 'Users', 'anna').description, 'login anna, clerks');
    assert.equal(find('Databases', 'Till', 'Roles', 'clerks', 'anna').icon, 'user');
    assert.equal(find('Server roles', 'securityadmin', 'boss').icon, 'login');
  });

  it('has the modules that switch context and the keys that sign', () => {
    const group = 'Modules that switch context or are signed';
    assert.equal(find('Databases', 'Till', group, 'dbo.AsBoss').description, 'runs as boss');
    assert.equal(find('Databases', 'Till', group, 'dbo.Count').description, 'signed by c');
    const key = find('Databases', 'Till', 'Certificates and keys', 'c');
    assert.equal(key.description, 'certificate, private key here, user c');
    assert.ok(childrenOf(explored, key.id).some(({ label }) => label === 'dbo.Count'));
  });

  it('says who reaches a table, and what somebody reaches', () => {
    const cash = find('Databases', 'Till', 'Tables and views', 'dbo.Cash');
    const who = reachOf(explored, cash.id, 'who');
    assert.deepEqual(who?.list, [
      { who: "user 'anna' in Till", what: 'OBJECT::dbo.Cash', permissions: ['SELECT'], by: 'dbo.Count' },
      { who: "user 'boss' in Till", what: 'OBJECT::dbo.Cash', permissions: ['UPDATE'] },
    ]);
    const what = reachOf(explored, find('Logins', 'anna').id, 'what');
    const lines = what?.list.map(({ permissions, what: on, by }) => `${permissions} ${on} ${by ?? ''}`.trim()) ?? [];
    for (const wanted of [
      'IMPERSONATE USER::boss in Till',
      'EXECUTE OBJECT::dbo.Count in Till role clerks',
      'SELECT OBJECT::dbo.Cash in Till dbo.Count',
    ])
      assert.ok(lines.includes(wanted), `${wanted}: ${lines.join('; ')}`);
    const module = find('Databases', 'Till', 'Modules that switch context or are signed', 'dbo.Count');
    assert.deepEqual(
      reachOf(explored, module.id, 'what')?.list.map(({ what: on }) => on),
      ['OBJECT::dbo.Cash'],
    );
  });

  it('says where there may be more escalation paths', () => {
    const many = Array.from({ length: 70 }, (_, at) => `CREATE LOGIN n${at} WITH PASSWORD = 'x';`).join('\n');
    const server = { ...workspaceWith(parser, { 'many.sql': many }).everything(), database: 'master' };
    const group = childrenOf(server, undefined).find(({ id }) => id === 'paths')!;
    assert.deepEqual([group.description, group.expandable], ['0', true]);
    assert.match(childrenOf(server, 'paths').at(-1)?.label ?? '', /There may be more paths: .* others/);
    assert.ok(childrenOf(explored, 'paths').every(({ icon }) => icon === 'path'));
  });

  it('has the escalation paths with their steps, and what is not known', () => {
    const [path] = childrenOf(explored, 'paths');
    assert.ok(path, 'anna may become boss, who is securityadmin');
    assert.ok(childrenOf(explored, path.id).every(({ icon }) => icon === 'step'));
    const open = {
      ...workspaceWith(parser, { 'a.sql': 'SELECT 1;' }, { knowledge: 'open' }).everything(),
      database: 'master',
    };
    assert.match(childrenOf(open, 'unknown')[0]?.label ?? '', /The server may hold more/);
  });

  it('has nothing below what is not there any more', () => {
    for (const id of ['users:gone', 'user:till|nobody', 'path:99', 'login:nobody', 'nonsense'])
      assert.deepEqual(childrenOf(explored, id), []);
    assert.equal(reachOf(explored, 'user:gone|x', 'who'), undefined);
  });
});
