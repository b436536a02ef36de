/** Whether two files say the same, byte for byte; no file (undefined) equals only no file. */
export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  const words = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0 ? a.length >> 2 : 0;
  const fours = [a, b].map((one) => new Int32Array(one.buffer, words ? one.byteOffset : 0, words)) as [
    Int32Array,
    Int32Array,
  ];
  // Four bytes at a time where they lie so; sidecars of megabytes are compared on every write.
  for (let i = 0; i < words; i++) if (fours[0][i] !== fours[1][i]) return false;
  for (let i = words << 2; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * A text that was read from these bytes shows U+FFFD: does that sign stand in the file? It does where the bytes are UTF-8 or (by
 * their mark) UTF-16 without a fault; else a reader put it there for what it could not read.
 */
export function replacementsAreText(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).includes('\uFFFD');
  } catch {
    // A TypeError is the decoder's only way to say that the bytes are not in this encoding.
    return false;
  }
}
