/** One pass over a text for the grams of many patterns: where each pattern, or what is left of it, may stand. */
import { gramHash, leavingFactor, rolled, slotOf } from '../text/seeds';

/** Places (as `place in the text − place in the pattern`) where grams of one pattern stand, near to one another. */
export interface Group {
  readonly low: number;
  readonly high: number;
  /** The one that most grams agree on. */
  readonly main: number;
  /** How many grams agree on {@link main}, and how many there are in all. */
  readonly most: number;
  readonly votes: number;
}

/** Grams that stand in more places than this say nothing. */
const COMMON = 48;
const LONG_TEXT = 100_000;
/** Places further apart belong to two passages. */
const APART = 240;
/** A place with this share of the best one's grams, and so far from it, is a copy and not another part. */
const COPY = 0.6;
const COPY_APART = 40;

/**
 * For each pattern the groups of places in `codes[from, to)`, most votes first. Time: the length of the text, and of the
 * patterns, once each.
 */
export function scan(
  codes: Uint16Array,
  patterns: readonly Uint16Array[],
  size: number,
  from = 0,
  to = codes.length,
): Group[][] {
  // In a long text every second gram (by its hash, so the same ones in text and patterns) shows enough.
  const skipped = to - from > LONG_TEXT ? 0x8000 : 0;
  const total = patterns.reduce((sum, one) => sum + Math.max(0, one.length - size + 1), 0);
  const bits = Math.max(8, 34 - Math.clz32(total + 1));
  const mask = (1 << bits) - 1;
  const heads = new Int32Array(1 << bits).fill(-1);
  const hashes = new Int32Array(1 << bits);
  const seen = new Uint8Array(1 << bits);
  // Most places of the text have no gram of any pattern: a small filter says so without a look into the large tables.
  const filterBits = bits + 2;
  const filter = new Int32Array(1 << (filterBits - 5));
  const next = new Int32Array(total);
  const owner = new Int32Array(total);
  const place = new Int32Array(total);
  const factor = leavingFactor(size);
  let count = 0;
  patterns.forEach((pattern, p) => {
    let hash = gramHash(pattern, 0, Math.min(size, pattern.length));
    for (let at = 0; at + size <= pattern.length; at++) {
      if ((hash & skipped) === 0) {
        const bit = slotOf(hash, filterBits);
        let slot = bit >>> 2;
        while (heads[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
        hashes[slot] = hash;
        (filter[bit >>> 5] as number) |= 1 << (bit & 31);
        next[count] = heads[slot] as number;
        owner[count] = p;
        place[count] = at;
        heads[slot] = count++;
      }
      hash = rolled(hash, pattern[at + size] ?? 0, pattern[at] as number, factor);
    }
  });
  const hits = new Hits();
  if (to - from >= size) {
    let hash = gramHash(codes, from, size);
    for (let at = from; at + size <= to; at++) {
      const bit = (hash & skipped) === 0 ? slotOf(hash, filterBits) : -1;
      if (bit >= 0 && (filter[bit >>> 5] as number) & (1 << (bit & 31))) {
        let slot = bit >>> 2;
        while (heads[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
        if (heads[slot] !== -1 && (seen[slot] as number) <= COMMON) {
          (seen[slot] as number)++;
          hits.add(slot, at);
        }
      }
      hash = rolled(hash, codes[at + size] ?? 0, codes[at] as number, factor);
    }
  }
  // Counted first, so that each pattern's places have a stretch of one array; what is common counts nowhere.
  const ends = new Int32Array(patterns.length + 1);
  const each = (visit: (pattern: number, diagonal: number) => void): void => {
    for (let i = 0; i < hits.count; i++) {
      const slot = hits.slots[i] as number;
      if ((seen[slot] as number) > COMMON) continue;
      for (let entry = heads[slot] as number; entry !== -1; entry = next[entry] as number) {
        visit(owner[entry] as number, (hits.places[i] as number) - (place[entry] as number));
      }
    }
  };
  each((pattern) => (ends[pattern + 1] as number)++);
  for (let p = 1; p < ends.length; p++) (ends[p] as number) += ends[p - 1] as number;
  const filled = ends.slice();
  const diagonals = new Int32Array(ends[patterns.length] as number);
  each((pattern, diagonal) => (diagonals[(filled[pattern] as number)++] = diagonal));
  return patterns.map((_, p) => grouped(diagonals.subarray(ends[p], ends[p + 1]).sort()));
}

/** Two growing columns of numbers. */
class Hits {
  slots = new Int32Array(1024);
  places = new Int32Array(1024);
  count = 0;

  add(slot: number, place: number): void {
    if (this.count === this.slots.length) {
      for (const column of ['slots', 'places'] as const) {
        const longer = new Int32Array(2 * this.count);
        longer.set(this[column]);
        this[column] = longer;
      }
    }
    this.slots[this.count] = slot;
    this.places[this.count++] = place;
  }
}

function grouped(sorted: Int32Array): Group[] {
  const groups: Group[] = [];
  for (let i = 0; i < sorted.length;) {
    const start = i;
    const low = sorted[i] as number;
    let high = low;
    let main = low;
    let most = 0;
    while (i < sorted.length && (sorted[i] as number) - high <= APART) {
      high = sorted[i] as number;
      const same = countSame(sorted, i);
      if (same > most) [main, most] = [high, same];
      i += same;
    }
    groups.push({ low, high, main, most, votes: i - start });
    // A second copy of the passage may stand close by: it must not hide in the group of the first.
    for (let k = start; k < i;) {
      const same = countSame(sorted, k);
      const place = sorted[k] as number;
      if (same >= COPY * most && Math.abs(place - main) > COPY_APART) {
        groups.push({ low: place, high: place, main: place, most: same, votes: same });
      }
      k += same;
    }
  }
  return groups.sort((a, b) => b.votes - a.votes);
}

function countSame(sorted: Int32Array, from: number): number {
  let to = from;
  while (to < sorted.length && sorted[to] === sorted[from]) to++;
  return to - from;
}
