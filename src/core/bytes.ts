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
