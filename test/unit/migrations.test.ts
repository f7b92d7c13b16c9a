/** The order of migrations, by tool. */
import assert from 'node:assert/strict';
import { deploymentsIn } from '../../server/src/migrations/deployments';
import { deployedText } from '../../server/src/migrations/text';

interface Expected {
  readonly tool: string;
  readonly order: readonly string[];
  readonly apart?: readonly string[];
}

const cases: readonly (readonly [name: string, files: readonly string[], expected: Expected])[] = [
  [
    'Flyway',
    ['R__views.sql', 'V10__c.sql', 'V2__b.sql', 'V2.1__b.sql', 'V1__a.sql', 'U2__b.sql', 'B5__base.sql'],
    {
      tool: 'Flyway',
      order: ['V1__a.sql', 'V2__b.sql', 'V2.1__b.sql', 'V10__c.sql', 'R__views.sql'],
      apart: ['U2__b.sql', 'B5__base.sql'],
    },
  ],
  [
    'golang-migrate',
    ['000012_l.up.sql', '000012_l.down.sql', '9_i.up.sql'],
    { tool: 'golang-migrate', order: ['9_i.up.sql', '000012_l.up.sql'], apart: ['000012_l.down.sql'] },
  ],
  [
    'grate',
    [
      'db/permissions/p.sql',
      'db/up/0002.sql',
      'db/up/0001.sql',
      'db/sprocs/s.sql',
      'db/down/0001.sql',
      'db/views/v.sql',
    ],
    {
      tool: 'grate',
      order: ['db/up/0001.sql', 'db/up/0002.sql', 'db/views/v.sql', 'db/sprocs/s.sql', 'db/permissions/p.sql'],
      apart: ['db/down/0001.sql'],
    },
  ],
  [
    'DbUp',
    ['Scripts/Script0002 - more.sql', 'Scripts/Script0001 - first.sql'],
    { tool: 'DbUp', order: ['Scripts/Script0001 - first.sql', 'Scripts/Script0002 - more.sql'] },
  ],
];

describe('migrations', () => {
  for (const [name, files, { tool, order, apart = [] }] of cases)
    it(`knows ${name} by its names`, () => {
      const { found, loose } = deploymentsIn(files.map((place) => ({ place, text: '' })));
      assert.deepEqual(found, [{ tool, order, apart }]);
      assert.deepEqual(loose, []);
    });

  it('knows formatted SQL of Liquibase by its first line', () => {
    const text = '--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n';
    const { found } = deploymentsIn([
      { place: 'b.sql', text },
      { place: 'a.sql', text },
      { place: 'c.sql', text: 'SELECT 1;' },
    ]);
    assert.deepEqual(found, [{ tool: 'Liquibase', order: ['a.sql', 'b.sql'], apart: [] }]);
  });

  it('takes scripts for nothing that only stand beside each other', () => {
    const files = ['tables.sql', 'views.sql', 'up/one.sql'].map((place) => ({ place, text: '' }));
    assert.deepEqual(deploymentsIn(files), { found: [], loose: files });
  });

  it('runs the way on alone, and change sets one by one', () => {
    assert.equal(deployedText('-- migrate:up\nGRANT x;\n-- migrate:down\nREVOKE x;'), '-- migrate:up\nGRANT x;\n');
    const sets = '--liquibase formatted sql\n--changeset a:1\nA\n--changeset a:2 dbms:mysql\nB\n--changeset a:3\nC\n';
    assert.equal(deployedText(sets), '--liquibase formatted sql\nGO\n--changeset a:1\nA\nGO\n--changeset a:3\nC\n');
  });

  it('finds that nothing of an idempotent script has run yet', () => {
    const text = "IF NOT EXISTS (\n SELECT * FROM [__EFMigrationsHistory]\n WHERE [MigrationId] = N'1_A'\n)\nBEGIN";
    assert.equal(deployedText(text), 'IF 1 = 1\nBEGIN');
  });
});
