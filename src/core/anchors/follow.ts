/**
 * Where passages went when both texts are known: the one in which they stood as they are written, and the one of now. What the
 * comparison of the two shows is taken; another place only where quote and context stand whole, and where that place is not what
 * became of a different passage.
 */
import { mapThrough } from '../text/diff';
import type { Anchor, Found } from './anchor';
import { fold, withoutCase } from './fold';
import { Target } from './again-target';

/** The texts have line ends as `\n`. Every anchor must stand in `old` to the letter; one that does not is found again without it. */
export function follow(old: string, now: string, anchors: readonly Anchor[]): Found[] {
  const before = new Target(old);
  const map = mapThrough(old, now);
  return anchors.map((anchor): Found => {
    const from = before.offsetAt(anchor.line, anchor.column);
    const to = from + anchor.quote.length;
    const stood = from >= 0 && anchor.quote !== '' && old.startsWith(anchor.quote, from);
    const mapped = stood ? map(from, to) : undefined;
    if (!mapped || mapped.to <= mapped.from) return { kind: 'lost' };
    const place = { from: mapped.from, to: mapped.to };
    const same = mapped.exact || saysTheSame(anchor.quote, now.slice(place.from, place.to));
    return same ? { kind: 'placed', ...place } : { kind: 'moved', ...place, score: 1 };
  });
}

/** The same words: only white space, typography or case differ. */
function saysTheSame(a: string, b: string): boolean {
  const plain = (text: string): string =>
    String.fromCharCode(...withoutCase(fold(text.slice(0, 5000))).codes).replaceAll(' ', '') + text.slice(5000);
  return plain(a) === plain(b);
}
