/**
 * Two texts that say the same, word for word: re-wrapped, joined, with other spaces, quotes, dashes or ellipses, or all in
 * capitals. Then every passage stands where its words stand.
 */
import { foldedOf, foldedIndex, passageIndex, withoutCase, type Folded } from '../../text/folded';
import { plainUnits } from '../../text/signs';

const SPACE = 0x20;

/** Where a passage went; undefined: the texts do not say the same. `caseless`: capitals say nothing. */
export function sameWords(
  oldText: string,
  newText: string,
  caseless: boolean,
): ((from: number, to: number) => { from: number; to: number } | undefined) | undefined {
  if (oldText === newText) return (from, to) => ({ from, to });
  if (differsPlainly(oldText, newText, caseless)) return undefined;
  const old = caseless ? withoutCase(foldedOf(oldText)) : foldedOf(oldText);
  const now = caseless ? withoutCase(foldedOf(newText)) : foldedOf(newText);
  const seen = seenIn(old);
  const places = seenIn(now);
  if (seen.length !== places.length) return undefined;
  for (let i = 0; i < seen.length; i++) {
    if (old.codes[seen[i] as number] !== now.codes[places[i] as number]) return undefined;
  }
  return (from, to) => {
    const first = rankOf(seen, passageIndex(old, from, oldText.slice(from, from + 1)));
    const last = rankOf(seen, foldedIndex(old, to)) - 1;
    if (last < first) return undefined;
    let start = now.starts[places[first] as number] as number;
    const end = now.starts[(places[last] as number) + 1] as number;
    // A dash has swallowed the white space before it.
    while (start < end && plainUnits[newText.charCodeAt(start)] === SPACE) start++;
    let stop = end;
    while (stop > start && plainUnits[newText.charCodeAt(stop - 1)] === SPACE) stop--;
    // Of signs that are compared as one (`--`), the passage may have but a part.
    start += oldText.slice(old.starts[seen[first] as number], from).replace(/\s/g, '').length;
    const group = oldText.slice(to, old.starts[(seen[last] as number) + 1]);
    if (/^\S+\s*$/.test(group)) stop -= group.trimEnd().length;
    return start < stop ? { from: start, to: stop } : undefined;
  };
}

/** Do two letters differ that no folding makes one? Most texts that were edited say so at their first edit. */
function differsPlainly(a: string, b: string, caseless: boolean): boolean {
  let i = 0;
  let k = 0;
  for (; ; i++, k++) {
    while (plainUnits[a.charCodeAt(i)] === SPACE) i++;
    while (plainUnits[b.charCodeAt(k)] === SPACE) k++;
    if (i >= a.length || k >= b.length) return false;
    if (a[i] === b[k]) continue;
    const [one, two] = [plainUnits[a.charCodeAt(i)] as number, plainUnits[b.charCodeAt(k)] as number];
    if (one === two) continue;
    // What is folded into several units, or composed, is left to the closer look.
    if (!isLetter(one) || !isLetter(two)) return false;
    if (!caseless || (one | SPACE) !== (two | SPACE)) return true;
  }
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** The folded units that are no white space. */
function seenIn({ codes }: Folded): Int32Array {
  const places = new Int32Array(codes.length);
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] !== SPACE) places[n++] = i;
  return places.subarray(0, n);
}

/** How many of the places are before `at`. */
function rankOf(places: Int32Array, at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
