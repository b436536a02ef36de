/** Where the runs that two texts have in common put a passage of the old one. */
import type { Range } from '../../text/range';
import { passageFrom } from './passage';
import { sameUnits, type Run } from './runs';

/** A passage with less than this around it, and with changes on both sides, has little to be known by. */
const ISLAND = 16;
/** Less than this put in or taken out beside it is no other sentence. */
const LEAST_CHANGE = 3;

/**
 * Where the whole passage stands around the longest run of it, where the other runs put its ends elsewhere: of what stands at the
 * beginning of each line ('Art.', 'Abg.') the one of a line that was put in is as good to a comparison as its own.
 */
export function wholeIn(
  runs: readonly Run[],
  old: Uint16Array,
  now: Uint16Array,
  from: number,
  to: number,
): Range | undefined {
  let best = 0;
  let start = -1;
  let parts = 0;
  for (let i = firstEndingAfter(runs, from); i < runs.length; i++) {
    const { x, y, n } = runs[i] as Run;
    if (x >= to) break;
    const size = Math.min(x + n, to) - Math.max(x, from);
    parts++;
    if (size > best) [best, start] = [size, y - x + from];
  }
  if (parts < 2 || 2 * best <= to - from || start < 0) return undefined;
  return sameUnits(old, from, now, start, to - from) ? { from: start, to: start + to - from } : undefined;
}

/** Where the runs (in the order of the old text) put the passage. */
export function passageIn(
  runs: readonly Run[],
  old: Uint16Array,
  now: Uint16Array,
  from: number,
  to: number,
): Range | undefined {
  const parts: Run[] = [];
  const first = firstEndingAfter(runs, from);
  if (isIsland(runs, first, from, to)) return undefined;
  for (let i = first; i < runs.length; i++) {
    const run = runs[i] as Run;
    if (run.x >= to && !(from === to && run.x === from)) break;
    const x = Math.max(run.x, from);
    const n = Math.min(run.x + run.n, to) - x;
    if (n > 0 || from === to) parts.push({ x, y: run.y + x - run.x, n });
  }
  return passageFrom(parts, old, now, from, to);
}

/**
 * Is all that is left around the passage a run of little more than itself, shorter than what was replaced beside it? The same name
 * in a new sentence is not the old mention.
 */
function isIsland(runs: readonly Run[], i: number, from: number, to: number): boolean {
  const run = runs[i];
  const left = runs[i - 1];
  const right = runs[i + 1];
  if (!run || !left || !right || run.x > from || run.x + run.n < to || run.n - (to - from) >= ISLAND) return false;
  const before = Math.max(run.x - left.x - left.n, run.y - left.y - left.n);
  const behind = Math.max(right.x - run.x - run.n, right.y - run.y - run.n);
  return Math.min(before, behind) >= LEAST_CHANGE && Math.max(before, behind) > run.n;
}

/** Index of the first run of which something stands behind a place of the old text. */
export function firstEndingAfter(runs: readonly Run[], at: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle] as Run;
    if (run.x + run.n <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
