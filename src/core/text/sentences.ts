/**
 * Where sentences begin, after Unicode's rules (UAX 29, SB6 to SB11), by a table instead of `Intl.Segmenter`: finding again asks
 * for each of 100,000 tags, and for folded text, which is no string.
 */
import { DROPPED, hasSmallLetter, isSpaceless, plainUnits } from './signs';

const NO = 0;
/** `.` and its kind, after which a small letter goes on with the sentence (ATerm). */
const STOP = 1;
/** `!`, `?`, `…`, `։`, `।`, `؟`: the sentence is over (STerm). */
const END = 2;
/** The same in a script that puts no space behind it. */
const FULL = 3;
const CLOSER = 4;

const kinds = new Uint8Array(0x10000);
const UNKNOWN = 0;
const shift = 1;

function kindOf(code: number): number {
  const known = kinds[code] as number;
  if (known !== UNKNOWN) return known - shift;
  const kind = newKind(code);
  kinds[code] = kind + shift;
  return kind;
}

function newKind(code: number): number {
  const char = String.fromCharCode(code);
  if (code === 0x2e || code === 0x2024 || code === 0xfe52) return STOP;
  // An ellipsis is no end to Unicode; in print a sentence more often ends with one than not. Greek asks with a semicolon.
  if (code === 0x2026 || code === 0x37e) return END;
  if (/\p{Sentence_Terminal}/u.test(char)) return isSpaceless(code) ? FULL : END;
  if (code === 0x22 || code === 0x27 || /[\p{Pe}\p{Pf}\p{Pi}]/u.test(char)) return CLOSER;
  return NO;
}

/** Longest row of closing brackets and quotes behind a sentence. */
const MOST_CLOSERS = 4;

/**
 * Does a sentence begin at `at`? `codes` are UTF-16 units in which white space is U+0020, a folded text or plain one's units.
 * Never at 0. Scripts without any mark of an end (Thai, Lao) have no beginnings either: there white space is the border, and who
 * still has it must look.
 */
export function sentenceBegins(codes: ArrayLike<number>, at: number): boolean {
  const next = codes[at];
  if (at < 1 || next === undefined || next === 0x20) return false;
  let end = at - 1;
  const spaced = codes[end] === 0x20;
  if (spaced) end--;
  else if (!isSpaceless(codes[end] as number) && kindOf(codes[end] as number) !== CLOSER) return false;
  for (let closers = 0; closers < MOST_CLOSERS && end >= 0 && kindOf(codes[end] as number) === CLOSER; closers++) end--;
  const kind = end < 0 ? NO : kindOf(codes[end] as number);
  if (kind === FULL) return spaced || (kindOf(next) !== CLOSER && kindOf(next) !== FULL);
  if (!spaced) return false;
  return kind === END || (kind === STOP && !isSmall(next));
}

function isSmall(code: number): boolean {
  return code < 0x80 ? code >= 0x61 && code <= 0x7a : hasSmallLetter(String.fromCharCode(code));
}

/** White space beside a letter of Thai, Lao, Burmese or Khmer: the end of a phrase or a sentence, as its writers show it. */
const PHRASE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\s+(?=\S)|\S\s+(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])/g;

/** Offsets at which a phrase begins in a script that ends sentences with white space alone. */
export function phraseStarts(text: string): number[] {
  return [...text.matchAll(PHRASE)].map((match) => match.index + match[0].length);
}

/** Offsets (UTF-16) in `text` at which its sentences begin, the first not among them; line ends count as white space. */
export function sentenceStarts(text: string): number[] {
  const units: number[] = [];
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = plainUnits[text.charCodeAt(i)] as number;
    if (code === DROPPED || (code === 0x20 && units.at(-1) === 0x20)) continue;
    units.push(code);
    places.push(i);
  }
  const starts = new Set(phraseStarts(text));
  for (let i = 1; i < units.length; i++) if (sentenceBegins(units, i)) starts.add(places[i] as number);
  return [...starts].sort((a, b) => a - b);
}
