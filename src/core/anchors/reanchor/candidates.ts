/** Where a lost tag may have gone: for the user to choose, so look-alikes are welcome here. */
import type { Anchor } from '../anchor';
import { fitsOf, scoreOf, type Fit } from './fit';
import { patternOf, type Pattern } from './pattern';
import { scan } from './scan';
import { Target } from './target';

/** A place (UTF-16 offsets, end exclusive) with the passage that stands there; `score` from 0 to 1. */
export interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly text: string;
}

/** Short grams, since little may be left; and how many groups of places, and plain occurrences of the quote, are looked at. */
const GRAM = 6;
const MOST_GROUPS = 16;
const MOST_PLAIN = 200;

/**
 * The best places for `anchor` in `text` (line ends as `\n`), best first: by quote and context, and among equals by the distance
 * from where it stood. At the most `most` of them, none that overlap; empty where nothing like the quote is left.
 */
export function candidates(text: string, anchor: Anchor, most = 5): Candidate[] {
  const target = new Target(text);
  const { codes, starts } = target.folded;
  const pattern = patternOf(anchor);
  const fits = fitsOf(pattern, codes, scan(codes, [pattern.codes], GRAM)[0] ?? [], MOST_GROUPS);
  for (const at of occurrences(target.foldedText, pattern)) {
    const to = at + pattern.quoteTo - pattern.quoteFrom;
    let before = 0;
    while (before < pattern.quoteFrom && pattern.codes[pattern.quoteFrom - before - 1] === codes[at - before - 1])
      before++;
    let after = 0;
    while (
      pattern.quoteTo + after < pattern.codes.length &&
      pattern.codes[pattern.quoteTo + after] === codes[to + after]
    ) {
      after++;
    }
    fits.push({
      from: at,
      to,
      whole: false,
      quote: 1,
      before,
      after,
      touches: true,
      crosses: false,
      swapped: false,
      differs: false,
    });
  }
  const expected = Math.max(0, target.offsetAt(Math.min(anchor.line, target.lineStarts.length - 1), anchor.column));
  const distance = (fit: Fit): number => Math.abs((starts[fit.from] ?? 0) - expected);
  fits.sort((a, b) => scoreOf(pattern, b) - scoreOf(pattern, a) || distance(a) - distance(b));
  const chosen: Fit[] = [];
  for (const fit of fits) {
    if (chosen.length === most) break;
    if (!chosen.some((one) => one.from < fit.to && fit.from < one.to)) chosen.push(fit);
  }
  return chosen.map((fit) => {
    const { from, to } = target.rangeOf(fit, anchor.quote);
    return { from, to, score: scoreOf(pattern, fit), text: text.slice(from, to) };
  });
}

/** Where the quote stands as it is, whatever is around it. */
function occurrences(text: string, { codes, quoteFrom, quoteTo }: Pattern): number[] {
  const wanted = Array.from(codes.subarray(quoteFrom, quoteTo), (code) => String.fromCharCode(code)).join('');
  const found: number[] = [];
  if (wanted === '') return found;
  for (let at = text.indexOf(wanted); at >= 0 && found.length < MOST_PLAIN; at = text.indexOf(wanted, at + 1))
    found.push(at);
  return found;
}
