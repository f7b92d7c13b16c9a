/** SHA-512, by which sp_add_trusted_assembly knows an assembly (CLR-20). Its constants are roots of primes, so they are computed. */
const mask = (1n << 64n) - 1n;

/** The digest of bytes that are written as `0x...`, in the same form; undefined: they are not written in whole bytes, or there are too many. */
export function sha512OfHex(text: string): string | undefined {
  const digits = text.slice(2);
  if (digits.length % 2 !== 0 || digits.length > 1_000_000 || /[^0-9a-f]/i.test(digits)) return undefined;
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
  return `0x${sha512(bytes)
    .map((word) => word.toString(16).padStart(16, '0'))
    .join('')}`;
}

function sha512(bytes: Uint8Array): readonly bigint[] {
  const { start, rounds } = constants();
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  let state = start;
  for (let block = 0; block < padded.length; block += 128) state = compress(state, view, block, rounds);
  return state;
}

function compress(state: readonly bigint[], view: DataView, block: number, rounds: readonly bigint[]): readonly bigint[] {
  const words: bigint[] = [];
  for (let t = 0; t < 80; t++) {
    if (t < 16) words.push(view.getBigUint64(block + t * 8));
    else {
      const [a, b] = [words[t - 15]!, words[t - 2]!];
      words.push((words[t - 16]! + words[t - 7]! + (turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n)) + (turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n))) & mask);
    }
  }
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let t = 0; t < 80; t++) {
    const first = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & mask & g)) + rounds[t]! + words[t]!;
    const second = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & mask, c, b, a, (first + second) & mask];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]!) & mask);
}

function turn(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & mask;
}

let made: { readonly start: readonly bigint[]; readonly rounds: readonly bigint[] } | undefined;
function constants(): { readonly start: readonly bigint[]; readonly rounds: readonly bigint[] } {
  if (made) return made;
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  made = { start: primes.slice(0, 8).map((prime) => fraction(prime, 2n)), rounds: primes.map((prime) => fraction(prime, 3n)) };
  return made;
}

/** The first 64 bits behind the point of the square or cube root. */
function fraction(prime: bigint, root: 2n | 3n): bigint {
  const wanted = prime << (64n * root);
  let low = 0n;
  let high = 1n << 70n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** root <= wanted) low = middle;
    else high = middle;
  }
  return low & mask;
}
