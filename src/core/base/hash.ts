/**
 * FNV-1a, 32 bits (Fowler, Noll, Vo): tells contents apart where nobody wants them to be alike. One loop for units of a text, bytes
 * and whole numbers, so that whoever needs another sum does not write another loop.
 */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Over the UTF-16 units of a text. */
export function fnv1a(text: string): number {
  let hash = BASIS;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}

/** Over bytes, or over whole numbers of four bytes. */
export function fnv1aOf(numbers: Uint8Array | Int32Array): number {
  let hash = BASIS;
  for (let i = 0; i < numbers.length; i++) hash = Math.imul(hash ^ (numbers[i] as number), PRIME);
  return hash >>> 0;
}
