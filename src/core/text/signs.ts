/**
 * What is written in several ways and says the same, stated once: finding again, the name finder, search, pick and lists all
 * compare by this table. Units are UTF-16 code units of the BMP; nothing beyond it is folded here.
 */

const SPACE = 0x20;

/** In {@link plainUnits}: nobody sees it, and it separates nothing. */
export const DROPPED = 0;

type Units = readonly (number | readonly [number, number])[];

/** White space, line ends among it. */
const SPACES: Units = [
  ...([[0x09, 0x0d], 0x85, 0xa0, 0x1680, [0x2000, 0x200a], 0x2028, 0x2029, 0x202f, 0x205f, 0x3000] as const),
];
/**
 * Accents on their own, primes, the half rings and turned commas that Unicode calls letters but people type as apostrophes
 * (Oʻzbekiston, Qurʾan), Armenian and Hebrew ones.
 */
const APOSTROPHES: Units = [
  ...([0x60, 0xb4, 0x2b9, [0x2bb, 0x2bf], 0x2c8, 0x55a, 0x5f3, [0x2018, 0x201b], 0x2032, 0x2035] as const),
  ...([0x2039, 0x203a, 0xa78c, 0xff07] as const),
];
const QUOTES: Units = [0xab, 0xbb, 0x5f4, [0x201c, 0x201f], 0x2033, 0x2036, [0x301d, 0x301f], 0xff02];
const DASHES: Units = [0x5be, [0x2010, 0x2015], 0x2212, 0xfe58, 0xfe63, 0xff0d];
/** Soft hyphen, joiners and spaces of no width, marks and embeddings of direction, variation selectors, byte order mark, tatweel. */
const UNSEEN: Units = [
  ...([0xad, 0x34f, 0x61c, 0x640, [0x180b, 0x180f], [0x200b, 0x200f], [0x202a, 0x202e]] as const),
  ...([[0x2060, 0x2064], [0x2066, 0x206f], [0xfe00, 0xfe0f], 0xfeff] as const),
];
/** Vowel signs of Arabic and points of Hebrew: printed in one edition and left out in the next. */
const VOWEL_SIGNS: Units = [
  ...([[0x591, 0x5bd], 0x5bf, 0x5c1, 0x5c2, 0x5c4, 0x5c5, 0x5c7] as const),
  ...([[0x610, 0x61a], [0x64b, 0x652], [0x656, 0x65f], 0x670, [0x6d6, 0x6dc], [0x6df, 0x6e4], [0x6ea, 0x6ed]] as const),
];
const YEH: Units = [0x649, 0x64a];
const KAF: Units = [0x643];

export const APOSTROPHE = 0x27;
export const QUOTE = 0x22;
export const DASH = 0x2d;

/** Each UTF-16 unit → the unit that it is compared as; {@link DROPPED} for what is passed over. */
export const plainUnits = makeTable();

function makeTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (let i = 0; i < table.length; i++) table[i] = i;
  const set = (units: Units, to: (code: number) => number): void => {
    for (const one of units) {
      const [first, last] = typeof one === 'number' ? [one, one] : one;
      for (let code = first; code <= last; code++) table[code] = to(code);
    }
  };
  set(SPACES, () => SPACE);
  set(APOSTROPHES, () => APOSTROPHE);
  set(QUOTES, () => QUOTE);
  set(DASHES, () => DASH);
  set(UNSEEN, () => DROPPED);
  set(VOWEL_SIGNS, () => DROPPED);
  set(YEH, () => 0x6cc);
  set(KAF, () => 0x6a9);
  // Full-width digits and letters; full-width punctuation ends sentences without a space and stays.
  set(
    [
      [0xff10, 0xff19],
      [0xff21, 0xff3a],
      [0xff41, 0xff5a],
    ],
    (code) => code - 0xfee0,
  );
  return table;
}

/** Does nobody see the unit, or read past it (vowel signs apart)? Such a unit is no border of a word either. */
export function isUnseen(code: number): boolean {
  return code >= 0xad && plainUnits[code] === DROPPED && !within(VOWEL_SIGNS, code);
}

function within(units: Units, code: number): boolean {
  return units.some((one) => (typeof one === 'number' ? one === code : one[0] <= code && code <= one[1]));
}

/**
 * Is the unit written without white space beside it: a letter of Thai, Lao, Burmese, Khmer, Han or kana, or their full-width
 * punctuation? Where a line ends beside one, joining the lines puts nothing in.
 */
export function isSpaceless(code: number): boolean {
  if (code < 0xe00) return false;
  if (code < 0x1800) return code < 0xf00 || (code >= 0x1000 && code < 0x10a0) || code >= 0x1780;
  if (code < 0x2e80) return false;
  if (code < 0xac00) return code < 0x3130 || (code >= 0x3190 && code < 0xa000) || (code >= 0xa9e0 && code < 0xaa80);
  // The first halves of Han letters beyond the BMP; compatibility forms; full-width signs and half-width kana.
  if (code < 0xf900) return code >= 0xd840 && code <= 0xd888;
  return code < 0xfb00 || (code >= 0xfe30 && code < 0xfe50) || (code >= 0xff01 && code < 0xffa0);
}

/** A small letter of a script that has capitals in running text: Georgian's are small to Unicode, and its names have no others. */
const SMALL = /(?![\u10d0-\u10ff])\p{Ll}/u;

export function hasSmallLetter(text: string): boolean {
  return SMALL.test(text);
}
