/**
 * What two short stretches of text have in common, as runs of equal units. Longest run first, then the same left and right of it
 * (Ratcliff and Obershelp, 'gestalt' matching): unlike a shortest edit script it does not pick letters out of unrelated words.
 */
import { sentenceBegins } from '../../text/sentences';

/** `n` equal units: at `x` of the old text and at `y` of the new one. */
export interface Run {
  readonly x: number;
  readonly y: number;
  readonly n: number;
}

/** A stretch of the old and one of the new text, ends exclusive. */
export interface Area {
  readonly x: number;
  readonly xEnd: number;
  readonly y: number;
  readonly yEnd: number;
}

/** Parts of one passage, or of a paragraph that was moved, have no more than this between them. */
export const FAR = 400;
/** Shorter runs say nothing of where a text went. */
const LEAST = 3;
/** A whole word of so many letters, so near to what stayed, stands in both stretches for a reason. */
const LONG_WORD = 5;
const NEAR = 12;

/** Areas of more pairs of units than this are searched by grams. */
const MANY = 3000;
const GRAM = 4;

let row = new Int32Array(1024);
const heads = new Int32Array(1 << 12);
let chain = new Int32Array(1024);

/** Appends to `runs`, in order, what `area` of `old` and `now` have in common. Work: the product of the lengths. */
export function commonRuns(old: Uint16Array, now: Uint16Array, area: Area, runs: Run[], least = LEAST): void {
  if (area.xEnd - area.x < least || area.yEnd - area.y < least) return;
  const best = longestRun(old, now, area);
  if (best.n < least) return;
  commonRuns(old, now, { x: area.x, xEnd: best.x, y: area.y, yEnd: best.y }, runs, least);
  runs.push(best);
  commonRuns(old, now, { x: best.x + best.n, xEnd: area.xEnd, y: best.y + best.n, yEnd: area.yEnd }, runs, least);
}

/** The longest run of equal units; in large areas only one of {@link GRAM} units or more. */
export function longestRun(old: Uint16Array, now: Uint16Array, area: Area): Run {
  if ((area.xEnd - area.x) * (area.yEnd - area.y) > MANY) return longestByGrams(old, now, area);
  const width = area.yEnd - area.y;
  if (row.length <= width) row = new Int32Array(2 * width);
  row.fill(0, 0, width + 1);
  let best = { x: area.x, y: area.y, n: 0 };
  for (let i = area.x; i < area.xEnd; i++) {
    const code = old[i];
    // From the right, so that the entry to the left is still the one of the row above.
    for (let j = width - 1; j >= 0; j--) {
      if (now[area.y + j] === code) {
        const n = (row[j] as number) + 1;
        row[j + 1] = n;
        if (n > best.n) best = { x: i - n + 1, y: area.y + j - n + 1, n };
      } else row[j + 1] = 0;
    }
  }
  return best;
}

/** The same by looking up each gram of the new stretch among those of the old one: hardly more than the sum of the lengths. */
function longestByGrams(old: Uint16Array, now: Uint16Array, area: Area): Run {
  heads.fill(-1);
  const size = area.xEnd - area.x;
  if (chain.length < size) chain = new Int32Array(2 * size);
  for (let x = area.xEnd - GRAM; x >= area.x; x--) {
    const slot = gramSlot(old, x);
    chain[x - area.x] = heads[slot] as number;
    heads[slot] = x;
  }
  let best = { x: area.x, y: area.y, n: 0 };
  for (let y = area.y; y + best.n < area.yEnd && y + GRAM <= area.yEnd; y++) {
    for (let x = heads[gramSlot(now, y)] as number; x >= 0; x = chain[x - area.x] as number) {
      // A longer run than the best one so far has the same unit there too.
      if (x + best.n >= area.xEnd || old[x + best.n] !== now[y + best.n]) continue;
      let n = 0;
      while (x + n < area.xEnd && y + n < area.yEnd && old[x + n] === now[y + n]) n++;
      if (n > best.n) best = { x, y, n };
    }
  }
  return best.n < GRAM ? { ...best, n: 0 } : best;
}

function gramSlot(codes: Uint16Array, at: number): number {
  const first = ((codes[at] as number) << 5) ^ (codes[at + 1] as number);
  return Math.imul((first << 10) ^ ((codes[at + 2] as number) << 5) ^ (codes[at + 3] as number), 0x9e3779b1 | 0) >>> 20;
}

/**
 * Drops runs that are no longer than what was taken away or put in on both sides of them and have no whole word of some length
 * (they are chance), and joins neighbours. Ends of the area count as gaps.
 */
export function withoutChance(runs: readonly Run[], area: Area, old: Uint16Array): Run[] {
  const kept: Run[] = [];
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as Run;
    const before = kept[kept.length - 1];
    const next = runs[i + 1];
    const left = gap(before, run, area);
    const right = gap(run, next, area);
    if (run.n <= left && run.n <= right && !(Math.min(left, right) <= NEAR && hasLongWord(run, old))) continue;
    if (before && before.x + before.n === run.x && before.y + before.n === run.y) {
      kept[kept.length - 1] = { x: before.x, y: before.y, n: before.n + run.n };
    } else kept.push(run);
  }
  return kept.length < runs.length ? withoutChance(kept, area, old) : kept;
}

function hasLongWord(run: Run, old: Uint16Array): boolean {
  let letters = 0;
  for (let i = run.x; i <= run.x + run.n; i++) {
    const inside = i < old.length && isWordUnit(old[i] as number);
    if (inside && i < run.x + run.n) letters++;
    else {
      if (letters >= LONG_WORD && !inside && !(i - letters === run.x && isWordUnit(old[run.x - 1] ?? 0))) return true;
      letters = 0;
    }
  }
  return false;
}

function gap(left: Run | undefined, right: Run | undefined, area: Area): number {
  const x = left ? left.x + left.n : area.x;
  const y = left ? left.y + left.n : area.y;
  return Math.max((right ? right.x : area.xEnd) - x, (right ? right.y : area.yEnd) - y);
}

/**
 * Where only one side has something between two runs, the gap can often slide ('a |big |big dog'): it is put where it begins
 * or ends at a border of lines, sentences or words, as a person would have made the change. Changes `runs` in place.
 */
export function slideGaps(runs: Run[], old: Uint16Array, now: Uint16Array): void {
  for (let i = 0; i + 1 < runs.length; i++) {
    const left = runs[i] as Run;
    const right = runs[i + 1] as Run;
    const xGap = right.x - left.x - left.n;
    const yGap = right.y - left.y - left.n;
    if ((xGap === 0) === (yGap === 0)) continue;
    const [codes, from, size] = xGap > 0 ? [old, left.x + left.n, xGap] : [now, left.y + left.n, yGap];
    if (size < 0) continue;
    let best = 0;
    let bestScore = borderScore(codes, from) + borderScore(codes, from + size);
    for (let by = -1; -by < left.n && codes[from + by] === codes[from + size + by]; by--) {
      const score = borderScore(codes, from + by) + borderScore(codes, from + by + size);
      if (score > bestScore) [best, bestScore] = [by, score];
    }
    for (let by = 1; by < right.n && codes[from + by - 1] === codes[from + size + by - 1]; by++) {
      const score = borderScore(codes, from + by) + borderScore(codes, from + by + size);
      if (score > bestScore) [best, bestScore] = [by, score];
    }
    if (best === 0) continue;
    runs[i] = { x: left.x, y: left.y, n: left.n + best };
    runs[i + 1] = { x: right.x + best, y: right.y + best, n: right.n - best };
  }
}

/**
 * Takes from the ends of runs the letters of a word most of which is another one now: replaced words have letters in common by
 * chance. Gives the runs that are left.
 */
export function withoutFragments(runs: readonly Run[], old: Uint16Array, now: Uint16Array): Run[] {
  const cut = new Int32Array(2 * runs.length + 2);
  // Index 2i + 1: what the start of run i has of a word that began before it; 2i + 2: what its end has of one that goes on.
  for (let i = 0; i <= runs.length; i++) {
    const left = runs[i - 1];
    const right = runs[i];
    const before = left ? lettersAt(now, left.y + left.n - 1, -1, left.n) : 0;
    const after = right ? lettersAt(now, right.y, 1, right.n) : 0;
    if (left && before > 0) {
      const [x, y] = [left.x + left.n, left.y + left.n];
      const rest = Math.max(lettersAt(old, x, 1, Infinity), lettersAt(now, y, 1, Infinity));
      const sameWord = right && after > 0 && rest >= right.x - x && rest >= right.y - y;
      if (rest > (sameWord ? before + 2 * after : before)) cut[2 * i] = before;
    }
    if (right && after > 0) {
      const rest = Math.max(lettersAt(old, right.x - 1, -1, Infinity), lettersAt(now, right.y - 1, -1, Infinity));
      const sameWord = left && before > 0 && rest >= right.x - left.x - left.n && rest >= right.y - left.y - left.n;
      if (rest > (sameWord ? after + 2 * before : after)) cut[2 * i + 1] = after;
    }
  }
  const kept: Run[] = [];
  runs.forEach((run, i) => {
    const by = cut[2 * i + 1] as number;
    const n = run.n - by - (cut[2 * i + 2] as number);
    if (n > 0) kept.push({ x: run.x + by, y: run.y + by, n });
  });
  return kept;
}

/** How many letters there are from `at` on, at the most `most`. */
function lettersAt(codes: Uint16Array, at: number, step: 1 | -1, most: number): number {
  let n = 0;
  while (n < most && at >= 0 && at < codes.length && isWordUnit(codes[at] as number)) {
    n++;
    at += step;
  }
  return n;
}

/** How good a place `at` is for a change to begin or end: a sentence's border 3, after white space 2, other border of words 1. */
export function borderScore(codes: Uint16Array, at: number): number {
  if (at <= 0 || at >= codes.length) return 3;
  const left = codes[at - 1] as number;
  const right = codes[at] as number;
  if (isWordUnit(left) && isWordUnit(right)) return 0;
  if (sentenceBegins(codes, at) || (left === 0x20 && codes[at - 2] === 0x20)) return 3;
  return left === 0x20 ? 2 : 1;
}

/**
 * Is the unit part of a word that is written with white space around it? Letters of scripts without it (Thai, Chinese, Japanese)
 * are words of their own here.
 */
export function isWordUnit(code: number): boolean {
  if (code < 0x80)
    return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code >= 0xac00) return code < 0xd7b0;
  if (code >= 0x2000 || (code >= 0xe00 && code < 0x10a0) || (code >= 0x1780 && code < 0x1e00)) return false;
  return signs[code] === 0;
}

/** 1 for what is a sign in alphabets with white space: `×`, and the commas and stops of Armenian, Arabic, Hindi and others. */
const signs = Uint8Array.from({ length: 0x2000 }, (_, code) => Number(/[\p{P}\p{S}]/u.test(String.fromCharCode(code))));

/** Are the `n` units from `i` in `a` those from `j` in `b`? Not where either ends before. */
export function sameUnits(a: Uint16Array, i: number, b: Uint16Array, j: number, n: number): boolean {
  if (i < 0 || j < 0 || i + n > a.length || j + n > b.length) return false;
  for (let k = 0; k < n; k++) if (a[i + k] !== b[j + k]) return false;
  return true;
}
