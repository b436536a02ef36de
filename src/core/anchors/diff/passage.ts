/** The borders of a passage in a changed text, from what survived of it. */
import type { Range } from '../../text/range';
import { mapRange, type ChangeDesc } from '../../text/map-range';
import { FAR, isWordUnit, type Run } from './runs';

const ELLIPSIS = 0x2026;
/** The new beginning or end of a word may be longer than the old one by so many letters. */
const LONGER = 3;

/**
 * The borders of a passage whose surviving units are `parts`: the place of most of them, from its first surviving word to its
 * last one. Undefined when half of it or more is gone.
 */
export function passageFrom(
  parts: readonly Run[],
  old: Uint16Array,
  now: Uint16Array,
  from: number,
  to: number,
): Range | undefined {
  const kept = largestGroup(parts, 2 * (to - from) + FAR);
  const first = kept[0];
  const last = kept[kept.length - 1];
  if (!first || !last) return undefined;
  if (from === to) return { from: first.y, to: first.y };
  if (2 * kept.reduce((sum, part) => sum + part.n, 0) < to - from - 1) return undefined;
  const hull = mapRange({ from, to }, changesBetween(kept, from, to));
  if (!hull) return undefined;
  let low = wholeWordFrom(hull.from, first, old, now, from);
  let high = wholeWordTo(hull.to, last, old, now, to);
  // `…` and `...` have no unit in common; at a border of the passage they are the same to the reader.
  if (first.x === from + 1 && old[from] === ELLIPSIS && isDots(now, low - 3)) low -= 3;
  if (last.x + last.n === to - 1 && old[to - 1] === ELLIPSIS && isDots(now, high)) high += 3;
  // Where its head is gone, the stop of the sentence before it is not part of it.
  if (first.x > from) while (low < high && isStop(now[low] as number)) low++;
  if (old[from] !== 0x20) while (low < high && now[low] === 0x20) low++;
  if (old[to - 1] !== 0x20) while (high > low && now[high - 1] === 0x20) high--;
  return low < high ? { from: low, to: high } : undefined;
}

/** What was done to a passage of which `kept` survived: all between the parts, before the first and behind the last is changed. */
function changesBetween(kept: readonly Run[], from: number, to: number): ChangeDesc[] {
  const changes: ChangeDesc[] = [];
  let offset = from;
  let at = (kept[0] as Run).y;
  for (const { x, y, n } of kept) {
    changes.push({ offset, removed: x - offset, at, inserted: y - at });
    offset = x + n;
    at = y + n;
  }
  changes.push({ offset, removed: to - offset, at, inserted: 0 });
  return changes;
}

/** Parts that follow one another without a jump; of several such groups the one with the most units. */
function largestGroup(parts: readonly Run[], jump: number): readonly Run[] {
  let best: readonly Run[] = [];
  let most = 0;
  for (let i = 0; i < parts.length;) {
    const group = [parts[i] as Run];
    let units = (parts[i] as Run).n;
    for (i++; i < parts.length; i++) {
      const last = group[group.length - 1] as Run;
      const next = parts[i] as Run;
      if (next.y < last.y + last.n || next.y - last.y - last.n > jump) break;
      group.push(next);
      units += next.n;
    }
    if (units > most || best.length === 0) [best, most] = [group, units];
  }
  return best;
}

/** A passage that began with a word begins with one: a first word of which at least half is there is meant whole. */
function wholeWordFrom(start: number, first: Run, old: Uint16Array, now: Uint16Array, from: number): number {
  if (first.x === from || !isInWord(now, start) || isInWord(old, from)) return start;
  let left = 0;
  while (isInWord(now, start - left)) left++;
  let right = 0;
  while (right < first.n && isWordUnit(now[start + right] as number)) right++;
  if (right >= left && left <= first.x - from + LONGER) return start - left;
  while (right < first.n && now[start + right] === 0x20) right++;
  return start + right;
}

function wholeWordTo(end: number, last: Run, old: Uint16Array, now: Uint16Array, to: number): number {
  if (last.x + last.n === to || !isInWord(now, end) || isInWord(old, to)) return end;
  let right = 0;
  while (isInWord(now, end + right)) right++;
  let left = 0;
  while (left < last.n && isWordUnit(now[end - left - 1] as number)) left++;
  if (left >= right && right <= to - last.x - last.n + LONGER) return end + right;
  return end - left;
}

function isDots(codes: Uint16Array, at: number): boolean {
  return codes[at] === 0x2e && codes[at + 1] === 0x2e && codes[at + 2] === 0x2e;
}

function isStop(code: number): boolean {
  return (
    code === 0x2e ||
    code === 0x2c ||
    code === 0x21 ||
    code === 0x3f ||
    code === 0x3a ||
    code === 0x3b ||
    code === 0x2026
  );
}

/** Is `at` between two units of one word? */
function isInWord(codes: Uint16Array, at: number): boolean {
  return at > 0 && at < codes.length && isWordUnit(codes[at - 1] as number) && isWordUnit(codes[at] as number);
}
