/** Do the words that differ between an anchor and a place tell two passages apart? */
import { sentenceBegins } from '../../text/sentences';
import type { Run } from '../diff/runs';
import { isInNumber, isTelling, wordsIn } from '../diff/words';
import type { Pattern } from './pattern';

/** Do the end of a sentence and the beginning of another one stand there? Then what is before and behind them is of two. */
function isParted(text: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (sentenceBegins(text, at)) return true;
  return false;
}

/**
 * `swapped`: a name or number of the anchor's sentence has another one in its place; `differs`: any words have. Formulaic texts (minutes, roll calls,
 * reports) say the same of one person after the other, so that all that agrees beside the name proves nothing. Looked at are
 * the gaps between `runs`, what both have in common.
 */
export function otherWords(
  pattern: Pattern,
  text: Uint16Array,
  runs: readonly Run[],
): { swapped: boolean; differs: boolean } {
  let differs = false;
  const {
    codes,
    sentence: [low, high],
  } = pattern;
  for (let i = 0; i <= runs.length; i++) {
    const left = runs[i - 1];
    const right = runs[i];
    const x = left ? left.x + left.n : 0;
    const xEnd = right ? right.x : codes.length;
    // At the ends the text goes on: as much of it as the anchor has there.
    const y = left ? left.y + left.n : right ? Math.max(0, right.y - xEnd) : 0;
    const yEnd = right ? right.y : left ? Math.min(text.length, y + codes.length - x) : 0;
    if (xEnd <= x || yEnd <= y) {
      // Words put in or taken out are none, but a number with more or fewer digits is another one.
      const another = xEnd > x ? isInNumber(codes, x, xEnd) : yEnd > y && left && right && isInNumber(text, y, yEnd);
      const parted = left && right && x > low && x < high && !pattern.borders.includes(x) && isParted(text, y, yEnd);
      if ((another && xEnd > low && x < high) || parted) return { swapped: true, differs: true };
      continue;
    }
    const put = wordsIn(text, y, yEnd, 0, text.length);
    if (put.length === 0) continue;
    differs ||= wordsIn(codes, x, xEnd, 0, codes.length).length > 0;
    if (xEnd <= low || x >= high) continue;
    const gone = wordsIn(codes, Math.max(x, low), Math.min(xEnd, high), low, high);
    if (!gone.some(isTelling)) continue;
    if (put.some((word) => isTelling(word) && !gone.includes(word))) return { swapped: true, differs: true };
  }
  return { swapped: false, differs };
}
