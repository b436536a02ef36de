/** What two texts have in common: the runs that stand in both, in order, and those that were moved. All in units of either text. */
import { borderScore, commonRuns, FAR, slideGaps, withoutChance, withoutFragments, type Area, type Run } from './runs';
import { seedRuns } from './seeds';

/** Units of the grams of whole texts, one beside the other; and of gaps, at every second place. */
const COARSE = 16;
const FINE = 8;
const FINE_STEP = 2;
/** Products of lengths up to which all units are compared with all. */
const SMALL = 60_000;
/** How far from a run its continuation is looked for where too much is between it and the next one. */
const NEAR = 240;
/** A seam between two runs is not moved further than this. */
const MOST_SEAM = 200;

/** `chain`: runs in the order of both texts; `moved`: those of paragraphs that stand elsewhere now. */
export function outline(old: Uint16Array, now: Uint16Array): { chain: Run[]; moved: Run[] } {
  let start = 0;
  const shorter = Math.min(old.length, now.length);
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const area = { x: start, xEnd: old.length - end, y: start, yEnd: now.length - end };
  const seeds = seedRuns(old, now, area, COARSE, COARSE);
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
  const chain = seeded ? [] : seedRuns(old, now, area, FINE, FINE_STEP).chain;
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
      if (yGap < 0 || xGap > FAR || yGap > FAR) break;
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
export function settleSeams(runs: Run[], old: Uint16Array, now: Uint16Array): void {
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
