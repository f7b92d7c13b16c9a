// Packs what is large in a zip once more, with zopfli: the same to whoever reads it, and some percent smaller. It takes seconds,
// so out/deflated keeps what was packed before. Called with the file; a program of its own, as zopfli ends the process it
// runs in when something fails.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { root } from './run.mjs';

/** Smaller files gain a few bytes each, and there are hundreds. */
const worthwhile = 10_000;
const kept = path.join(root, 'out/deflated');
const [file] = process.argv.slice(2);
const deflated = 8;
/** Of the flags: sizes stand behind the data. They stand before it when all is known. */
const sizesBehind = 8;

mkdirSync(kept, { recursive: true });
const zip = readFileSync(file);
const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
const parts = [];
const directory = [];
let offset = 0;
for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
  const length = 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  const entry = Buffer.from(zip.subarray(at, at + length));
  const local = zip.readUInt32LE(at + 42);
  const name = entry.subarray(46, 46 + entry.readUInt16LE(28));
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = await smallest(zip.subarray(start, start + entry.readUInt32LE(20)), entry);
  entry.writeUInt16LE(entry.readUInt16LE(8) & ~sizesBehind, 8);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(offset, 42);
  const header = Buffer.alloc(30);
  header.write('PK\u0003\u0004', 'latin1');
  entry.copy(header, 4, 6, 30); // what both say, from the version to the length of the name
  directory.push(entry);
  parts.push(header, name, data);
  offset += header.length + name.length + data.length;
  at += length;
}
const last = Buffer.from(zip.subarray(end));
last.writeUInt32LE(
  directory.reduce((sum, { length }) => sum + length, 0),
  12,
);
last.writeUInt32LE(offset, 16);
writeFileSync(file, Buffer.concat([...parts, ...directory, last]));

async function smallest(data, entry) {
  if (entry.readUInt16LE(10) !== deflated || entry.readUInt32LE(24) < worthwhile) return data;
  const again = await deflatedOnce(inflateRawSync(data));
  return again.length < data.length ? again : data;
}

async function deflatedOnce(plain) {
  const known = path.join(kept, createHash('sha256').update(plain).digest('hex'));
  if (existsSync(known)) {
    const before = readFileSync(known);
    if (plain.equals(inflateRawSync(before))) return before;
  }
  const made = Buffer.from(await zopfli.deflateAsync(plain, { numiterations: 2 }));
  writeFileSync(known, made);
  return made;
}
