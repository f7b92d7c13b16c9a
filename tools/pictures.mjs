// Pictures of a screen with few colours: a quarter of the size, and the same bytes for the same picture. Reads what Chromium
// writes: eight bits a channel, not interlaced.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const most = 32;

/** A picture with few colours, each pixel as the index of its own. */
export function indexed(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf(counts);
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const indexes = Uint8Array.from(pixels, (pixel) => {
    if (!known.has(pixel)) known.set(pixel, nearest(palette, pixel));
    return known.get(pixel);
  });
  return { width, height, palette, indexes };
}

/** For the eyes of those who look at a test run. */
export function pngOf({ width, height, palette, indexes }) {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** For the documentation: nothing is lost, and it is a quarter smaller than a PNG. */
export async function webpOf({ width, height, palette, indexes }) {
  const data = new Uint8ClampedArray(width * height * 4);
  indexes.forEach((index, at) => {
    const colour = palette[index];
    data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], at * 4);
  });
  const encode = await encoder();
  return Buffer.from(await encode({ width, height, data }, { lossless: 1, quality: 100, method: 4 }));
}

/**
 * So few pixels another run draws otherwise where nothing has changed: an icon that turns, the edge of a letter. A word
 * is more.
 */
const mostOtherwise = 150;
/** The squared distance between colours that eyes see. */
const visible = 40 ** 2;

/** Whether a picture of the documentation shows what this one shows. */
export async function isSame(webp, { width, height, palette, indexes }) {
  const decode = await decoder();
  const last = await decode(webp);
  if (last.width !== width || last.height !== height) return false;
  let otherwise = 0;
  for (const [at, index] of indexes.entries()) {
    const [red, green, blue] = last.data.subarray(at * 4);
    if (away((red << 16) | (green << 8) | blue, palette[index]) > visible) otherwise++;
  }
  return otherwise <= mostOtherwise;
}

async function decoder() {
  const { default: decode, init } = await import('@jsquash/webp/decode.js');
  const wasm = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  await init(await WebAssembly.compile(readFileSync(wasm)));
  return decode;
}

async function encoder() {
  const { default: encode, init } = await import('@jsquash/webp/encode.js');
  // by itself it would fetch its wasm
  const wasm = createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  await init(await WebAssembly.compile(readFileSync(wasm)));
  return encode;
}

function decode(png) {
  const parts = [];
  let width = 0;
  let height = 0;
  let channels = 4;
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const size = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = data[9] === 6 ? 4 : 3;
    } else if (kind === 'IDAT') parts.push(data);
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const line = Buffer.from(raw.subarray(start + 1, start + 1 + stride));
    unfilter(raw[start], line, above, channels);
    for (let x = 0; x < width; x++) {
      const at = x * channels;
      pixels[y * width + x] = (line[at] << 16) | (line[at + 1] << 8) | line[at + 2];
    }
    above = line;
  }
  return { width, height, pixels };
}

function unfilter(kind, line, above, channels) {
  for (let at = 0; at < line.length; at++) {
    const left = at < channels ? 0 : line[at - channels];
    const corner = at < channels ? 0 : above[at - channels];
    line[at] += [0, left, above[at], (left + above[at]) >> 1, paeth(left, above[at], corner)][kind];
  }
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((one) => Math.abs(guess - one));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** The colours that leave the least to be replaced: much of the picture, and far from all that are picked before. */
function paletteOf(counts) {
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const picked = colours.slice(0, 1);
  const left = new Map(colours.map((one) => [one, away(one, picked[0])]));
  while (picked.length < most) {
    let worst = picked[0];
    const weight = (one) => left.get(one) * counts.get(one);
    for (const one of colours) if (weight(one) > weight(worst)) worst = one;
    if (weight(worst) === 0) break;
    picked.push(worst);
    for (const one of colours) left.set(one, Math.min(left.get(one), away(one, worst)));
  }
  return picked;
}

function away(one, other) {
  return [16, 8, 0].reduce((sum, bits) => sum + (((one >> bits) & 255) - ((other >> bits) & 255)) ** 2, 0);
}

function nearest(palette, pixel) {
  let best = 0;
  for (let index = 1; index < palette.length; index++)
    if (away(palette[index], pixel) < away(palette[best], pixel)) best = index;
  return best;
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(named));
  return Buffer.concat([size, named, sum]);
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
