import { MOST_BYTES, refuse } from './reading';
import type { Reading } from './reading';

/**
 * The text of a YAML file: UTF-8, a byte-order mark kept as U+FEFF so that writing gives it back. Refused: more than 64 MB,
 * and anything that is not UTF-8 (a character that cannot be decoded would be written back as another).
 */
export function decodeYaml(bytes: Uint8Array): Reading<string> {
  if (bytes.length > MOST_BYTES) return refuse('too-large', 0, 0);
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return refuse('encoding', 0, 0, 'UTF-16');
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // A TypeError is the decoder's only way to say that the bytes are not UTF-8.
    return refuse('encoding', 0, 0);
  }
}

/** The bytes of a YAML file's text: UTF-8, with a byte-order mark only where the text has one. */
export function encodeYaml(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * The bytes of a text given in the pieces that it was put together from. A text just joined is a tree of pieces to the engine;
 * encoding the pieces spares copying a large file into one string first.
 */
export function encodePieces(pieces: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const units = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // Mostly one byte a unit; where that is not enough the room is doubled.
  let bytes = new Uint8Array(Math.ceil(units * 1.25) + 16);
  let written = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      const done = encoder.encodeInto(from === 0 ? piece : piece.slice(from), bytes.subarray(written));
      from += done.read;
      written += done.written;
      if (from >= piece.length) break;
      const more = new Uint8Array(bytes.length * 2);
      more.set(bytes.subarray(0, written));
      bytes = more;
    }
  }
  return bytes.subarray(0, written);
}
