/** Who can do what on one server that he could not on another. */
import assert from 'node:assert/strict';
import type { Source } from '../../server/src/access/deploy';
import { diff } from '../../server/src/access/diff';
import { differenceText } from '../../server/src/access/text';
import { testParser } from '../support/parser';

const start = `
CREATE DATABASE Shop;
GO
CREATE LOGIN amy WITH PASSWORD = 'x'; CREATE LOGIN bob WITH PASSWORD = 'x';
GO
USE Shop;
GO
CREATE USER amy FOR LOGIN amy; CREATE USER bob FOR LOGIN bob; CREATE USER lone WITHOUT LOGIN;
GO
CREATE SCHEMA hr;
GO
CREATE TABLE dbo.Orders (id int, total int); CREATE TABLE dbo.Staff (id int, pay int);
GO
CREATE PROCEDURE dbo.Pay AS SELECT pay FROM dbo.Staff;
GO
CREATE ROLE readers; CREATE ROLE nobodys;
GO
`;

interface Case {
  readonly name: string;
  readonly base?: string;
  readonly head: string;
  readonly gained?: readonly string[];
  readonly lost?: readonly string[];
  readonly unknown?: number;
}

const cases: readonly Case[] = [
  { name: 'nothing', head: '', gained: [], lost: [] },
  {
    name: 'a grant that moves to a role of the same members',
    base: 'GRANT SELECT ON dbo.Orders TO amy;',
    head: 'GRANT SELECT ON dbo.Orders TO readers; ALTER ROLE readers ADD MEMBER amy;',
  },
  {
    name: 'a grant to a role of which nobody knows the members',
    head: 'GRANT INSERT ON dbo.Orders TO nobodys;',
    gained: ["members of role 'nobodys' in Shop: INSERT on OBJECT::dbo.Orders"],
  },
  {
    name: 'what a procedure shows, which a DENY on the table leaves alone',
    base: 'GRANT EXECUTE ON dbo.Pay TO amy;',
    head: 'GRANT EXECUTE ON dbo.Pay TO amy; DENY SELECT ON dbo.Staff TO amy;',
  },
  {
    name: 'EXECUTE on a procedure, and what it shows',
    head: 'GRANT EXECUTE ON dbo.Pay TO amy;',
    gained: [
      "user 'amy' in Shop: EXECUTE on OBJECT::dbo.Pay",
      "user 'amy' in Shop: SELECT on OBJECT::dbo.Staff by dbo.Pay",
    ],
  },
  {
    name: 'a table that moves to another schema',
    base: 'GRANT SELECT ON dbo.Staff TO amy; GRANT SELECT ON SCHEMA::hr TO bob;',
    head: 'GRANT SELECT ON dbo.Staff TO amy; GRANT SELECT ON SCHEMA::hr TO bob; ALTER SCHEMA hr TRANSFER dbo.Staff;',
    gained: ["user 'bob' in Shop: SELECT on OBJECT::hr.Staff (before OBJECT::dbo.Staff)"],
    lost: ["user 'amy' in Shop: SELECT on OBJECT::dbo.Staff (now OBJECT::hr.Staff)"],
  },
  {
    name: 'a new owner, who breaks the chain and takes the grants along',
    base: 'GRANT SELECT ON dbo.Staff TO amy; GRANT EXECUTE ON dbo.Pay TO bob;',
    head: 'GRANT SELECT ON dbo.Staff TO amy; GRANT EXECUTE ON dbo.Pay TO bob; ALTER AUTHORIZATION ON dbo.Staff TO lone;',
    gained: ["user 'lone' in Shop: CONTROL on OBJECT::dbo.Staff"],
    lost: [
      "user 'amy' in Shop: SELECT on OBJECT::dbo.Staff",
      "user 'bob' in Shop: SELECT on OBJECT::dbo.Staff by dbo.Pay",
    ],
  },
  {
    name: 'an administrator, in one line',
    head: 'ALTER SERVER ROLE sysadmin ADD MEMBER amy;',
    gained: ["login 'amy': CONTROL SERVER on SERVER"],
  },
  {
    name: 'an owner of the database, in one line',
    head: 'ALTER ROLE db_owner ADD MEMBER lone;',
    gained: ["user 'lone' in Shop: CONTROL on DATABASE::Shop"],
  },
  {
    name: 'a grant to everybody, told once',
    head: 'GRANT SELECT ON dbo.Orders TO public;',
    gained: ['everybody in Shop: SELECT on OBJECT::dbo.Orders'],
  },
  {
    name: 'a column',
    head: 'GRANT SELECT ON dbo.Staff (pay) TO amy;',
    gained: ["user 'amy' in Shop: SELECT on OBJECT::dbo.Staff(pay)"],
  },
  {
    name: 'what runs unseen, which is no change',
    head: 'DECLARE @x nvarchar(max) = (SELECT TOP 1 name FROM sys.objects); EXEC (@x);',
    unknown: 1,
  },
];

describe('access diff', () => {
  for (const { name, base = '', head, gained = [], lost = [], unknown } of cases)
    it(name, async () => {
      const { difference } = await compared(base, head);
      const lines = (list: typeof difference.gained): readonly string[] =>
        list.flatMap(({ people, permissions, on, through }) =>
          people.map(
            ({ kind, name: who, database }) =>
              `${kind === 'everybody' ? kind : `${kind === 'role' ? 'members of role' : kind} '${who}'`}${database ? ` in ${database}` : ''}: ${permissions.join(', ')} on ${on.join(', ')}${through ? ` by ${through.join(', ')}` : ''}`,
          ),
        );
      assert.deepEqual(lines(difference.gained).toSorted(), [...gained].toSorted());
      assert.deepEqual(lines(difference.lost).toSorted(), [...lost].toSorted());
      if (unknown !== undefined) assert.ok(difference.unknown.length >= unknown);
    });

  it('puts a new way to the database first', async () => {
    const { difference } = await compared(
      'ALTER ROLE db_owner ADD MEMBER lone;',
      'ALTER ROLE db_owner ADD MEMBER lone; GRANT IMPERSONATE ON USER::lone TO bob;',
    );
    assert.equal(difference.newPaths.length, 1);
    assert.match(differenceText(difference)[1] ?? '', /login 'bob' -> db_owner of Shop/);
  });

  it('follows trust into another database, signatures and triggers', async () => {
    const modules = `
CREATE PROCEDURE dbo.Read_ WITH EXECUTE AS OWNER AS SELECT id FROM Vault.dbo.Gold;
GO
CREATE SCHEMA priv AUTHORIZATION lone;
GO
CREATE TABLE priv.P (id int);
GO
CREATE PROCEDURE dbo.ReadPriv AS SELECT id FROM priv.P;
GO
CREATE TRIGGER dbo.tr ON dbo.Orders AFTER INSERT AS DELETE FROM dbo.Staff;
GO
GRANT EXECUTE ON dbo.Read_ TO amy; GRANT EXECUTE ON dbo.ReadPriv TO amy;
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'p' WITH SUBJECT = 's';
CREATE USER cu FROM CERTIFICATE c;
GRANT SELECT ON priv.P TO cu;
GO
CREATE DATABASE Vault;
GO
USE Vault;
GO
CREATE TABLE dbo.Gold (id int);
GO
USE Shop;
GO
`;
    const { difference } = await compared(
      modules,
      `${modules}ALTER DATABASE Shop SET TRUSTWORTHY ON;
ADD SIGNATURE TO dbo.ReadPriv BY CERTIFICATE c WITH PASSWORD = 'p';
GRANT INSERT ON dbo.Orders TO amy;`,
    );
    assert.deepEqual(
      difference.gained.map(({ permissions, on, through }) => [permissions.join(), on.join(), through?.join()]),
      [
        ['INSERT', 'OBJECT::dbo.Orders', undefined],
        ['SELECT', 'OBJECT::dbo.Gold in Vault', 'dbo.Read_'],
        ['DELETE', 'OBJECT::dbo.Staff', 'trigger tr'],
        ['SELECT', 'OBJECT::priv.P', 'dbo.ReadPriv'],
      ],
    );
  });

  it('takes for there what scripts name and none makes', async () => {
    const parser = await testParser();
    const script = (permission: string): string => `USE Sales;\nGO\nGRANT ${permission} ON dbo.Things TO [CORP\\app];`;
    const { difference } = diff(
      parser,
      {
        base: [{ place: 'a.sql', text: script('SELECT') }],
        head: [{ place: 'a.sql', text: script('SELECT, INSERT') }],
      },
      options,
    );
    assert.deepEqual(
      difference.gained.map(({ permissions }) => permissions),
      [['INSERT']],
    );
  });

  it('runs scripts that name each other in the order that they need', async () => {
    const parser = await testParser();
    const files = [
      { place: 'a-grants.sql', text: 'GRANT SELECT ON dbo.T TO amy;' },
      { place: 'b-users.sql', text: 'CREATE USER amy WITHOUT LOGIN;' },
      { place: 'c-tables.sql', text: 'CREATE TABLE dbo.T (id int);' },
    ];
    const { difference } = diff(parser, { base: files.slice(1), head: files }, options);
    assert.deepEqual(
      difference.gained.map(({ on }) => on),
      [['OBJECT::dbo.T']],
    );
  });

  it('tells users and tables apart as their database does, also where only one side does', async () => {
    const parser = await testParser();
    const script = (collation: string, names: string, grantee: string): readonly Source[] => {
      const users = names.split(' ').map((name) => `CREATE USER ${name} WITHOUT LOGIN;`);
      const text = `CREATE DATABASE Strict${collation};\nGO\nUSE Strict;\nGO\n${users.join('\n')}
CREATE TABLE dbo.T (id int);\nGRANT SELECT ON dbo.T TO ${grantee};`;
      return [{ place: 'a.sql', text }];
    };
    const strict = ' COLLATE Latin1_General_CS_AS';
    const told = (base: readonly Source[], head: readonly Source[]): readonly unknown[] => {
      const { gained, lost } = diff(parser, { base, head }, options).difference;
      return [gained, lost].map((list) =>
        list.flatMap(({ people, permissions }) =>
          permissions.includes('SELECT') ? people.map(({ name }) => name) : [],
        ),
      );
    };
    const both = 'Clerk clerk';
    assert.deepEqual(told(script(strict, both, 'Clerk'), script(strict, both, 'clerk')), [['clerk'], ['Clerk']]);
    assert.deepEqual(told(script('', 'Clerk', 'Clerk'), script(strict, both, 'clerk')), [['clerk'], ['Clerk']]);
    assert.deepEqual(told(script('', 'Clerk', 'Clerk'), script('', 'CLERK', 'clerk')), [[], []]);
    assert.deepEqual(told(script(strict, 'Clerk', 'Clerk'), script(strict, 'clerk', 'clerk')), [['clerk'], ['Clerk']]);
  });
});

const options = { login: 'sa', database: 'master', version: '2022', knowledge: 'as scripts say' } as const;

async function compared(base: string, head: string): Promise<ReturnType<typeof diff>> {
  const text = (more: string): string => `${start}${more}\n`;
  return diff(
    await testParser(),
    { base: [{ place: 'a.sql', text: text(base) }], head: [{ place: 'a.sql', text: text(head) }] },
    options,
  );
}
