/** One pass over a text for the grams of many patterns: where each pattern, or what is left of it, may stand. */
import { gramHash, leavingFactor, rolled, slotOf } from '../diff/seeds';

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
/** The filter has 2 to the power of this more bits than the tables have slots. */
const FILTER = 3;

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
  const grams = total <= FEW ? few : new Grams(total, skipped ? 3 : 4);
  grams.fill(patterns, size, skipped);
  const hits = hitsIn(codes, from, to, grams);
  // Counted first, so that each pattern's places have a stretch of one array.
  const ends = new Int32Array(patterns.length + 1);
  countVotes(grams, hits, ends);
  for (let p = 1; p < ends.length; p++) (ends[p] as number) += ends[p - 1] as number;
  const diagonals = new Int32Array(ends[patterns.length] as number);
  fillVotes(grams, hits, ends.slice(), diagonals);
  if (pairs.length > MOST_KEPT) pairs = new Int32Array(MOST_KEPT);
  return patterns.map((_, p) => grouped(diagonals.subarray(ends[p], ends[p + 1]).sort()));
}

/**
 * The grams of all patterns in a hash table with open places: for each slot a hash and the last entry with it (-1: none); the
 * entries of one hash are a chain. The loops below are functions of their own, which the engine makes fast one by one.
 */
class Grams {
  size = 0;
  /** Grams with this bit in their hash are left out. */
  skipped = 0;
  readonly bits: number;
  readonly hashes: Int32Array;
  readonly heads: Int32Array;
  /** How often the text has the slot's gram, as far as {@link COMMON}. */
  readonly seen: Uint8Array;
  /** Most places of the text have no gram of any pattern: a small filter says so without a look into the large tables. */
  readonly filterBits: number;
  readonly filter: Int32Array;
  readonly next: Int32Array;
  readonly owner: Int32Array;
  readonly place: Int32Array;

  /** Room for `total` grams, in tables of about 2 to the power `spare` times as many slots. */
  constructor(total: number, spare: number) {
    this.bits = Math.max(8, 30 + spare - Math.clz32(total + 1));
    this.heads = new Int32Array(1 << this.bits);
    this.hashes = new Int32Array(1 << this.bits);
    this.seen = new Uint8Array(1 << this.bits);
    this.filterBits = this.bits + FILTER;
    this.filter = new Int32Array(1 << (this.filterBits - 5));
    this.next = new Int32Array(total);
    this.owner = new Int32Array(total);
    this.place = new Int32Array(total);
  }

  fill(patterns: readonly Uint16Array[], size: number, skipped: number): void {
    this.size = size;
    this.skipped = skipped;
    this.heads.fill(-1);
    this.seen.fill(0);
    this.filter.fill(0);
    let count = 0;
    for (const [p, pattern] of patterns.entries()) count = this.add(pattern, p, count);
  }

  private add(pattern: Uint16Array, p: number, first: number): number {
    const { size, skipped, bits, filterBits, heads, hashes, filter, next, owner, place } = this;
    const mask = (1 << bits) - 1;
    const factor = leavingFactor(size);
    let count = first;
    let hash = gramHash(pattern, 0, Math.min(size, pattern.length));
    for (let at = 0; at + size <= pattern.length; at++) {
      if ((hash & skipped) === 0) {
        const bit = slotOf(hash, filterBits);
        let slot = bit >>> FILTER;
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
    return count;
  }
}

/** Most scans are for one pattern in a short stretch: their tables are not made anew each time. */
const FEW = 1024;
const few = new Grams(FEW, 2);
let pairs = new Int32Array(4096);

/** Slots of grams that the text has, and where: pairs, in the order of the text, good until the next scan. */
interface Hits {
  readonly pairs: Int32Array;
  readonly count: number;
}

/** The pass over the text. */
function hitsIn(codes: Uint16Array, from: number, to: number, grams: Grams): Hits {
  const { size, skipped, bits, filterBits, heads, hashes, seen, filter } = grams;
  const mask = (1 << bits) - 1;
  const last = to - size;
  let count = 0;
  if (last < from) return { pairs, count };
  const factor = leavingFactor(size);
  let hash = gramHash(codes, from, size);
  for (let at = from; at <= last; at++) {
    if ((hash & skipped) === 0) {
      const bit = slotOf(hash, filterBits);
      if (((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0) {
        let slot = bit >>> FILTER;
        while (heads[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
        if (heads[slot] !== -1 && (seen[slot] as number) <= COMMON) {
          (seen[slot] as number)++;
          if (2 * count === pairs.length) pairs = longer(pairs);
          pairs[2 * count] = slot;
          pairs[2 * count++ + 1] = at;
        }
      }
    }
    if (at < last) hash = rolled(hash, codes[at + size] as number, codes[at] as number, factor);
  }
  return { pairs, count };
}

/** More room than this is given back after a scan, in numbers. */
const MOST_KEPT = 1 << 18;

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

/** Adds up how many places each pattern has: for pattern `p` at `p + 1`. What is common counts nowhere. */
function countVotes({ heads, next, owner, seen }: Grams, { pairs, count }: Hits, ends: Int32Array): void {
  for (let i = 0; i < count; i++) {
    const slot = pairs[2 * i] as number;
    if ((seen[slot] as number) > COMMON) continue;
    for (let entry = heads[slot] as number; entry !== -1; entry = next[entry] as number) {
      (ends[(owner[entry] as number) + 1] as number)++;
    }
  }
}

/** Writes each pattern's places from `starts` on, which it moves. */
function fillVotes(grams: Grams, { pairs, count }: Hits, starts: Int32Array, diagonals: Int32Array): void {
  const { heads, next, owner, place, seen } = grams;
  for (let i = 0; i < count; i++) {
    const slot = pairs[2 * i] as number;
    if ((seen[slot] as number) > COMMON) continue;
    const at = pairs[2 * i + 1] as number;
    for (let entry = heads[slot] as number; entry !== -1; entry = next[entry] as number) {
      const p = owner[entry] as number;
      diagonals[starts[p] as number] = at - (place[entry] as number);
      (starts[p] as number)++;
    }
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
