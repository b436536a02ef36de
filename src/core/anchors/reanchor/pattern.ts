/** An anchor made ready for comparison. All offsets are folded ones. */
import { foldedOf, foldedIndex, passageIndex, withoutCase } from '../../text/folded';
import { phraseStarts, sentenceBegins } from '../../text/sentences';
import { CONTEXT } from '../../model';
import type { Anchor } from '../anchor';
import { sameUnits } from '../diff/runs';
import { LIMITS } from './limits';

/** An anchor as it is compared: folded context, quote and context in one. */
export interface Pattern {
  readonly codes: Uint16Array;
  readonly quoteFrom: number;
  readonly quoteTo: number;
  /** Where a sentence or paragraph ends and another begins. */
  readonly borders: readonly number[];
  /** From where to where it is of the sentence, or sentences, of the quote. */
  readonly sentence: readonly [number, number];
  /** Its context shows that the quote stands twice in a row. */
  readonly doubled: boolean;
  /** It has more context than is usual: with less it stood more than once in its text, so look-alikes are known of. */
  readonly grown: boolean;
}

export function patternOf(anchor: Anchor, caseless = false): Pattern {
  const { quote } = anchor;
  const [before, after] = withoutLooseEnds(anchor);
  const text = before + quote + after;
  const folded = caseless ? withoutCase(foldedOf(text)) : foldedOf(text);
  const { codes } = folded;
  const quoteFrom = passageIndex(folded, before.length, quote);
  const quoteTo = Math.max(quoteFrom, foldedIndex(folded, before.length + quote.length));
  const borders: number[] = [];
  for (let i = 2; i < codes.length; i++) {
    if (sentenceBegins(codes, i)) borders.push(i);
  }
  const phrases = phraseStarts(text).map((at) => foldedIndex(folded, at));
  for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n', at + 2))
    borders.push(foldedIndex(folded, at + 2));
  return {
    codes,
    quoteFrom,
    quoteTo,
    borders: [...borders, ...phrases],
    sentence: sentenceOf(borders, phrases, quoteFrom, quoteTo, codes.length),
    doubled: isDoubled(codes, quoteFrom, quoteTo),
    grown: Math.max(before.length, after.length) > CONTEXT,
  };
}

/** From where to where it is of the sentence, or sentences, of the quote. */
function sentenceOf(
  borders: readonly number[],
  phrases: readonly number[],
  quoteFrom: number,
  quoteTo: number,
  length: number,
): readonly [number, number] {
  // A number, a name or a measure that is set off by white space is of the sentence.
  const room = quoteTo - quoteFrom < LIMITS.sentence ? LIMITS.phrase : 0;
  const low = Math.max(
    0,
    ...borders.filter((one) => one <= quoteFrom),
    ...phrases.filter((one) => one <= quoteFrom - room),
  );
  // A label ('No. 12', 'Q.') is of what it stands before.
  const least = Math.max(quoteTo, low + LIMITS.phrase);
  const high = Math.min(
    length,
    ...borders.filter((one) => one >= least),
    ...phrases.filter((one) => one >= quoteTo + room),
  );
  return [low, high];
}

/**
 * The contexts without what folds otherwise in the text, where it has a neighbour: white space at the outer ends (a dash swallows
 * it), marks without their letter, and where there are marks a letter that may have lost its own.
 */
function withoutLooseEnds({ before, quote, after }: Anchor): [string, string] {
  const end = after.trimEnd();
  const marked = /[\p{M}\u1100-\u11ff]/u.test(before + quote + end);
  return [before.replace(/^[\s\p{M}]+/u, ''), marked ? end.replace(/.\p{M}*$/su, '') : end];
}

/** Does the context after the quote begin with the quote, or the one before it end with it? */
function isDoubled(codes: Uint16Array, from: number, to: number): boolean {
  const startOf = (at: number): number => (codes[at] === 0x20 ? at + 1 : at);
  const next = startOf(to);
  const after = Math.min(to - from, codes.length - next);
  if (after >= LIMITS.doubled && sameUnits(codes, from, codes, next, after)) return true;
  const end = codes[from - 1] === 0x20 ? from - 1 : from;
  const before = Math.min(to - from, end);
  return before >= LIMITS.doubled && sameUnits(codes, to - before, codes, end - before, before);
}
