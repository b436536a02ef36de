/** Ids that are the same for the same thing: UUIDs of version 5 (RFC 9562, 5.5), by SHA-1 (FIPS 180-4). No secret is in them. */

/** 20 bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Uint32Array(80);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 80; i++) {
      const word = (j: number): number => w[i - j] as number;
      w[i] = i < 16 ? view.getUint32(block + 4 * i) : turn(word(3) ^ word(8) ^ word(14) ^ word(16), 1);
    }
    let [a, b, c, d, e] = h as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (turn(a, 5) + f + e + k + (w[i] as number)) >>> 0;
      [e, d, c, b, a] = [d, c, turn(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((value, i) => (h[i] = ((h[i] as number) + value) >>> 0));
  }
  const digest = new Uint8Array(20);
  h.forEach((value, i) => new DataView(digest.buffer).setUint32(4 * i, value));
  return digest;
}

function turn(value: number, by: number): number {
  return ((value << by) | (value >>> (32 - by))) >>> 0;
}

/** RFC 9562's name space for addresses (`6ba7b811-…`). */
const NAMESPACE = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/** The UUID of some names in their order, in upper case, as ATLAS.ti and MAXQDA want theirs. */
export function uuid5(...names: readonly string[]): string {
  const name = new TextEncoder().encode(JSON.stringify(['urn:stancemark', ...names]));
  const bytes = new Uint8Array(16 + name.length);
  bytes.set(NAMESPACE);
  bytes.set(name, 16);
  const hash = sha1(bytes);
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toUpperCase();
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** A tag id (see `newTagId`) that is the same for the same words. */
export function tagIdOf(...names: readonly string[]): string {
  const hash = sha1(new TextEncoder().encode(JSON.stringify(names)));
  return [...hash.subarray(0, 8)].map((byte, i) => LETTERS[i === 0 ? byte % 26 : byte % 32]).join('');
}
