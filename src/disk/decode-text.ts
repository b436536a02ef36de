/**
 * A source's text out of its bytes, as VS Code decodes it unless a setting names another encoding: UTF-16 where a byte order
 * mark says so, else UTF-8 with U+FFFD for what is none; without the mark.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xfe && second === 0xff ? 'utf-16be' : first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
