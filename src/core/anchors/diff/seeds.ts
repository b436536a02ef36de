/**
 * What two long texts have in common, without comparing everything with everything: grams of the old text that occur once are
 * looked up in one pass over the new text and extended to runs (as in rsync and bsdiff); the heaviest sequence of runs in the
 * same order is the chain, long runs beside it have moved.
 */
import type { Area, Run } from './runs';

export interface Seeds {
  /** Runs in the same order in both texts. */
  readonly chain: Run[];
  /** Runs out of order, by their place in the old text; they overlap neither the chain nor one another. */
  readonly moved: Run[];
}

const BASE = 0x01000193;
const TWICE = -2;
/** A run out of order that is shorter than this proves no move. */
const LEAST_MOVED = 24;
/** Of its grams those at every so many places are counted. */
const SAMPLE = 4;

/** Grams of `size` units at every `step`-th place of the old stretch are the seeds. Time: the sum of the lengths. */
export function seedRuns(old: Uint16Array, now: Uint16Array, area: Area, size: number, step: number): Seeds {
  const runs = matches(old, now, area, size, step);
  const inChain = heaviestChain(runs);
  const chain: Run[] = [];
  for (let i = 0; i < runs.length; i++) {
    if (!inChain[i]) continue;
    const run = clipped(runs[i] as Run, chain[chain.length - 1]);
    if (run) chain.push(run);
  }
  const rest = runs.filter((run, i) => !inChain[i] && run.n >= LEAST_MOVED);
  return { chain, moved: movedBeside(chain, proven(rest, old, now, size)) };
}

/** Hash of the `size` units at `at`. */
export function gramHash(codes: Uint16Array, at: number, size: number): number {
  let hash = 0;
  for (let i = at; i < at + size; i++) hash = (Math.imul(hash, BASE) + (codes[i] as number)) | 0;
  return hash;
}

/** BASE to the power `size`: the factor of the unit that leaves a rolling hash. */
export function leavingFactor(size: number): number {
  let factor = 1;
  for (let i = 0; i < size; i++) factor = Math.imul(factor, BASE);
  return factor;
}

/** The hash one place further on. */
export function rolled(hash: number, entering: number, leaving: number, factor: number): number {
  return (Math.imul(hash, BASE) + entering - Math.imul(leaving, factor)) | 0;
}

/** The upper bits of a hash are the well mixed ones: a slot in a table of 2^bits entries. */
export function slotOf(hash: number, bits: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1 | 0) >>> (32 - bits);
}

/** Runs in the order of the new text, each as long as it can be. */
function matches(old: Uint16Array, now: Uint16Array, area: Area, size: number, step: number): Run[] {
  const runs: Run[] = [];
  if (area.xEnd - area.x < size || area.yEnd - area.y < size) return runs;
  const count = Math.floor((area.xEnd - area.x - size) / step) + 1;
  const bits = Math.max(4, 33 - Math.clz32(2 * count));
  const mask = (1 << bits) - 1;
  const places = new Int32Array(1 << bits).fill(-1);
  const hashes = new Int32Array(1 << bits);
  for (let x = area.x; x + size <= area.xEnd; x += step) {
    const hash = gramHash(old, x, size);
    let slot = slotOf(hash, bits);
    while (places[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    places[slot] = places[slot] === -1 ? x : TWICE;
    hashes[slot] = hash;
  }
  const factor = leavingFactor(size);
  let covered = area.y;
  let y = area.y;
  let hash = gramHash(now, y, size);
  while (y + size <= area.yEnd) {
    let slot = slotOf(hash, bits);
    while (places[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    const x = places[slot] as number;
    if (x >= 0) {
      const run = extended(old, now, area, x, y, size, covered);
      if (run) {
        runs.push(run);
        covered = y = run.y + run.n;
        if (y + size <= area.yEnd) hash = gramHash(now, y, size);
        continue;
      }
    }
    hash = rolled(hash, now[y + size] ?? 0, now[y] as number, factor);
    y++;
  }
  return runs;
}

function extended(
  old: Uint16Array,
  now: Uint16Array,
  area: Area,
  x: number,
  y: number,
  size: number,
  covered: number,
): Run | undefined {
  for (let i = 0; i < size; i++) if (old[x + i] !== now[y + i]) return undefined;
  let left = 0;
  while (x - left > area.x && y - left > covered && old[x - left - 1] === now[y - left - 1]) left++;
  let right = size;
  while (x + right < area.xEnd && y + right < area.yEnd && old[x + right] === now[y + right]) right++;
  return { x: x - left, y: y - left, n: left + right };
}

/** Which of the runs (in the order of `y`) are in the heaviest sequence whose `x` rise. Fenwick tree of maxima over ranks. */
function heaviestChain(runs: readonly Run[]): Uint8Array {
  const byX = runs.map((_, i) => i).sort((a, b) => (runs[a] as Run).x - (runs[b] as Run).x);
  const rank = new Int32Array(runs.length);
  byX.forEach((run, i) => (rank[run] = i + 1));
  const tree = new Int32Array(runs.length + 1).fill(-1);
  const weight = new Float64Array(runs.length);
  const before = new Int32Array(runs.length).fill(-1);
  let last = -1;
  for (let i = 0; i < runs.length; i++) {
    let best = -1;
    for (let r = (rank[i] as number) - 1; r > 0; r -= r & -r) {
      const one = tree[r] as number;
      if (one >= 0 && (best < 0 || (weight[one] as number) > (weight[best] as number))) best = one;
    }
    before[i] = best;
    weight[i] = (runs[i] as Run).n + (best < 0 ? 0 : (weight[best] as number));
    for (let r = rank[i] as number; r < tree.length; r += r & -r) {
      const one = tree[r] as number;
      if (one < 0 || (weight[one] as number) < (weight[i] as number)) tree[r] = i;
    }
    if (last < 0 || (weight[i] as number) > (weight[last] as number)) last = i;
  }
  const chosen = new Uint8Array(runs.length);
  for (let i = last; i >= 0; i = before[i] as number) chosen[i] = 1;
  return chosen;
}

/** `run` without what `left` already covers of the old text. */
function clipped(run: Run, left: Run | undefined): Run | undefined {
  const by = left ? Math.max(0, left.x + left.n - run.x, left.y + left.n - run.y) : 0;
  return by === 0 ? run : run.n > by ? { x: run.x + by, y: run.y + by, n: run.n - by } : undefined;
}

/** The runs that have a gram which occurs once in either text: a sentence that stands in several places proves no move. */
function proven(runs: readonly Run[], old: Uint16Array, now: Uint16Array, size: number): Run[] {
  if (runs.length === 0) return [];
  const counts = new Map<number, number>();
  for (const run of runs) {
    for (let x = run.x; x + size <= run.x + run.n; x += SAMPLE) counts.set(gramHash(old, x, size), 0);
  }
  // Counts of the old text in the lower half, of the new one above it.
  for (const [codes, one] of [
    [old, 1],
    [now, 0x10000],
  ] as const) {
    const filter = new Uint8Array(1 << 16);
    for (const hash of counts.keys()) filter[filterSlot(hash)] = 1;
    const factor = leavingFactor(size);
    let hash = gramHash(codes, 0, size);
    for (let at = 0; at + size <= codes.length; at++) {
      if (filter[filterSlot(hash)]) {
        const count = counts.get(hash);
        if (count !== undefined && (one === 1 ? count & 0xffff : count >>> 16) < 2) counts.set(hash, count + one);
      }
      hash = rolled(hash, codes[at + size] ?? 0, codes[at] as number, factor);
    }
  }
  return runs.filter((run) => {
    for (let x = run.x; x + size <= run.x + run.n; x += SAMPLE) {
      if (counts.get(gramHash(old, x, size)) === 0x10001) return true;
    }
    return false;
  });
}

function filterSlot(hash: number): number {
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** Long runs out of order, without the units of either text that the chain or another such run already has. */
function movedBeside(chain: readonly Run[], runs: readonly Run[]): Run[] {
  const taken: Run[] = [];
  for (const run of [...runs].sort((a, b) => b.n - a.n)) {
    const free = beside(beside(run, chain, 'x'), chain, 'y');
    // Longest first: what a longer run has, a shorter one does not get.
    const left = taken.reduce<Run>((one, other) => beside(beside(one, [other], 'x'), [other], 'y'), free);
    if (left.n >= LEAST_MOVED) taken.push(left);
  }
  return taken.sort((a, b) => a.x - b.x);
}

/** The longest stretch of `run` that none of `others` (which rise on `side`) covers on that side; `n` is 0 for none. */
function beside(run: Run, others: readonly Run[], side: 'x' | 'y'): Run {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((others[middle] as Run)[side] + (others[middle] as Run).n <= run[side]) low = middle + 1;
    else high = middle;
  }
  const end = run[side] + run.n;
  let from = run[side];
  let best = { from, to: from };
  for (; low <= others.length; low++) {
    const other = others[low];
    const to = other ? Math.min(end, other[side]) : end;
    if (to - from > best.to - best.from) best = { from, to };
    if (!other || other[side] >= end) break;
    from = Math.max(from, other[side] + other.n);
  }
  const by = best.from - run[side];
  return { x: run.x + by, y: run.y + by, n: best.to - best.from };
}
