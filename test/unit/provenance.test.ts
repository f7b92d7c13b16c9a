/** Where the deciding fact comes from: the same words in hover, explanation and finding. */
import assert from 'node:assert/strict';
import { explainLine } from '../../server/src/features/explain';
import { hover } from '../../server/src/features/hover';
import { findings } from '../../server/src/rules/index';
import type { Snapshot } from '../../server/src/snapshots/model';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { originsOf } from '../../server/src/workspace/provenance';
import { testParser } from '../support/parser';
import { shopPart, snapshotOf, workspaceOn } from '../support/snapshots';

describe('the origin of a fact', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });
  const denied = snapshotOf(
    {},
    {
      roles: [{ name: 'tills', owner: 'dbo' }],
      members: [{ role: 'tills', member: 'clerk' }],
      permissions: [
        ...shopPart.permissions,
        { state: 'deny', permission: 'SELECT', class: 'OBJECT', on: 'Orders', schema: 'dbo', to: 'tills', by: 'dbo' },
      ],
    },
  );
  const text = "USE shop;\nEXECUTE AS USER = 'clerk';\nSELECT id FROM dbo.Orders;\n";

  function told(
    snapshot: Snapshot,
    others: Readonly<Record<string, string>>,
  ): { hover: string; explained: string; related: readonly string[]; name: string } {
    const workspace = workspaceOn(parser, snapshot, { ...others, 's.sql': text });
    const analysed = finish(workspace.analyse('s.sql', { run: 'possible' }))!;
    const predicted = finish(workspace.analyse('s.sql', { run: 'predicted' }))!;
    return {
      hover: hover(analysed, text.indexOf('SELECT'), 'everywhere')!.markdown,
      explained: explainLine(predicted.script, predicted.analysis, 3, undefined, originsOf(predicted)).join('\n'),
      related: findings(analysed).flatMap(({ related }) => related.map(({ message }) => message)),
      name: hover(analysed, text.indexOf("clerk'"), 'everywhere')!.markdown,
    };
  }

  it('is a place in a script', () => {
    const grants = {
      'Security/roles.sql': 'USE shop;\nGO\nGRANT SELECT ON dbo.Orders TO clerk;\nDENY SELECT ON dbo.Orders TO clerk;',
    };
    const allowed = { 'Security/roles.sql': 'USE shop;\nGO\nGRANT SELECT ON dbo.Orders TO clerk;' };
    const { hover, explained } = told(snapshotOf(), allowed);
    assert.match(hover, /Granted in Security\/roles\.sql:3\./);
    assert.match(explained, /Granted in Security\/roles\.sql:3\./);
    const refused = told(snapshotOf(), grants);
    assert.match(refused.hover, /Denied in Security\/roles\.sql:4\./);
    assert.ok(refused.related.includes('Denied in Security/roles.sql:4.'));
  });
  it('is the snapshot, with its day', () => {
    const { hover, explained, related, name } = told(denied, {});
    const place = 'prod.tsqlcontext-snapshot.json, 2026-11-28';
    assert.ok(hover.includes(`Denied in ${place}.`), hover);
    assert.ok(hover.includes(`'clerk' is its member by ${place}.`), hover);
    assert.ok(explained.includes(`Denied in ${place}.`), explained);
    assert.ok(related.includes(`Denied in ${place}.`), related.join());
    assert.ok(name.includes(`'clerk' is made in ${place}.`), name);
    assert.match(hover, /Known from a snapshot of PROD as of 2026-11-28/);
  });
  it('is the script where both say it: it comes on top', () => {
    const other = { 'users.sql': 'USE shop;\nCREATE USER clerk FOR LOGIN clerk;' };
    assert.match(told(denied, other).name, /'clerk' is made in users\.sql:2\./);
  });
  it('is the package', () => {
    const other = { 'tsql-context:/packages/x/Shop.dacpac.sql': 'USE shop;\nCREATE USER clerk FOR LOGIN clerk;' };
    assert.match(told(denied, other).name, /'clerk' is made in Shop\.dacpac\./);
  });
});
