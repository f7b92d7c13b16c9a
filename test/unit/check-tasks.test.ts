/**
 * What many scripts declare is made in several tasks: what is held weakly and was looked at is kept until the end of one,
 * and one task kept all that was made on the way.
 */
import assert from 'node:assert/strict';
import { check } from '../../server/src/cli/check';
import { testParser } from '../support/parser';

const tables = Array.from({ length: 4000 }, (_, index) => `CREATE TABLE dbo.t${index} (id int);\n`).join('');

describe('check', () => {
  it('declares in several tasks', async () => {
    let [tasks, isDone] = [0, false];
    const next = (): void => {
      tasks++;
      if (!isDone) setImmediate(next);
    };
    const checked = check(await testParser(), {
      files: [{ file: 'own.sql', text: 'SELECT id FROM dbo.t7;\n' }],
      catalogs: [{ file: 'catalog.sql', text: tables }],
      ...({ login: 'sa', database: 'shop', version: '2022', knowledge: 'open' } as const),
    });
    setImmediate(next);
    assert.equal((await checked).length, 1);
    isDone = true;
    assert.ok(tasks > 6, `${tasks} tasks`);
  });
});
