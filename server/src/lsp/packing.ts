/** How the statements of scripts are kept that nobody has open: smaller than their texts, and read again sooner than parsed. */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PackedScript } from '../syntax/packed';
import type { Packing } from '../workspace/outside';

export const packing: Packing = {
  // a copy: what is handed out would hold more memory than it uses
  pack: (script) => new Uint8Array(deflateRawSync(serialize(script), { level: 1 })),
  unpack: (bytes) => deserialize(inflateRawSync(bytes)) as PackedScript,
};
