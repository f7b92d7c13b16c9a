/** What a snapshot makes certain, and what it leaves open. */
import assert from 'node:assert/strict';
import type { DatabasePart, ObjectPart, ServerPart, Snapshot } from '../../server/src/snapshots/model';
import { scriptsOf, scriptUri } from '../../server/src/snapshots/scripts';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { testParser } from '../support/parser';
import { everything } from '../support/snapshot-of-everything';
import { onto, outcomesIn, serverPart, shopPart, snapshotOf, workspaceOn } from '../support/snapshots';

describe('a snapshot', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const run = (snapshot: Snapshot, script: string, others: Readonly<Record<string, string>> = {}): readonly string[] =>
    outcomesIn(workspaceOn(parser, snapshot, { ...others, 's.sql': script }), 's.sql');
  const last = (snapshot: Snapshot, script: string, others?: Readonly<Record<string, string>>): string =>
    run(snapshot, script, others).at(-1)!;
  const inShop = (part: Partial<DatabasePart>): Snapshot => snapshotOf({}, part);
  const asClerk = (statement: string): string => `USE shop;\nEXECUTE AS USER = 'clerk';\n${statement}\n`;
  const grant = (permission: string, on: string): DatabasePart['permissions'] => [
    ...shopPart.permissions,
    { state: 'grant', permission, class: 'OBJECT', on, schema: 'dbo', to: 'clerk', by: 'dbo' },
  ];

  it('makes answers certain in its databases and at its server', () => {
    const snapshot = snapshotOf();
    assert.equal(last(snapshot, asClerk('SELECT id FROM dbo.Orders;')), '229');
    assert.equal(last(snapshot, "USE shop;\nEXECUTE AS USER = 'nobody';"), '15517');
    assert.equal(last(snapshot, "EXECUTE AS LOGIN = 'nobody';"), '15406');
    assert.equal(last(snapshot, 'USE nowhere;'), '911');
    assert.equal(last(inShop({ permissions: grant('SELECT', 'Orders') }), asClerk('SELECT id FROM dbo.Orders;')), 'ok');
  });

  it('is read whole: each of its scripts parses', () => {
    for (const { text } of scriptsOf(everything)) assert.deepEqual(parser.outline(text).errors, []);
  });

  it('with everything in it is whole', () => {
    assert.equal(last(everything, 'USE nowhere;'), '911');
    assert.equal(last(everything, "USE shop;\nEXECUTE AS USER = 'nobody';"), '15517');
  });

  it('is not whole where one of its facts cannot be', () => {
    const row = {
      state: 'grant',
      permission: 'SELECT',
      class: 'OBJECT',
      on: 'Orders',
      schema: 'dbo',
      to: 'clerk',
    } as const;
    const odd = inShop({ permissions: [...shopPart.permissions, { ...row, by: 'nobody' }] });
    assert.match(last(odd, "USE shop;\nEXECUTE AS USER = 'nobody';"), /^unknown/);
    assert.match(last(odd, asClerk('SELECT id FROM dbo.Orders;')), /^unknown/);
  });
  it('knows nothing of a kind that is not in it', () => {
    const snapshot = snapshotOf();
    const isOpen = (statement: string): void =>
      assert.match(last(snapshot, `USE shop;\n${statement}`), /^unknown/, statement);
    isOpen('GRANT REFERENCES ON ASSEMBLY::Tools TO clerk;');
    isOpen('GRANT REFERENCES ON MESSAGE TYPE::[//shop/order] TO clerk;');
    isOpen('GRANT REFERENCES ON XML SCHEMA COLLECTION::dbo.Orders2 TO clerk;');
    isOpen("EXECUTE msdb.dbo.sp_start_job 'nightly';");
  });
  it('knows credentials, endpoints, keys and linked servers', () => {
    assert.equal(last(snapshotOf(), 'GRANT CONNECT ON ENDPOINT::Mirror TO clerk;'), '15151');
    const more = snapshotOf({ endpoints: [...serverPart.endpoints, { name: 'Mirror', owner: 'sa' }] });
    assert.equal(last(more, 'GRANT CONNECT ON ENDPOINT::Mirror TO clerk;'), 'ok');
    const linked = (rpcOut: boolean, mappings: ServerPart['linkedServers'][number]['mappings']): Snapshot =>
      snapshotOf({ linkedServers: [{ name: 'Far', rpcOut, mappings }] });
    assert.equal(last(linked(false, [{ self: true }]), "EXECUTE ('SELECT 1') AT Far;"), '7411');
    assert.match(last(linked(true, [{ self: true }]), "EXECUTE ('SELECT 1') AT Far;"), /^unknown/);
    assert.equal(last(snapshotOf(), 'USE shop;\nGRANT CONTROL ON CERTIFICATE::Signer TO clerk;'), '15151');
  });
  it('leaves the server open where logins were not seen', () => {
    const partly = snapshotOf({ notSeen: ['definitions'] });
    assert.match(last(partly, "EXECUTE AS LOGIN = 'nobody';"), /^unknown/);
    assert.match(last(partly, "EXECUTE AS LOGIN = 'clerk';\nSHUTDOWN;"), /^unknown/);
    assert.match(last(partly, "EXECUTE ('SELECT 1') AT Far;"), /^unknown/);
    const lost = snapshotOf(
      { notSeen: ['definitions'] },
      { users: [{ name: 'amy', type: 'sql', authentication: 'INSTANCE' }] },
    );
    assert.match(last(lost, "USE shop;\nEXECUTE AS USER = 'nobody';"), /^unknown/);
  });
  it('leaves databases open that were not collected, or not wholly seen', () => {
    const empty: Partial<DatabasePart> = { name: 'payroll', collected: false, users: [], objects: [], permissions: [] };
    const snapshot = snapshotOf({}, {}, empty);
    assert.match(last(snapshot, "USE payroll;\nEXECUTE AS USER = 'nobody';"), /^unknown/);
    assert.match(last(inShop({ notSeen: ['definitions'] }), "USE shop;\nEXECUTE AS USER = 'nobody';"), /^unknown/);
    const capitals = inShop({ collation: 'Latin1_General_CS_AS' });
    assert.equal(last(capitals, "USE shop;\nEXECUTE AS USER = 'CLERK';"), '15517');
    assert.equal(last(capitals, "USE shop;\nEXECUTE AS USER = 'clerk';"), 'ok');
    assert.match(last(snapshotOf({ collation: 'Latin1_General_CS_AS' }), 'USE nowhere;'), /^unknown/);
  });
  it("does not know whether a login has a user in one of the server's databases", () => {
    assert.match(last(snapshotOf(), "EXECUTE AS LOGIN = 'clerk';\nEXECUTE msdb.dbo.sp_help_job;"), /^unknown|^ok/);
    assert.notEqual(last(snapshotOf(), "EXECUTE AS LOGIN = 'clerk';\nUSE msdb;\nSELECT 1 FROM dbo.sysjobs;"), '229');
  });
  it('does not know who comes by way of a group', () => {
    const logins: ServerPart['logins'] = [...serverPart.logins, { name: 'SHOP\\Sales', type: 'windows_group' }];
    const permissions = [
      ...serverPart.permissions,
      { state: 'grant', permission: 'CONNECT SQL', class: 'SERVER', to: 'SHOP\\Sales', by: 'sa' } as const,
    ];
    const snapshot = snapshotOf({ logins, permissions });
    assert.match(last(snapshot, "EXECUTE AS LOGIN = 'SHOP\\amy';"), /^unknown/);
    assert.equal(last(snapshot, "EXECUTE AS LOGIN = 'nobody';"), '15406');
  });

  const trigger = (more: Partial<ObjectPart>): Snapshot =>
    inShop({
      permissions: grant('INSERT', 'Orders'),
      objects: [
        ...shopPart.objects,
        {
          schema: 'dbo',
          name: 'OnOrder',
          type: 'TR',
          parent: 'Orders',
          events: ['INSERT'],
          module: {
            runAs: 'caller',
            text: [
              'CREATE TRIGGER OnOrder ON dbo.Orders AFTER INSERT AS',
              'SELECT name FROM sys.tables; EXECUTE dbo.Missing;',
            ],
          },
          ...more,
        },
      ],
    });
  const insert = asClerk('INSERT INTO dbo.Orders (id) VALUES (1);');
  it('keeps triggers disabled that are, unless a script makes them anew', () => {
    assert.equal(last(trigger({ disabled: true, module: { runAs: 'caller' } }), insert), 'ok');
    assert.match(last(trigger({ module: { runAs: 'caller' } }), insert), /^unknown: the text of trigger OnOrder/);
    const anew = {
      't.sql': 'USE shop;\nGO\nCREATE TRIGGER dbo.OnOrder ON dbo.Orders AFTER INSERT AS EXECUTE dbo.Missing;',
    };
    const insides = (snapshot: Snapshot): number => run(snapshot, insert, anew).filter((one) => one !== 'ok').length;
    assert.equal(insides(trigger({ disabled: true })), insides(trigger({})));
  });
  it('judges no module whose text it does not hold', () => {
    const module = (type: string, on: string, permission: string): Snapshot =>
      inShop({
        permissions: grant(permission, on),
        objects: [...shopPart.objects, { schema: 'dbo', name: on, type, columns: ['id'], module: { runAs: 'caller' } }],
      });
    assert.match(
      last(module('P', 'Report', 'EXECUTE'), asClerk('EXECUTE dbo.Report;')),
      /^unknown: the text of dbo.Report/,
    );
    assert.match(
      last(module('V', 'Recent', 'SELECT'), asClerk('SELECT id FROM dbo.Recent;')),
      /^unknown: the text of dbo.Recent/,
    );
    assert.match(last(module('FN', 'Sum', 'EXECUTE'), asClerk('SELECT dbo.Sum();')), /^unknown: the text of dbo.Sum/);
    assert.match(
      last(module('IF', 'Rows', 'SELECT'), asClerk('SELECT * FROM dbo.Rows();')),
      /^unknown: the text of dbo.Rows/,
    );
    assert.match(
      last(module('TF', 'Rows', 'SELECT'), asClerk('SELECT * FROM dbo.Rows();')),
      /^unknown: the text of dbo.Rows/,
    );
    assert.match(last(module('AF', 'Agg', 'EXECUTE'), asClerk('SELECT dbo.Agg(1);')), /^unknown: the text of dbo.Agg/);
    assert.equal(
      last(
        inShop({ objects: module('V', 'Recent', 'SELECT').databases[0]!.objects }),
        asClerk('SELECT id FROM dbo.Recent;'),
      ),
      '229',
    );
  });
  it('knows constraints by their names', () => {
    const snapshot = inShop({ objects: [...shopPart.objects, { schema: 'dbo', name: 'PK_Orders', type: 'PK' }] });
    assert.equal(last(snapshot, "USE shop;\nIF OBJECT_ID('dbo.PK_Orders') IS NULL EXECUTE AS USER = 'nobody';"), 'ok');
  });

  it('is of its own server', () => {
    const stage = {
      ...onto,
      startsOf: (uri: string) => (/^(prod|test)\//i.test(uri) ? { onServer: uri.slice(0, 4) } : undefined),
    };
    const test = snapshotOf(
      {
        name: 'TEST',
        version: '15.0.1',
        logins: serverPart.logins.slice(1),
        permissions: serverPart.permissions.filter(({ to }) => to !== 'clerk'),
      },
      { name: 'lab', users: [], permissions: [] },
    );
    const workspace = workspaceOn(parser, snapshotOf(), {}, stage);
    for (const script of scriptsOf(test))
      workspace.put(scriptUri('test.tsqlcontext-snapshot.json', script), script.text);
    const text = "USE shop;\nUSE lab;\nUSE master;\nEXECUTE AS LOGIN = 'clerk';\n";
    for (const uri of ['prod/s.sql', 'test/s.sql', 's.sql']) workspace.put(uri, text);
    workspace.put('prod/more.sql', 'CREATE DATABASE lab;');
    assert.deepEqual(outcomesIn(workspace, 'prod/s.sql'), ['ok', 'ok', 'ok', 'ok']);
    assert.deepEqual(outcomesIn(workspace, 'test/s.sql'), ['911', 'ok', 'ok', '15406']);
    for (const outcome of outcomesIn(workspace, 's.sql')) assert.match(outcome, /^unknown|^ok/);
  });
  it('says the version of its server', () => {
    const versionFor = (version: string, versionAssumed: boolean): string => {
      const workspace = workspaceOn(
        parser,
        snapshotOf({ version }),
        { 's.sql': 'PRINT 1;' },
        { ...onto, versionAssumed },
      );
      return finish(workspace.analyse('s.sql', { run: 'predicted' }))!.start.version;
    };
    assert.equal(versionFor('13.0.1', true), '2016');
    assert.equal(versionFor('17.0.1', true), '2025');
    assert.equal(versionFor('13.0.1', false), '2022');
  });

  it('is under the scripts: what they define counts', () => {
    const report = (text: string): Snapshot =>
      inShop({
        permissions: grant('EXECUTE', 'Report'),
        objects: [
          ...shopPart.objects,
          {
            schema: 'dbo',
            name: 'Report',
            type: 'P',
            module: { runAs: 'caller', text: [`CREATE PROCEDURE dbo.Report AS ${text}`] },
          },
        ],
      });
    const call = asClerk('EXECUTE dbo.Report;');
    const newer = {
      'report.sql': "USE shop;\nGO\nCREATE OR ALTER PROCEDURE dbo.Report AS EXECUTE AS USER = 'nobody';",
    };
    assert.equal(last(report('SELECT 1'), call), 'ok');
    assert.equal(last(report('SELECT 1'), call, newer), 'ok');
  });
  it('and where a script contradicts it, nothing is certain', () => {
    const script = { 'u.sql': 'USE shop;\nCREATE USER clerk WITHOUT LOGIN;\nGRANT SELECT ON dbo.Orders TO clerk;' };
    assert.match(last(snapshotOf(), asClerk('SELECT id FROM dbo.Orders;'), script), /^unknown|^ok/);
    const same = { 'u.sql': 'USE shop;\nCREATE USER clerk FOR LOGIN clerk;\nGRANT SELECT ON dbo.Orders TO clerk;' };
    assert.equal(last(snapshotOf(), asClerk('SELECT id FROM dbo.Orders;'), same), 'ok');
    const row = {
      state: 'deny',
      permission: 'SELECT',
      class: 'OBJECT',
      on: 'Orders',
      schema: 'dbo',
      to: 'clerk',
      by: 'dbo',
    } as const;
    const denied = inShop({ permissions: [...shopPart.permissions, row] });
    assert.equal(last(denied, asClerk('SELECT id FROM dbo.Orders;')), '229');
    assert.match(last(denied, asClerk('SELECT id FROM dbo.Orders;'), same), /^unknown/);
    const option = { 'o.sql': 'ALTER DATABASE shop SET TRUSTWORTHY ON;' };
    assert.match(
      last(snapshotOf({}, {}, { ...shopPart, name: 'store' }), asClerk('SELECT 1 FROM store.dbo.Orders;'), option),
      /^unknown/,
    );
  });
});
