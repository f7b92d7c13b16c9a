/** Rows of the collector, as clients save them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { merged, snapshotsIn } from '../../server/src/snapshots/read';
import { testParser } from '../support/parser';
import { rowsOf, shop } from '../support/snapshot-rows';

const rows = rowsOf(shop);
const plain = snapshotsIn(rows.join('\n'));

describe('Rows of docs/collect.sql', () => {
  it('are read as clients save them', () => {
    const header = `line\r\n${'-'.repeat(210)}\r\n`;
    const sqlcmd = `${header}${rows.map((row) => row.padEnd(210)).join('\r\n')}\r\n\r\n(${rows.length} rows affected)`;
    const wrapped = header + rows.map((row) => row.padEnd(210).replace(/.{80}/g, '$&\r\n')).join('\r\n');
    const csv = `line\r\n${rows.map((row) => `"${row.replaceAll('"', '""')}"`).join('\r\n')}`;
    const json = JSON.stringify(rows.map((line) => ({ line })));
    for (const text of [sqlcmd, wrapped, csv, json]) assert.deepEqual(snapshotsIn(text), plain);
  });
  it('are refused where something is lost, with what to do', () => {
    const without = rows.filter((_, index) => index !== 3).join('\n');
    assert.throws(() => snapshotsIn(without), /row 4 of \d+ is missing/);
    assert.throws(() => snapshotsIn(rows.slice(0, -1).join('\n')), /is missing/);
    assert.throws(() => snapshotsIn(rows.map((row) => row.slice(0, 100)).join('\n')), /cut or changed/);
    assert.throws(() => snapshotsIn(rows.join('\n').replace('äЖ中', 'ä?中')), /Unicode/);
    assert.throws(() => snapshotsIn('nothing'), /no rows/);
    assert.throws(() => snapshotsIn('{'.repeat(100_000)), /no rows/);
  });
  it('of several runs are one snapshot, in the same order', () => {
    const [one] = plain;
    assert.deepEqual(merged(snapshotsIn(`${rows.join('\n')}\n${rows.join('\n')}`)), one);
  });
  it('come from a script that the parser reads whole', async () => {
    const text = readFileSync(path.resolve(__dirname, '../../docs/collect.sql'), 'utf8');
    assert.deepEqual((await testParser()).outline(text).errors, []);
  });
});
