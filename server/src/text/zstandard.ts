/** A grammar that comes packed with zstandard (tools/packed.mjs), which not every Node and no browser reads by itself. */
import { decompress } from 'fzstd';

export function unpacked(packed: Uint8Array): Uint8Array {
  return decompress(packed);
}
