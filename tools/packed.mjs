// A grammar is a large table: zstandard makes of it two thirds of what gzip does. Reading it back is pure JavaScript and takes
// a tenth of a second, so it is for what is needed seldom. A packed file stays for as long as it holds the same.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import zstandard from '@bokuweb/zstd-wasm';
import { decompress } from 'fzstd';

export async function writePacked(from, to) {
  const plain = readFileSync(from);
  if (existsSync(to) && plain.equals(decompress(readFileSync(to)))) return;
  await zstandard.init();
  writeFileSync(to, zstandard.compress(plain, 19));
}
