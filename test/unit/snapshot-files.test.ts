/** Snapshot files: what they may be, and what is said of the others. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import type { Snapshot } from '../../server/src/snapshots/model';
import { readSnapshot, snapshotsIn } from '../../server/src/snapshots/read';
import type { snapshotSchema } from '../../server/src/snapshots/schema';
import type { Value } from '../../server/src/snapshots/schema-parts';
import { rowsOf, shop } from '../support/snapshot-rows';
import { snapshotOf } from '../support/snapshots';

/** The compiler holds the schema against the model, both ways. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Plain<T> = T extends readonly (infer I)[]
  ? readonly Plain<I>[]
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;
const agrees: Same<Plain<Snapshot>, Plain<Value<typeof snapshotSchema>>> = true;

const schema = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../schemas/tsqlcontext-snapshot.schema.json'), 'utf8'),
) as object;

describe('a snapshot file', () => {
  const published = new Ajv({ strict: false }).compile(schema);
  it('has the schema of the model', () => assert.ok(agrees));
  it('is what the collector printed, by the published schema', () => {
    for (const one of [...snapshotsIn(rowsOf(shop).join('\n')), snapshotOf()])
      assert.ok(published(JSON.parse(JSON.stringify(one))), JSON.stringify(published.errors));
  });

  const text = (change: (snapshot: Record<string, unknown>) => void): string => {
    const value = JSON.parse(JSON.stringify(snapshotOf())) as Record<string, unknown>;
    change(value);
    return JSON.stringify(value);
  };
  const refused = (given: string, because: RegExp): void => {
    assert.throws(
      () => readSnapshot(given),
      (problem: Error) =>
        problem.constructor.name === 'SnapshotProblem' && because.test(problem.message) && !/\n/.test(problem.message),
    );
    if (given.startsWith('{')) assert.ok(!isPublished(given), given.slice(0, 100));
  };
  const isPublished = (given: string): boolean => {
    try {
      return published(JSON.parse(given)) && !/"taken".*"taken"/.test(given);
    } catch {
      return false;
    }
  };
  it('that is broken is refused in one line that says where', () => {
    refused('', /no snapshot/);
    refused('[]', /no snapshot/);
    refused('{}', /no snapshot/);
    refused('{ "format": 9 }', /format 9/);
    refused('{ "format": "1" }', /format "1"/);
    refused('{ "format": 1 }', /needs 'taken'/);
    refused('{ "format": 1, ', /not JSON/);
    refused(
      text((one) => delete one['databases']),
      /needs 'databases'/,
    );
    refused(
      text((one) => (one['taken'] = 'yesterday')),
      /taken can't be 'yesterday'/,
    );
    refused(
      text((one) => (one['databases'] = { shop: 1 })),
      /databases has to be a list, not an object/,
    );
    refused(
      text((one) => (one['more'] = 1)),
      /'more', which is unknown/,
    );
    refused(
      text((one) => ((one['server'] as { logins: object[] }).logins[0] = { name: 'x', type: 'odd' })),
      /server\.logins\[0\]\.type is 'odd'/,
    );
    refused(
      text((one) => ((one['server'] as { logins: object[] }).logins[0] = { name: null, type: 'sql' })),
      /server\.logins\[0\]\.name has to be a text, not null/,
    );
    refused(text(() => undefined).replace('"taken"', '"taken":"2026-01-01","taken"'), /'taken' is given twice/);
    refused(
      text((one) => (one['__proto__x'] = 1)),
      /__proto__x/,
    );
    refused('{"format":1,"__proto__":{}}', /needs 'taken'/);
  });
  it('that is deep or large is refused before it is taken apart', () => {
    const before = process.memoryUsage().heapUsed;
    refused(`{"format":1,"server":${'['.repeat(5_000_000)}`, /deeper than/);
    refused(`{"format":1,"taken":"${'x'.repeat(100 << 20)}"}`, /needs 'server'|taken can't be/);
    refused(`{"format":1,"server":[${'{"a":'.repeat(100_000)}`, /deeper than/);
    assert.ok(process.memoryUsage().heapUsed - before < 1 << 30);
  }).timeout(60_000);
});
