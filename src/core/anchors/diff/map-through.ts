/**
 * Where passages of a text went when both texts are known: a reload from disk, a formatter's 'replace all', an undo of many steps.
 * Equal grams give the outline, gestalt matching the words and letters of what changed; a paragraph that was moved is followed.
 */
import { Edited } from './edited';
import { passageFrom } from './passage';
import {
  borderScore,
  commonRuns,
  sameUnits,
  slideGaps,
  withoutChance,
  withoutFragments,
  type Area,
  type Run,
} from './runs';
import { SameSentences } from './same-sentences';
import type { Range } from '../../text/range';
import { seedRuns } from './seeds';
import { sameWords } from './same-words';
import { areRecased, sidesOf, type Side } from './sides';

export interface Mapped {
  readonly from: number;
  readonly to: number;
  /** Is the passage in the new text the same, unit by unit? */
  readonly exact: boolean;
}

/** Products of lengths up to which all units are compared with all. */
const SMALL = 60_000;
/** How far from a run its continuation is looked for where too much is between it and the next one. */
const NEAR = 240;
/** A passage with less than this around it, and with changes on both sides, has little to be known by. */
const ISLAND = 16;
/** A seam between two runs is not moved further than this. */
const MOST_SEAM = 200;

/**
 * Reads both texts once and gives a function that maps a passage (UTF-16 offsets, end exclusive) of `oldText` to `newText`;
 * undefined where more than half of it is gone. Borders are those of the passage's surviving words: what was put in beside
 * it is not part of it. Empty passages are mapped only where the text around them stands. Each call takes log(changes).
 */
export function mapThrough(oldText: string, newText: string): (from: number, to: number) => Mapped | undefined {
  const words = sameWords(oldText, newText, areRecased(oldText, newText));
  if (words) {
    return (from, to) => {
      const place = words(from, to);
      return place && { ...place, exact: oldText.slice(from, to) === newText.slice(place.from, place.to) };
    };
  }
  const [old, now] = sidesOf(oldText, newText);
  const { chain, moved } = outline(old.codes, now.codes);
  const runs = [...chain, ...moved].sort((a, b) => a.x - b.x);
  if (moved.length > 0) settleSeams(runs, old.codes, now.codes);
  const judge = new Judge(old, now, runs);
  return (from, to) => {
    const [x, xEnd] = [old.place(from), old.place(to)];
    let place = judge.same.of(x, xEnd);
    if (!place) {
      const found = wholeIn(runs, old.codes, now.codes, x, xEnd) ?? passageIn(runs, old.codes, now.codes, x, xEnd);
      if (found && (x === xEnd || judge.isPassage(x, xEnd, found))) place = found;
    }
    if (!place) return undefined;
    const mapped = { from: now.offset(place.from), to: now.offset(place.to) };
    return { ...mapped, exact: oldText.slice(from, to) === newText.slice(mapped.from, mapped.to) };
  };
}

/** What became of a sentence by the place that a passage of it was given: it is there, another one is, or nothing of it. */
type Verdict = 'itself' | 'another' | 'gone';

/** Knows a passage from a look-alike, by its sentences. */
class Judge {
  readonly same: SameSentences;
  private readonly edited: Edited;

  constructor(
    private readonly old: Side,
    private readonly now: Side,
    private readonly runs: readonly Run[],
  ) {
    this.same = new SameSentences(old, now);
    this.edited = new Edited(old, now);
  }

  /** Is `place` where the passage went, and not another one like it? */
  isPassage(from: number, to: number, place: Range): boolean {
    if (this.same.isOthers(place, from, to)) return false;
    const { sentences } = this.old;
    const { starts, keys } = sentences;
    // Of several sentences the greater part must be its own; those that stand several times speak where there are no others.
    const judged = [];
    for (let i = sentences.at(from), last = sentences.at(to - 1); i <= last; i++) {
      const size = Math.min(to, starts[i + 1] as number) - Math.max(from, starts[i] as number);
      const once = sentences.with(keys[i] as number).length === 1;
      judged.push({ size, once, verdict: this.verdictOn(i, place) });
    }
    const speaking = judged.some(({ once }) => once) ? judged.filter(({ once }) => once) : judged;
    const sum = (wanted: Verdict): number =>
      speaking.reduce((all, { size, verdict }) => all + (verdict === wanted ? size : 0), 0);
    return sum('itself') > sum('another');
  }

  private verdictOn(i: number, place: Range): Verdict {
    const { starts, keys } = this.old.sentences;
    const [from, to] = [starts[i] as number, starts[i + 1] as number];
    const parts = this.partsOf(from, to, place);
    const first = parts[0];
    if (!first) return 'gone';
    const became = this.edited.became(from, to, parts, this.beside(from, to, parts));
    if (became === 'another') return 'another';
    const before = this.old.sentences.with(keys[i] as number).length;
    const after = this.now.sentences.with(keys[i] as number).length;
    // Edited, and nowhere as it was; or whole, and once.
    if (became === 'itself' ? after === 0 : before === 1 && after < 2) return 'itself';
    const at = { from: first.y, to: first.y + 1 };
    return this.same.isProven(i, at, became === 'whole', this.around(from, to)) ? 'itself' : 'another';
  }

  /** How far the units around a sentence that stands whole go on as they were. */
  private around(from: number, to: number): readonly [number, number] {
    const run = this.runs[firstEndingAfter(this.runs, from)];
    if (!run) return [0, 0];
    return [from - run.x, run.x + run.n - to];
  }

  /** Where in the new text that ends, and begins again, which comes before and after the parts in the old one. */
  private beside(from: number, to: number, parts: readonly Run[]): readonly [number, number] {
    const before = this.runs[firstEndingAfter(this.runs, from) - 1];
    const behind = this.runs[firstEndingAfter(this.runs, to)];
    const first = parts[0]?.y ?? 0;
    const last = parts[parts.length - 1];
    const end = last ? last.y + last.n : 0;
    const low = before && before.y + before.n <= first ? before.y + before.n : 0;
    return [low, behind && behind.x >= to && behind.y >= end ? behind.y : Infinity];
  }

  /** What of a stretch stands near a place, in order. */
  private partsOf(from: number, to: number, place: Range): Run[] {
    const parts: Run[] = [];
    const far = 2 * (to - from) + 400;
    for (let i = firstEndingAfter(this.runs, from); i < this.runs.length; i++) {
      const run = this.runs[i] as Run;
      if (run.x >= to) break;
      const x = Math.max(run.x, from);
      const y = run.y + x - run.x;
      const last = parts[parts.length - 1];
      if (y + far < place.from || y > place.to + far || (last && y < last.y + last.n)) continue;
      parts.push({ x, y, n: Math.min(run.x + run.n, to) - x });
    }
    return parts;
  }
}

function outline(old: Uint16Array, now: Uint16Array): { chain: Run[]; moved: Run[] } {
  let start = 0;
  const shorter = Math.min(old.length, now.length);
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const area = { x: start, xEnd: old.length - end, y: start, yEnd: now.length - end };
  const seeds = seedRuns(old, now, area, 16, 16);
  const whole = { x: 0, xEnd: old.length, y: 0, yEnd: now.length };
  const rough = [...seeds.chain];
  if (start > 0) rough.unshift({ x: 0, y: 0, n: start });
  if (end > 0) rough.push({ x: area.xEnd, y: area.yEnd, n: end });
  return { chain: refined(rough, old, now, whole), moved: followed(seeds.moved, old, now) };
}

/** The runs with what is common in the gaps between them, gaps at borders of words. */
function refined(rough: readonly Run[], old: Uint16Array, now: Uint16Array, area: Area): Run[] {
  const runs: Run[] = [];
  let x = area.x;
  let y = area.y;
  for (let i = 0; i <= rough.length; i++) {
    const next = rough[i];
    fillGap(old, now, { x, xEnd: next?.x ?? area.xEnd, y, yEnd: next?.y ?? area.yEnd }, runs);
    if (!next) break;
    runs.push(next);
    x = next.x + next.n;
    y = next.y + next.n;
  }
  slideGaps(runs, old, now);
  return withoutFragments(runs, old, now);
}

/** Appends to `runs` what the area has in common; what is too large for comparing all with all only near its ends. */
export function fillGap(old: Uint16Array, now: Uint16Array, area: Area, runs: Run[], seeded = false): void {
  const product = (area.xEnd - area.x) * (area.yEnd - area.y);
  if (product <= 0) return;
  if (product <= SMALL) {
    const found: Run[] = [];
    commonRuns(old, now, area, found);
    for (const run of withoutChance(found, area, old)) runs.push(run);
    return;
  }
  const chain = seeded ? [] : seedRuns(old, now, area, 8, 2).chain;
  if (chain.length === 0) {
    // Too much for comparing everything: what follows the run to the left, and what precedes the one to the right.
    const head = { ...area, xEnd: Math.min(area.xEnd, area.x + NEAR), yEnd: Math.min(area.yEnd, area.y + NEAR) };
    const tail = { ...area, x: Math.max(head.xEnd, area.xEnd - NEAR), y: Math.max(head.yEnd, area.yEnd - NEAR) };
    fillGap(old, now, head, runs, true);
    fillGap(old, now, tail, runs, true);
    return;
  }
  let { x, y } = area;
  for (let i = 0; i <= chain.length; i++) {
    const next = chain[i];
    fillGap(old, now, { x, xEnd: next?.x ?? area.xEnd, y, yEnd: next?.y ?? area.yEnd }, runs, true);
    if (!next) return;
    runs.push(next);
    x = next.x + next.n;
    y = next.y + next.n;
  }
}

/** Moved runs that follow one another in both texts are one moved paragraph that was edited: its gaps are refined too. */
function followed(moved: readonly Run[], old: Uint16Array, now: Uint16Array): Run[] {
  const all: Run[] = [];
  for (let i = 0; i < moved.length;) {
    const group = [moved[i] as Run];
    for (i++; i < moved.length; i++) {
      const last = group[group.length - 1] as Run;
      const next = moved[i] as Run;
      const xGap = next.x - last.x - last.n;
      const yGap = next.y - last.y - last.n;
      if (yGap < 0 || xGap > 400 || yGap > 400) break;
      group.push(next);
    }
    const first = group[0] as Run;
    const last = group[group.length - 1] as Run;
    const area = { x: first.x, xEnd: last.x + last.n, y: first.y, yEnd: last.y + last.n };
    for (const run of refined(group, old, now, area)) all.push(run);
  }
  return all;
}

/**
 * Two runs that touch in the new text and not in the old one can often meet elsewhere too ('The king …' after 'The king …' moved
 * away): their seam is put at the best border. Changes `runs` (in the order of the old text) in place.
 */
function settleSeams(runs: Run[], old: Uint16Array, now: Uint16Array): void {
  const byY = runs.map((_, i) => i).sort((a, b) => (runs[a] as Run).y - (runs[b] as Run).y);
  for (let k = 1; k < byY.length; k++) {
    const [l, r] = [byY[k - 1] as number, byY[k] as number];
    const left = runs[l] as Run;
    const right = runs[r] as Run;
    // Where the two are neighbours in the old text as well, the gap between them has been put where it belongs.
    if (l === r - 1 || left.y + left.n > right.y) continue;
    const before = runs[r - 1];
    const room = Math.min(MOST_SEAM, right.y - left.y - 1, before ? right.x - before.x - 1 : right.x);
    let reach = 0;
    while (reach < room && old[right.x - reach - 1] === now[right.y - reach - 1]) reach++;
    let best = 0;
    for (let by = 1; by <= reach; by++) {
      if (borderScore(now, right.y - by) > borderScore(now, right.y - best)) best = by;
    }
    if (best === 0) continue;
    runs[l] = { ...left, n: Math.min(left.n, right.y - best - left.y) };
    runs[r] = { x: right.x - best, y: right.y - best, n: right.n + best };
    const previous = runs[r - 1];
    if (previous) runs[r - 1] = { ...previous, n: Math.min(previous.n, right.x - best - previous.x) };
  }
}

/**
 * Where the whole passage stands around the longest run of it, where the other runs put its ends elsewhere: of what stands at the
 * beginning of each line ('Art.', 'Abg.') the one of a line that was put in is as good to a comparison as its own.
 */
function wholeIn(
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
function passageIn(
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
  return Math.min(before, behind) >= 3 && Math.max(before, behind) > run.n;
}

function firstEndingAfter(runs: readonly Run[], at: number): number {
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
