/**
 * Where passages of a text went when both texts are known: a reload from disk, a formatter's 'replace all', an undo of many steps.
 * Equal grams give the outline, gestalt matching the words and letters of what changed; a paragraph that was moved is followed.
 */
import type { Range } from '../../text/range';
import { sameWords } from './same-words';
import { Itself } from './itself';
import { outline, settleSeams } from './outline';
import { passageIn, wholeIn } from './places';
import { SameSentences } from './same-sentences';
import { areRecased, sidesOf } from './sides';

export interface Mapped {
  readonly from: number;
  readonly to: number;
  /** Is the passage in the new text the same, unit by unit? */
  readonly exact: boolean;
}

/**
 * Reads both texts once and gives a function that maps a passage (UTF-16 offsets, end exclusive) of `oldText` to `newText`;
 * undefined where more than half of it is gone. Borders are those of the passage's surviving words: what was put in beside
 * it is not part of it. Empty passages are mapped only where the text around them stands. Each call takes log(changes).
 */
export function mapThrough(oldText: string, newText: string): (from: number, to: number) => Mapped | undefined {
  const words = sameWords(oldText, newText, areRecased(oldText, newText));
  if (words) {
    return (from, to) => {
      const place = words(from, to);
      return place && { ...place, exact: oldText.slice(from, to) === newText.slice(place.from, place.to) };
    };
  }
  const [old, now] = sidesOf(oldText, newText);
  const { chain, moved } = outline(old.codes, now.codes);
  const runs = [...chain, ...moved].sort((a, b) => a.x - b.x);
  if (moved.length > 0) settleSeams(runs, old.codes, now.codes);
  const sentences = new SameSentences(old, now);
  let judge: Itself | undefined;
  /** Where the sentences of a passage are not as they were: by the items of enumerations, or by what is left. */
  const inChanged = (x: number, xEnd: number): Range | undefined => {
    judge ??= new Itself(old.byItems(), now.byItems(), runs);
    const same = judge.same.of(x, xEnd);
    if (same) return same;
    const left = wholeIn(runs, old.codes, now.codes, x, xEnd) ?? passageIn(runs, old.codes, now.codes, x, xEnd);
    if (left && (x === xEnd || judge.isPassage(x, xEnd, left))) return left;
    return x < xEnd ? judge.same.ofNeighbour(x, xEnd) : undefined;
  };
  return (from, to) => {
    const [x, xEnd] = [old.place(from), old.place(to)];
    const place = sentences.of(x, xEnd) ?? inChanged(x, xEnd);
    if (!place) return undefined;
    const mapped = { from: now.offset(place.from), to: now.offset(place.to) };
    return { ...mapped, exact: oldText.slice(from, to) === newText.slice(mapped.from, mapped.to) };
  };
}
