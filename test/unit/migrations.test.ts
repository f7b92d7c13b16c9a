/** The order of migrations, by tool. */
import assert from 'node:assert/strict';
import { type Deployment, deploymentsIn } from '../../server/src/migrations/deployments';
import { fileOf } from '../../server/src/migrations/model';
import { deployedText } from '../../server/src/migrations/text';

interface Expected {
  readonly tool: string;
  readonly order: readonly string[];
  readonly apart?: Deployment['apart'];
}

const cases: readonly (readonly [name: string, files: readonly string[], expected: Expected])[] = [
  [
    'Flyway',
    ['R__views.sql', 'V10__c.sql', 'V2__b.sql', 'V2.1__b.sql', 'V1__a.sql', 'U2__b.sql', 'B5__base.sql'],
    {
      tool: 'Flyway',
      order: ['V1__a.sql', 'V2__b.sql', 'V2.1__b.sql', 'V10__c.sql', 'R__views.sql'],
      apart: [
        { place: 'B5__base.sql', behind: 0 },
        { place: 'U2__b.sql', behind: 2 },
      ],
    },
  ],
  [
    'golang-migrate',
    ['000012_l.up.sql', '000012_l.down.sql', '9_i.up.sql'],
    {
      tool: 'golang-migrate',
      order: ['9_i.up.sql', '000012_l.up.sql'],
      apart: [{ place: '000012_l.down.sql', behind: 2 }],
    },
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
      apart: [{ place: 'db/down/0001.sql', behind: 5 }],
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
      const { found, loose } = deploymentsIn(files.map((place) => fileOf({ place, text: '' })));
      assert.deepEqual(found, [{ tool, order, apart }]);
      assert.deepEqual(loose, []);
    });

  it('knows formatted SQL of Liquibase by its first line', () => {
    const text = '--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n';
    const { found } = deploymentsIn([
      fileOf({ place: 'b.sql', text }),
      fileOf({ place: 'a.sql', text }),
      fileOf({ place: 'c.sql', text: 'SELECT 1;' }),
    ]);
    assert.deepEqual(found, [{ tool: 'Liquibase', order: ['a.sql', 'b.sql'], apart: [] }]);
  });

  it('takes scripts for nothing that only stand beside each other', () => {
    const files = ['tables.sql', 'views.sql', 'up/one.sql'].map((place) => fileOf({ place, text: '' }));
    assert.deepEqual(deploymentsIn(files), { found: [], loose: files });
  });

  it('takes numbered scripts for nothing where neither name nor folder says more', () => {
    const files = ['demo/01_setup.sql', 'demo/02_try.sql', 'sql/001_a.sql', 'sql/002_b.sql', 'x/20260131_report.sql'];
    const places = files.map((place) => fileOf({ place, text: '' }));
    assert.deepEqual(deploymentsIn(places).found, []);
  });

  it('knows a folder that is called so', () => {
    const places = ['db/migrations/002_b.sql', 'db/migrations/001_a.sql'];
    const { found } = deploymentsIn(places.map((place) => fileOf({ place, text: '' })));
    assert.deepEqual(found, [{ tool: 'DbUp', order: places.toReversed(), apart: [] }]);
  });

  it('keeps folders apart that have the same versions', () => {
    const places = ['a/sql/V1__x.sql', 'a/sql/more/V2__y.sql', 'b/V1__x.sql', 'b/R__p.sql', 'a/repeat/R__p.sql'];
    const { found } = deploymentsIn(places.map((place) => fileOf({ place, text: '' })));
    assert.deepEqual(
      found.map(({ order }) => order),
      [
        ['a/sql/V1__x.sql', 'a/sql/more/V2__y.sql', 'a/repeat/R__p.sql'],
        ['b/V1__x.sql', 'b/R__p.sql'],
      ],
    );
  });

  it('finds the same whatever the order in which scripts are given', () => {
    const all = cases.flatMap(([name, files]) => files.map((one) => fileOf({ place: `${name}/${one}`, text: '' })));
    const found = deploymentsIn(all).found;
    for (let turn = 1; turn < all.length; turn++)
      assert.deepEqual(deploymentsIn([...all.slice(turn), ...all.slice(0, turn)]).found, found);
  });

  it('does as a user says', () => {
    const told = { tool: 'dbup', deployment: 'x' } as const;
    const file = fileOf({ place: 'b.sql', text: '' });
    const files = [
      { ...file, told },
      { ...file, place: 'a.sql', told },
      { ...file, place: 'V1__x.sql', told: 'none' as const },
    ];
    const { found, loose } = deploymentsIn(files);
    assert.deepEqual(found, [{ tool: 'DbUp', order: ['a.sql', 'b.sql'], apart: [] }]);
    assert.deepEqual(loose, files.slice(2));
  });

  it('runs the way on alone, and change sets one by one', () => {
    assert.equal(
      deployedText('-- migrate:up\nGRANT x;\n-- migrate:down\nREVOKE x;'),
      `-- migrate:up\nGRANT x;\n${' '.repeat(15)}\n${' '.repeat(9)}`,
    );
    const sets = '--liquibase formatted sql\n--changeset a:1\nA\n--changeset a:2 dbms:mysql\nB\n--changeset a:3\nC\n';
    const kept = `GO${' '.repeat(13)}\nA\n${' '.repeat(26)}\n \nGO${' '.repeat(13)}\nC\n`;
    assert.equal(deployedText(sets), `--liquibase formatted sql\n${kept}`);
  });

  it('finds that nothing of an idempotent script has run yet', () => {
    const asks = "IF NOT EXISTS (\n SELECT * FROM [__EFMigrationsHistory]\n WHERE [MigrationId] = N'1_A'\n)\nBEGIN";
    const text = `${asks}\nINSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])\nVALUES (N'1_A', N'9');`;
    const deployed = deployedText(text);
    assert.equal(deployed.length, text.length);
    assert.match(deployed, /^IF 1=1 +\n +\n +\n \nBEGIN\n/);
  });
});
