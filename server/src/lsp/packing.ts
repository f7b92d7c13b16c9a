/** How the statements of scripts are kept that nobody has open: smaller than their texts, and read again sooner than parsed. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PackedScript } from '../syntax/packed';
import type { Packing } from '../workspace/outside';

/** The statements of most scripts come out in one piece of so many bytes: pieces would have to be put together. */
const chunkSize = 65_536;

export const packing: Packing = {
  // a copy: what is handed out would hold more memory than it uses
  pack: (script) => new Uint8Array(deflateRawSync(JSON.stringify(script), { level: 1 })),
  unpack: (bytes) => JSON.parse(inflateRawSync(bytes, { chunkSize }).toString()) as PackedScript,
};
