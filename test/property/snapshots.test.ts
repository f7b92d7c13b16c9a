/** Who saw less of a server knows less, and never the opposite. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DatabasePart, Snapshot } from '../../server/src/snapshots/model';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { outcomesIn, serverPart, shopPart, snapshotOf, workspaceOn } from '../support/snapshots';

const row = (
  state: 'grant' | 'deny',
  permission: string,
  on: string,
  to: string,
): DatabasePart['permissions'][number] => ({ state, permission, class: 'OBJECT', on, schema: 'dbo', to, by: 'dbo' });
const connect = (to: string): DatabasePart['permissions'][number] => ({
  state: 'grant',
  permission: 'CONNECT',
  class: 'DATABASE',
  to,
  by: 'dbo',
});

const shop: Partial<DatabasePart> = {
  users: [
    ...shopPart.users,
    { name: 'amy', type: 'sql', sid: '0xcd', login: 'amy', authentication: 'INSTANCE' },
    { name: 'bert', type: 'sql', authentication: 'NONE' },
  ],
  roles: [
    { name: 'tills', owner: 'dbo' },
    { name: 'readers', owner: 'dbo' },
  ],
  members: [
    { role: 'tills', member: 'clerk' },
    { role: 'readers', member: 'tills' },
    { role: 'db_datareader', member: 'amy' },
  ],
  permissions: [
    ...shopPart.permissions,
    connect('amy'),
    connect('bert'),
    row('grant', 'SELECT', 'Orders', 'readers'),
    row('deny', 'SELECT', 'Orders', 'amy'),
    row('grant', 'INSERT', 'Orders', 'clerk'),
    row('grant', 'EXECUTE', 'Report', 'clerk'),
    row('grant', 'EXECUTE', 'Hidden', 'bert'),
    row('grant', 'SELECT', 'Recent', 'bert'),
    { state: 'grant', permission: 'IMPERSONATE', class: 'USER', on: 'bert', to: 'clerk', by: 'dbo' },
  ],
  objects: [
    ...shopPart.objects,
    { schema: 'dbo', name: 'Secrets', type: 'U', columns: ['id'], owner: 'bert' },
    {
      schema: 'dbo',
      name: 'Report',
      type: 'P',
      module: {
        runAs: 'owner',
        text: ['CREATE PROCEDURE dbo.Report WITH EXECUTE AS OWNER AS SELECT id FROM dbo.Secrets;'],
      },
    },
    {
      schema: 'dbo',
      name: 'Hidden',
      type: 'P',
      module: { runAs: 'caller', text: ['CREATE PROCEDURE dbo.Hidden AS SELECT id FROM dbo.Secrets;'] },
    },
    {
      schema: 'dbo',
      name: 'Recent',
      type: 'V',
      columns: ['id'],
      module: { runAs: 'caller', text: ['CREATE VIEW dbo.Recent AS SELECT id FROM dbo.Orders;'] },
    },
    {
      schema: 'dbo',
      name: 'OnOrder',
      type: 'TR',
      parent: 'Orders',
      events: ['INSERT'],
      module: {
        runAs: 'caller',
        text: ['CREATE TRIGGER dbo.OnOrder ON dbo.Orders AFTER INSERT AS SELECT id FROM dbo.Secrets;'],
      },
    },
  ],
};
const whole = snapshotOf(
  {
    logins: [
      { name: 'amy', type: 'sql', sid: '0xcd', disabled: true },
      { name: 'clerk', type: 'sql', sid: '0xab' },
      { name: 'sa', type: 'sql', sid: '0x01' },
    ],
    members: [
      { role: 'processadmin', member: 'amy' },
      { role: 'sysadmin', member: 'sa' },
    ],
    permissions: [
      ...serverPart.permissions,
      { state: 'grant', permission: 'CONNECT SQL', class: 'SERVER', to: 'amy', by: 'sa' },
      { state: 'grant', permission: 'VIEW SERVER STATE', class: 'SERVER', to: 'clerk', by: 'sa' },
      { state: 'deny', permission: 'VIEW ANY DATABASE', class: 'SERVER', to: 'clerk', by: 'sa' },
    ],
  },
  shop,
  { name: 'store', owner: 'clerk', ownerSid: '0xab', users: [], permissions: [], chaining: true },
);

const asking = ['clerk', 'amy', 'bert', 'nobody'].map(
  (user) =>
    `USE shop;\nEXECUTE AS USER = '${user}';\nSELECT id FROM dbo.Orders;\nSELECT id FROM dbo.Secrets;\nEXECUTE dbo.Report;\nEXECUTE dbo.Hidden;\nSELECT id FROM dbo.Recent;\nINSERT INTO dbo.Orders (id) VALUES (1);\nSELECT 1 FROM dbo.Missing;\nSELECT 1 FROM store.dbo.Orders;\nEXECUTE AS USER = 'bert';\n`,
);
const atServer = ['clerk', 'amy', 'nobody'].map(
  (login) =>
    `EXECUTE AS LOGIN = '${login}';\nSELECT * FROM sys.dm_exec_sessions;\nALTER SERVER ROLE processadmin ADD MEMBER clerk;\nUSE shop;\nSELECT id FROM dbo.Orders;\nUSE store;\nSELECT id FROM dbo.Orders;\nUSE nowhere;\n`,
);

const some = <T>(list: readonly T[]): fc.Arbitrary<readonly T[]> => fc.subarray([...list]);
const without = { users: [], roles: [], members: [], permissions: [], objects: [], schemas: [], types: [] };

/** A database as somebody sees it who may not see everything. */
function lessOf(database: DatabasePart): fc.Arbitrary<DatabasePart> {
  const partly = fc.tuple(some(database.permissions), some(database.members), some(database.objects)).map(
    ([permissions, members, objects]): DatabasePart => ({
      ...database,
      notSeen: ['definitions'],
      members,
      objects,
      permissions: permissions.filter(
        ({ on }) => on === undefined || ['bert', ...objects.map(({ name }) => name)].includes(on),
      ),
    }),
  );
  const textless = { ...database, objects: database.objects.map(headerOf) };
  return fc.oneof(
    fc.constant(database),
    fc.constant<DatabasePart>({ ...database, ...without, collected: false }),
    fc.constant<DatabasePart>(textless),
    partly,
  );
}

function headerOf({ module, ...object }: DatabasePart['objects'][number]): DatabasePart['objects'][number] {
  return module ? { ...object, module: { runAs: module.runAs } } : object;
}

const less: fc.Arbitrary<Snapshot> = fc
  .tuple(
    fc.tuple(...whole.databases.map(lessOf)),
    fc.oneof(
      fc.constant(whole.server),
      fc
        .tuple(some(whole.server.permissions), some(whole.server.members))
        .map(([permissions, members]) => ({ ...whole.server, permissions, members, notSeen: ['definitions'] })),
    ),
  )
  .map(([databases, server]) => ({ ...whole, server, databases }));

describe('what is known of a snapshot', function () {
  this.timeout(120_000);
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  it('is never the opposite of what who saw more knows', () => {
    const texts = [...asking, ...atServer];
    const answers = (snapshot: Snapshot): readonly (readonly string[])[] => {
      const workspace = workspaceOn(parser, snapshot, Object.fromEntries(texts.map((text, i) => [`s${i}.sql`, text])));
      return texts.map((_, i) => outcomesIn(workspace, `s${i}.sql`));
    };
    const all = answers(whole);
    fc.assert(
      fc.property(less, (snapshot) => {
        answers(snapshot).forEach((list, i) => {
          let isSame = true; // behind something unknown the contexts may differ
          list.forEach((outcome, at) => {
            const full = all[i]![at]!;
            if (outcome.startsWith('unknown') || full.startsWith('unknown')) isSame = false;
            if (isSame) assert.equal(outcome, full, `${texts[i]!.split('\n')[at]} in ${texts[i]}`);
          });
        });
      }),
      { numRuns: 100 },
    );
  });
});
