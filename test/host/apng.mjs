// @ts-check
// A moving picture of screenshots: PNG read, what changes from one to the next found, and written as an animated PNG
// (https://www.w3.org/TR/png-3/#animation-information). Programs that know none show the first frame.
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Bytes of a pixel: red, green and blue, eight bits each. */
const PIXEL = 3;

/** @typedef {{ width: number, height: number, pixels: Buffer }} Picture */
/** @typedef {{ left: number, top: number, width: number, height: number }} Rectangle */

/** What a PNG of eight bits shows, without transparency and not interlaced, as screenshots are. @param {Buffer} png @returns {Picture} */
export function readPng(png) {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG.');
  const data = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = body[9] === 2 ? 3 : body[9] === 6 ? 4 : 0;
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error('Only plain PNG of eight bits is read.');
    } else if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const pixels = Buffer.alloc(width * height * PIXEL);
  const stride = width * channels;
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const row = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    const predict = predictor(raw[y * (stride + 1)] ?? 0);
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : at(row, x - channels);
      row[x] = at(row, x) + predict(left, at(above, x), x < channels ? 0 : at(above, x - channels));
    }
    for (let x = 0; x < width; x++) row.copy(pixels, (y * width + x) * PIXEL, x * channels, x * channels + PIXEL);
    above = row;
  }
  return { width, height, pixels };
}

/** @param {Buffer} bytes @param {number} i */
const at = (bytes, i) => /** @type {number} */ (bytes[i]);

/** What a filter of PNG takes a byte for: by the one left of it, above it, and left above it. @param {number} filter @returns {(a: number, b: number, c: number) => number} */
function predictor(filter) {
  switch (filter) {
    case 1:
      return (a) => a;
    case 2:
      return (_, b) => b;
    case 3:
      return (a, b) => (a + b) >> 1;
    case 4:
      return (a, b, c) => {
        const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
      };
    default:
      return () => 0;
  }
}

/** The least rectangle outside of which two pictures are the same; undefined where they are the same everywhere. @param {Picture} before @param {Picture} after @returns {Rectangle | undefined} */
export function changed(before, after) {
  const { width, height } = after;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * PIXEL;
      if (before.pixels.compare(after.pixels, i, i + PIXEL, i, i + PIXEL) === 0) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), y];
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The rows of a part, all by the filter that leaves the least when compressed. @param {Picture} picture @param {Rectangle} part */
function compressed(picture, part) {
  const ways = [0, 1, 2, 4].map((filter) => deflateSync(filtered(picture, part, filter), { level: 9 }));
  return ways.reduce((best, one) => (one.length < best.length ? one : best));
}

/** @param {Picture} picture @param {Rectangle} part @param {number} filter */
function filtered(picture, part, filter) {
  const stride = part.width * PIXEL;
  const predict = predictor(filter);
  const lines = Buffer.alloc((stride + 1) * part.height);
  /** @type {Buffer} */
  let above = Buffer.alloc(stride);
  for (let y = 0; y < part.height; y++) {
    const from = ((part.top + y) * picture.width + part.left) * PIXEL;
    const row = picture.pixels.subarray(from, from + stride);
    const to = y * (stride + 1);
    lines[to] = filter;
    for (let x = 0; x < stride; x++) {
      const [a, c] = x < PIXEL ? [0, 0] : [at(row, x - PIXEL), at(above, x - PIXEL)];
      lines[to + 1 + x] = at(row, x) - predict(a, at(above, x), c);
    }
    above = row;
  }
  return lines;
}

/** The check sum of PNG; zlib has it only from Node 20.15 on. @param {Buffer} bytes */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** @param {string} type @param {Buffer} body */
function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  return Buffer.concat([uint32(body.length), named, uint32(crc32(named))]);
}

/** @param {...number} numbers */
function uint32(...numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((one, i) => bytes.writeUInt32BE(one, 4 * i));
  return bytes;
}

/**
 * Frames of one size, each shown for so many milliseconds, without end. A frame that shows what the one before it shows
 * makes that one last longer.
 * @param {readonly { png: Buffer, ms: number }[]} frames
 */
export function animated(frames) {
  /** @type {{ picture: Picture, part: Rectangle, ms: number }[]} */
  const parts = [];
  for (const { png, ms } of frames) {
    const picture = readPng(png);
    const last = parts.at(-1);
    if (last && (last.picture.width !== picture.width || last.picture.height !== picture.height)) {
      throw new Error('Frames must be of one size.');
    }
    const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
    const part = last ? changed(last.picture, picture) : whole;
    if (part) parts.push({ picture, part, ms });
    else if (last) last.ms += ms;
  }
  const [first] = parts;
  if (!first) throw new Error('There is no frame.');
  const header = Buffer.concat([uint32(first.picture.width, first.picture.height), Buffer.from([8, 2, 0, 0, 0])]);
  const chunks = [chunk('IHDR', header), chunk('acTL', uint32(parts.length, 0))];
  // One sequence of numbers for both kinds of chunk.
  let number = 0;
  for (const { picture, part, ms } of parts) {
    const times = Buffer.alloc(6);
    times.writeUInt16BE(ms, 0);
    times.writeUInt16BE(1000, 2);
    const place = uint32(number++, part.width, part.height, part.left, part.top);
    chunks.push(chunk('fcTL', Buffer.concat([place, times])));
    const data = compressed(picture, part);
    chunks.push(number === 1 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([uint32(number++), data])));
  }
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}
