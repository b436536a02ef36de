/** In an enumeration every word tells one item from the next, small letters or not: is what stands at a place another item? */
import { foldedIndex } from '../../text/folded';
import { Side } from '../diff/sides';
import { wordsIn } from '../diff/words';
import type { Fit } from './fit';
import type { Pattern } from './pattern';
import type { Target } from './target';

/** So many units of the text around a place are looked through for an enumeration. */
const AROUND = 600;

/** Is the fit in an item of which another word stands in the anchor, in the quote or beside it? */
export function isOtherItem(target: Target, fit: Fit, { codes, quoteFrom, quoteTo }: Pattern): boolean {
  const item = itemAround(target, fit);
  if (!item) return false;
  const text = target.folded.codes;
  const head = wordsIn(text, item.from, fit.from, item.from, fit.from);
  const tail = wordsIn(text, fit.to, item.to, fit.to, item.to);
  const before = wordsIn(codes, 0, quoteFrom, 0, quoteFrom);
  const after = wordsIn(codes, quoteTo, codes.length, quoteTo, codes.length);
  const own = wordsIn(codes, quoteFrom, quoteTo, quoteFrom, quoteTo);
  const there = wordsIn(text, fit.from, fit.to, fit.from, fit.to);
  // The outermost word of either context may be cut off; of both lists the words next to the quote are compared, as many as both have.
  return (
    differ(before.slice(1).reverse(), head.reverse()) ||
    differ(after.slice(0, -1), tail) ||
    own.length !== there.length ||
    differ(own, there)
  );
}

/** Of two lists of words, are any two at the same place others? Where one ends, no more are compared. */
function differ(a: readonly string[], b: readonly string[]): boolean {
  return a.some((word, i) => i < b.length && word !== b[i]);
}

/** The item that has the place, in folded units; undefined: it is in none. */
function itemAround({ text, folded, caseless }: Target, fit: Fit): { from: number; to: number } | undefined {
  const [from, to] = [folded.starts[fit.from] ?? text.length, folded.starts[fit.to] ?? text.length];
  const low = Math.max(0, from - AROUND);
  const side = new Side(text.slice(low, to + AROUND), caseless);
  const { sentences } = side.byItems();
  const first = sentences.at(side.place(from - low));
  const last = sentences.at(Math.max(side.place(from - low), side.place(to - low) - 1));
  if (!sentences.isListed(first) || !sentences.isListed(last)) return undefined;
  const place = (start: number | undefined): number => foldedIndex(folded, low + side.offset(start ?? 0));
  return { from: place(sentences.starts[first]), to: place(sentences.starts[last + 1]) };
}
