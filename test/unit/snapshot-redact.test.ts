/** A redacted snapshot gives nothing away and says the same. */
import assert from 'node:assert/strict';
import { declarationsOf } from '../../server/src/engine/start/declarations';
import { isKept } from '../../server/src/snapshots/kept-names';
import type { Snapshot } from '../../server/src/snapshots/model';
import { readSnapshot } from '../../server/src/snapshots/read';
import { redacted } from '../../server/src/snapshots/redact';
import { scriptsOf, scriptUri } from '../../server/src/snapshots/scripts';
import type { Parser } from '../../server/src/syntax/parser';
import { testParser } from '../support/parser';
import { everything } from '../support/snapshot-of-everything';
import { outcomesIn, shopPart, snapshotOf, workspaceOn } from '../support/snapshots';

const secrets = [
  'CREATE PROCEDURE dbo.Report @customer int = 4711471, @city nvarchar(50) WITH EXECUTE AS OWNER AS',
  '-- written by Miller for Acme',
  '/* Acme again */ SELECT o.id AS Turnover, COUNT(*) FROM dbo.[Orders] o JOIN #Hidden h ON h.x = o.id',
  "WHERE USER_NAME() = N'clerk' AND @city = 'Acme City' AND HAS_PERMS_BY_NAME('dbo.Orders', 'OBJECT', 'SELECT') = 1;",
  "EXECUTE (N'SELECT id FROM dbo.Orders WHERE note = ''Acme''');",
  'Finished: RETURN;',
];

describe('a redacted snapshot', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const withText = snapshotOf(
    {},
    {
      permissions: [
        ...shopPart.permissions,
        { state: 'grant', permission: 'EXECUTE', class: 'OBJECT', on: 'Report', schema: 'dbo', to: 'clerk', by: 'dbo' },
      ],
      objects: [
        ...shopPart.objects,
        { schema: 'dbo', name: 'Report', type: 'P', module: { runAs: 'owner', text: secrets } },
      ],
    },
  );
  const leaves = (text: string): ReturnType<Parser['leaves']> => parser.leaves(text);

  it('has no name of the source in it, nor a text or comment', () => {
    for (const snapshot of [everything, withText]) {
      const text = JSON.stringify(redacted(snapshot, leaves));
      for (const name of namesOf(snapshot))
        assert.doesNotMatch(
          text,
          new RegExp(`[^a-z]"?${name.replace(/[^\w]/g, '\\$&')}[^a-z:"]|"${name.replace(/[^\w]/g, '\\$&')}"(?!:)`, 'i'),
          name,
        );
      assert.doesNotMatch(text, /Miller|Acme|4711471|city|customer|Turnover|Hidden|Finished|PROD/i);
    }
  });
  it('calls the same thing the same everywhere', () => {
    const once = JSON.stringify(redacted(everything, leaves));
    assert.equal(JSON.stringify(redacted(everything, leaves)), once);
    const { server, databases } = redacted(withText, leaves);
    const [shop] = databases;
    const clerk = server.logins.find(({ sid }) => sid !== '0x01')!.name;
    assert.equal(shop!.users[0]!.login, clerk);
    const module = shop!.objects.find(({ type }) => type === 'P')!.module!;
    const orders = shop!.objects.find(({ type }) => type === 'U')!.name;
    assert.match(module.text!.join('\n'), new RegExp(`USER_NAME\\(\\) = N'${clerk}'`));
    assert.match(module.text!.join('\n'), new RegExp(`FROM dbo.\\[?${orders}\\]? `));
    assert.match(module.text!.join('\n'), new RegExp(`EXECUTE \\(N'SELECT \\w+ FROM dbo.${orders} `));
  });
  it('is a snapshot, and says as much', () => {
    for (const snapshot of [everything, withText]) {
      const other = readSnapshot(JSON.stringify(redacted(snapshot, leaves)));
      assert.deepEqual(kindsIn(other), kindsIn(snapshot));
    }
  });
  it('gives the same answers', () => {
    const answers = (snapshot: Snapshot): readonly string[] => {
      const [user] = snapshot.databases[0]!.users;
      const report = snapshot.databases[0]!.objects.find(({ type }) => type === 'P')!.name;
      const table = snapshot.databases[0]!.objects.find(({ type }) => type === 'U')!;
      const text = `USE [${snapshot.databases[0]!.name}];\nEXECUTE AS USER = '${user!.name}';\nEXECUTE dbo.[${report}];\nSELECT [${table.columns![0]}] FROM dbo.[${table.name}];`;
      return outcomesIn(workspaceOn(parser, snapshot, { 's.sql': text }), 's.sql');
    };
    assert.deepEqual(answers(redacted(withText, leaves)), answers(withText));
  });
  it('keeps a name that looks like the new ones apart', () => {
    const odd = snapshotOf({}, { objects: [{ schema: 'dbo', name: 'name1', type: 'U', columns: ['Name2'] }] });
    assert.doesNotMatch(JSON.stringify(redacted(odd, leaves)), /"name[12]"(?!:)/i);
  });
  it('keeps only names that every server has', () => {
    for (const name of ['db_payroll', 'NT SERVICE\\MSSQL$PAYROLL', '##ms_x y##', 'DOMAIN\\sa'])
      assert.ok(!isKept(name), name);
    for (const name of ['db_owner', 'NT AUTHORITY\\SYSTEM', 'sysadmin', 'DBO']) assert.ok(isKept(name), name);
  });

  const kindsIn = (snapshot: Snapshot): Readonly<Record<string, number>> => {
    const kinds = new Map<string, number>();
    for (const script of scriptsOf(snapshot))
      for (const { statement } of declarationsOf(
        parser.once(scriptUri('a.tsqlcontext-snapshot.json', script), script.text),
      ))
        kinds.set(statement.kind, (kinds.get(statement.kind) ?? 0) + 1);
    return Object.fromEntries([...kinds].sort());
  };
});

/** What names things in a snapshot, without what every server has. */
function namesOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    for (const [field, inner] of Object.entries(one)) {
      if (
        ['name', 'role', 'member', 'to', 'on', 'login', 'owner', 'column', 'schema'].includes(field) &&
        typeof inner === 'string'
      )
        found.add(inner);
      else walk(inner);
    }
  };
  walk({ ...(value as Snapshot), server: { ...(value as Snapshot).server, configuration: [] } });
  for (const name of [...found]) if (isKept(name)) found.delete(name);
  return found;
}
