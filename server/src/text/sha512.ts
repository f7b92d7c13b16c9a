/** SHA-512, by which sp_add_trusted_assembly knows an assembly (CLR-20). */
import { sha512 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';

/**
 * The digest of bytes that are written as `0x...`, in the same form; undefined: they are not written in whole bytes, or
 * there are too many.
 */
export function sha512OfHex(text: string): string | undefined {
  const digits = text.slice(2);
  if (digits.length % 2 !== 0 || digits.length > 1_000_000 || /[^0-9a-f]/i.test(digits)) return undefined;
  return `0x${bytesToHex(sha512(hexToBytes(digits)))}`;
}
