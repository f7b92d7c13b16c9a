/** Rows of the collector, as clients save them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { merged, snapshotsIn } from '../../server/src/snapshots/read';
import { decodeText } from '../../server/src/text/decode';
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
    const tabs = `line\r\n${rows.map((row) => `${row}\t`).join('\r\n')}\r\n\r\nCompletion time: 2026-11-28T10:00:00\r\n`;
    const plainCsv = `${rows.join('\r\n')}\r\n`;
    const table = `${JSON.stringify({ columnInfo: [{ name: 'line' }], rows: rows.map((row) => [{ displayValue: row }]) })}`;
    const xml = `<data-set>\n${rows.map((row) => `<record>\n<line>${escaped(row)}</line>\n</record>`).join('\n')}\n</data-set>`;
    for (const text of [sqlcmd, wrapped, csv, json, tabs, plainCsv, table, xml])
      assert.deepEqual(snapshotsIn(text), plain);
  });
  it('are read in the encodings of these clients', () => {
    const text = rows.join('\r\n');
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16, Buffer.from(utf16).swap16()]) {
      const decoded = decodeText(bytes);
      assert.equal(decoded.kind, 'text');
      assert.deepEqual(decoded.kind === 'text' && snapshotsIn(decoded.text), plain);
    }
    const latin = decodeText(Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1'), { codePage: 'windows-1252' });
    assert.throws(() => latin.kind === 'text' && snapshotsIn(latin.text), /Unicode/);
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
  it('of a hostile file end with one line', () => {
    const odd = [
      '[1/1;5|{"f":|1]',
      '[1/999999999;2|{}|1]',
      '['.repeat(1_000_000),
      `[1/1;999|${'x'.repeat(5_000_000)}`,
      '[1/1;4|null|1]',
    ];
    for (const text of odd)
      assert.throws(
        () => snapshotsIn(text),
        (problem: Error) => problem.constructor.name === 'SnapshotProblem' && !/\n/.test(problem.message),
        text.slice(0, 50),
      );
    const wrong = shop.map((fact) =>
      'f' in fact && fact.f === 'login' ? { f: 'login', id: 'x', name: 7, type: [] } : fact,
    );
    assert.equal(merged(snapshotsIn(rowsOf(wrong).join('\n'))).server.logins.length, 0);
  });
  it('of several databases are merged, each of its newest run, and the whole is as old as its oldest part', () => {
    const other = (db: string, taken: string): string =>
      rowsOf(shop.map((fact) => ('f' in fact && fact.f === 'snapshot' ? { ...fact, db, taken } : fact))).join('\n');
    const snapshot = merged([...snapshotsIn(other('payroll', '2026-11-27')), ...plain]);
    assert.equal(snapshot.taken, '2026-11-27');
    assert.deepEqual(
      snapshot.databases.map(({ name, collected }) => [name, collected]),
      [
        ['payroll', true],
        ['shop', true],
      ],
    );
    assert.deepEqual(merged([...plain, ...snapshotsIn(other('payroll', '2026-11-27'))]), snapshot);
    const [one] = plain;
    assert.throws(() => merged([one!, { ...one!, server: { ...one!.server, name: 'TEST' } }]), /two servers/);
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

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
