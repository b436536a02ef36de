/** The text of a list that a spreadsheet wrote: these say nothing of their encoding, and one that is guessed wrong makes other names. */

export type DecodedList =
  | { readonly text: string; readonly encoding: string }
  /** Which encodings would read it; the user is to say, by saving the list anew. */
  | { readonly problem: string };

/** Letters of Cyrillic as Russian and Ukrainian write them; of Western, Central European and Turkish Latin. */
const CYRILLIC = /[а-яёіїєґА-ЯЁІЇЄҐ]/g;
const OTHER_LETTERS = /[\u0080-\uffff]/g;
/** A small letter before a capital: what windows-1251 looks like when it is read as KOI8-R, and the other way round. */
const UPSIDE_DOWN = /\p{Ll}\p{Lu}/gu;
/** Words of two scripts: what Western letters look like when they are read as windows-1251. */
const MIXED = /[a-z][\u0400-\u045f]|[\u0400-\u045f][a-z]/gi;

/**
 * The text of a list of entities: UTF-8, UTF-16 with its mark, or windows-1251 where nearly all letters beyond ASCII are then
 * Cyrillic and stand as words have them. Anything else is refused with what to do; a wrong letter is worse than a second try.
 */
export function decodeList(bytes: Uint8Array): DecodedList {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  const text = decoded(bytes, marked);
  if (text !== undefined) return { text, encoding: marked };
  if (marked === 'utf-8') {
    const cyrillic = decoded(bytes, 'windows-1251');
    if (cyrillic !== undefined && isCyrillic(cyrillic)) return { text: cyrillic, encoding: 'windows-1251' };
  }
  return {
    problem:
      'It is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet (or open it in VS Code with its right encoding and save it with UTF-8), then import it again.',
  };
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Bytes that are not in the encoding (TypeError), or an encoding that this engine does not know (RangeError).
    return undefined;
  }
}

function isCyrillic(text: string): boolean {
  const letters = text.match(CYRILLIC)?.length ?? 0;
  const others = (text.match(OTHER_LETTERS)?.length ?? 0) - letters;
  const odd = (text.match(UPSIDE_DOWN)?.length ?? 0) + (text.match(MIXED)?.length ?? 0);
  return letters >= 4 && others <= letters / 10 && odd <= letters / 20;
}
