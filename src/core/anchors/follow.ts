/**
 * Where passages went when both texts are known: the one in which they stood as they are written, and the one of now. What the
 * comparison of the two shows is taken; another place only where quote and context stand whole as they are written, and where no
 * other passage went.
 */
import { mapThrough, type Mapped } from './diff';
import type { Anchor, Found } from './anchor';
import { foldedOf, withoutCase } from '../text/folded';
import type { Range } from '../text/range';
import { standsAt } from './place';
import { PlaceableText } from './placeable';

/** So many units, and a quarter of the quote more, may be white space or typography alone; spares the closer look. */
const SPACES = 64;

/** The texts have line ends as `\n`. An anchor that does not stand in `old` to the letter is lost here. */
export function follow(old: string, now: string, anchors: readonly Anchor[]): Found[] {
  return followIn(new PlaceableText(old), new PlaceableText(now), anchors);
}

/** The same for texts whose lines are known. */
export function followIn(old: PlaceableText, now: PlaceableText, anchors: readonly Anchor[]): Found[] {
  const map = mapThrough(old.plain, now.plain);
  let back: ((from: number, to: number) => Mapped | undefined) | undefined;
  return anchors.map((anchor): Found => {
    const from = standsAt(old, anchor);
    if (from < 0) return { kind: 'lost' };
    const to = from + anchor.quote.length;
    const mapped = map(from, to);
    if (mapped && mapped.to > mapped.from) {
      const place = wholeAround(now.plain, mapped, anchor.quote);
      const same = mapped.exact || saysTheSame(anchor.quote, now.plain.slice(place.from, place.to));
      return same ? { kind: 'placed', ...place } : { kind: 'moved', ...place, score: 1 };
    }
    const own = standsAt(now, anchor);
    if (own < 0) return { kind: 'lost' };
    back ??= mapThrough(now.plain, old.plain);
    const came = back(own, own + anchor.quote.length);
    const others = came && (came.to <= from || to <= came.from);
    return others ? { kind: 'lost' } : { kind: 'placed', from: own, to: own + anchor.quote.length };
  });
}

/** All of the quote, where only its end, or its beginning, was taken for another's: of two lines that changed places the stop is the same. */
function wholeAround(text: string, { from, to }: Range, quote: string): Range {
  if (to - from >= quote.length) return { from, to };
  if (text.startsWith(quote, from)) return { from, to: from + quote.length };
  return text.endsWith(quote, to) ? { from: to - quote.length, to } : { from, to };
}

/** The same words: only white space, typography or case differ. */
function saysTheSame(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > SPACES + a.length / 4) return false;
  const [one, two] = [withoutCase(foldedOf(a)).codes, withoutCase(foldedOf(b)).codes];
  const seen = (codes: Uint16Array): Uint16Array => codes.filter((code) => code !== 0x20);
  const [x, y] = [seen(one), seen(two)];
  return x.length === y.length && x.every((code, i) => code === y[i]);
}
