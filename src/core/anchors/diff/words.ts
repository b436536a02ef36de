/** The words of a stretch, and which of them tell one passage from another: names and numbers. */
import { isSpaceless } from '../../text/signs';
import { isWordUnit } from './runs';

/** Is a stretch the first or the last digits of a longer number? */
export function isInNumber(codes: Uint16Array, from: number, to: number): boolean {
  const isDigit = (at: number): boolean => /\p{Nd}/u.test(String.fromCharCode(codes[at] ?? 0));
  return (isDigit(from) && isDigit(from - 1)) || (isDigit(to - 1) && isDigit(to));
}

/** The words that touch a stretch, whole; letters of scripts without spaces one by one. */
export function wordsIn(codes: Uint16Array, from: number, to: number, low: number, high: number): string[] {
  let start = from;
  while (start > low && isWordUnit(codes[start] ?? 0) && isWordUnit(codes[start - 1] as number)) start--;
  let end = to;
  while (end < high && end > low && isWordUnit(codes[end - 1] ?? 0) && isWordUnit(codes[end] as number)) end++;
  const words: string[] = [];
  for (let at = start; at < end;) {
    let word = '';
    while (at < end && isWordUnit(codes[at] as number)) word += String.fromCharCode(codes[at++] as number);
    if (word === '') {
      const code = codes[at++] as number;
      if (isSpaceless(code) && /[\p{L}\p{N}]/u.test(String.fromCharCode(code))) word = String.fromCharCode(code);
    }
    if (word !== '') words.push(word);
  }
  return words;
}

/** A number, a word with a capital, or any word of a script that has none. */
export function isTelling(word: string): boolean {
  return /\d/.test(word) || word !== word.toLowerCase() || word.toLowerCase() === word.toUpperCase();
}
