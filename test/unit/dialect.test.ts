/** The guard that keeps us silent on scripts of other products. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { decode } from '../../server/src/text/decode';
import { otherDialect } from '../../server/src/workspace/dialect';

const others: readonly (readonly [dialect: string, text: string])[] = [
  ['PostgreSQL', 'CREATE EXTENSION IF NOT EXISTS pgcrypto;'],
  ['PostgreSQL', 'CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN RETURN NEW; END $body$ LANGUAGE plpgsql;'],
  ['PostgreSQL', 'DO $$ BEGIN RAISE NOTICE $q$x$q$; END $$;'],
  ['PostgreSQL', '\\connect shop\nSELECT 1;'],
  ['MySQL', 'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //'],
  ['MySQL', 'CREATE TABLE `orders` (`id` int) ENGINE=InnoDB;'],
  ['Oracle', 'CREATE OR REPLACE PACKAGE BODY p AS END;'],
  ['SQLite', 'PRAGMA foreign_keys = ON;'],
];
const ours: readonly string[] = [
  'SELECT 1;',
  "EXECUTE AS USER = 'a'; SELECT '$$', '`x`', 'CREATE EXTENSION';",
  '-- DELIMITER //\n/* ENGINE=InnoDB */ SELECT 1;',
  'USE [shop]\nGO\nSELECT `x`',
  'CREATE OR ALTER PROCEDURE p AS SELECT 1;',
  'DECLARE @language sysname; SET LANGUAGE us_english;',
  '',
];

describe('dialect guard', () => {
  for (const [dialect, text] of others)
    it(`knows ${dialect}: ${text.slice(0, 40).replaceAll('\n', ' ')}`, () => assert.equal(otherDialect(text), dialect));
  for (const text of ours)
    it(`leaves T-SQL alone: ${text.slice(0, 40).replaceAll('\n', ' ')}`, () =>
      assert.equal(otherDialect(text), undefined));

  it('takes no script of the corpus for another product', function () {
    const folder = path.join(process.env.TSQLCTX_CORPUS ?? path.resolve(__dirname, '../../../shared'), 'corpus');
    if (!existsSync(folder)) this.skip();
    this.timeout(60_000);
    const wrong = sqlFiles(folder).filter((file) => otherDialect(decode(readFileSync(file)) ?? '') !== undefined);
    assert.deepEqual(wrong, []);
  });
});

function sqlFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return sqlFiles(file);
    return /\.sql$/i.test(name) ? [file] : [];
  });
}
