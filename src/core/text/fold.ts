import { foldCase } from './letters';

/**
 * Text as it is compared when neither case nor accents matter: what the name finder takes for the same ({@link foldCase}), without
 * the combining marks of Latin, Greek and Cyrillic letters and the hamza and madda of Arabic ones (marks of other scripts are
 * letters to their readers and stay), runs of white space as one space; `ı`, `ə` and `ß` as `i`, `e` and `ss`. Not for places: lengths change.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  // Letters of Latin and the marks of print are folded one by one, which is many times faster; their neighbours do not matter.
  if (LATIN.test(text)) {
    const folded = text.replace(BEYOND_ASCII, foldedCharacter).toLowerCase();
    return ODD_SPACE.test(folded) ? folded.replace(/\s+/g, ' ') : folded;
  }
  return foldedWhole(text);
}

const LATIN = /^[^\u0250-\u200f\u2028-\uffff]*$/;
const ODD_SPACE = /[\t-\r]| {2}/;
const BEYOND_ASCII = /[`\u0080-\uffff]/g;
const characters = new Map<string, string>();

function foldedCharacter(character: string): string {
  let folded = characters.get(character);
  if (folded === undefined) characters.set(character, (folded = foldedWhole(character)));
  return folded;
}

const PLAIN: Readonly<Record<string, string>> = { ı: 'i', ə: 'e', ß: 'ss' };

/** Nothing but marks to take off: ASCII, Greek, Cyrillic, Armenian and Georgian letters as {@link foldCase} leaves them. */
const LETTERS_ALONE = /^[\0-\x7f\u0386-\u03ce\u0400-\u052f\u0531-\u0586\u10d0-\u10fa]*$/;

function foldedWhole(text: string): string {
  const once = foldCase(text);
  if (LETTERS_ALONE.test(once)) return once.normalize('NFD').replace(/[\u0300-\u036f]+/g, '');
  return foldCase(once.normalize('NFKD').replace(/[\u0300-\u036f\u0653-\u0655]+/g, '')).replace(
    /[ıəß]/g,
    (letter) => PLAIN[letter] ?? letter,
  );
}

/** ASCII but for the grave accent, with single spaces. */
function isPlain(text: string): boolean {
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || code < 0x20 || code === 0x60 || (code === 0x20 && last === 0x20)) return false;
    last = code;
  }
  return true;
}

/** As {@link fold}, with white space at the ends gone for names and surface forms. */
export function foldName(text: string): string {
  return fold(text).trim();
}

/**
 * The nearest of `words` to a mistyped one, for "did you mean": the one that begins with it, else the one with the fewest
 * letters changed (Levenshtein), a third of them at the most.
 */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  const wanted = foldName(typed).slice(0, 60);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const word of words) {
    const other = foldName(word);
    if (wanted.length > 1 && other.startsWith(wanted)) return word;
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const changed = distance(wanted, other);
    if (changed < least) {
      least = changed;
      best = word;
    }
  }
  return best;
}

/** Damerau's and Levenshtein's distance (optimal string alignment), in UTF-16 units: two neighbours that changed places are one change. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
