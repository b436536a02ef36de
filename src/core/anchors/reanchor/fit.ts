/** How well an anchor fits a place of a text, and where its quote then begins and ends. All offsets are folded ones. */
import { fillGap } from '../diff/outline';
import { passageFrom } from '../diff/passage';
import { commonRuns, sameUnits, slideGaps, withoutChance, withoutFragments, type Area, type Run } from '../diff/runs';
import type { Pattern } from './pattern';
import type { Group } from './scan';
import { LIMITS } from './limits';
import { otherWords } from './other-words';

export interface Fit {
  readonly from: number;
  readonly to: number;
  /** Is it there unit by unit, context included? */
  readonly whole: boolean;
  /** The part of the quote that is there, 0 to 1. */
  readonly quote: number;
  /** How many units of either context are there. */
  readonly before: number;
  readonly after: number;
  /** Is there a context that is there right up to the quote? */
  readonly touches: boolean;
  /** Does what is there go over a border of sentences? A repeated sentence has the same words inside, not around it. */
  readonly crosses: boolean;
  /** Stands another name, number or, in scripts without capitals, word in the place of one of the sentence? */
  readonly swapped: boolean;
  /** Do other words stand in the place of some, in the sentence or around it? (Words put in or taken out are none.) */
  readonly differs: boolean;
}

/** Groups with a smaller part of the first one's votes are not looked at. */
const LEAST_VOTES = 0.15;
/** How much may have been put into, or taken out of, a passage and its context. */
const SLACK = 300;
/** Products of lengths above which not every unit is compared with every other. */
const LARGE = 300_000;

/** The fit where the pattern stands whole at `at`; undefined where it does not. */
export function wholeAt(pattern: Pattern, text: Uint16Array, at: number): Fit | undefined {
  const { codes, quoteFrom, quoteTo } = pattern;
  if (!sameUnits(codes, 0, text, at, codes.length)) return undefined;
  return {
    from: at + quoteFrom,
    to: at + quoteTo,
    whole: true,
    quote: 1,
    before: quoteFrom,
    after: codes.length - quoteTo,
    touches: true,
    crosses: pattern.borders.some((one) => one >= LIMITS.borderNear && one + LIMITS.borderNear <= codes.length),
    swapped: false,
    differs: false,
  };
}

/**
 * The best fit among the places `low` to `high` (place of the pattern's start), looking along `main` first. Undefined where too
 * little of the quote is there.
 */
export function fitAmong(
  pattern: Pattern,
  text: Uint16Array,
  low: number,
  high: number,
  main: number,
): Fit | undefined {
  const whole = wholeAt(pattern, text, main);
  if (whole) return whole;
  const { codes, quoteFrom, quoteTo } = pattern;
  const area: Area = {
    x: 0,
    xEnd: codes.length,
    y: Math.max(0, low - 8, main - SLACK),
    yEnd: Math.min(text.length, high + codes.length + 8, main + codes.length + SLACK),
  };
  const first = runAlong(codes, text, main);
  const found: Run[] = [];
  if (first.n < 3) matchArea(codes, text, area, found);
  else {
    matchArea(codes, text, { ...area, xEnd: first.x, yEnd: first.y }, found);
    found.push(first);
    matchArea(codes, text, { ...area, x: first.x + first.n, y: first.y + first.n }, found);
  }
  const runs = withoutChance(found, area, codes);
  slideGaps(runs, codes, text);
  const kept = withoutFragments(runs, codes, text);
  const parts: Run[] = [];
  let before = 0;
  let after = 0;
  for (const run of kept) {
    const end = run.x + run.n;
    const inBefore = Math.min(end, quoteFrom) - run.x;
    const inAfter = end - Math.max(run.x, quoteTo);
    if (inBefore >= LIMITS.leastContext) before += inBefore;
    if (inAfter >= LIMITS.leastContext) after += inAfter;
    const x = Math.max(run.x, quoteFrom);
    const n = Math.min(end, quoteTo) - x;
    if (n > 0) parts.push({ x, y: run.y + x - run.x, n });
  }
  const size = quoteTo - quoteFrom;
  const quote = parts.reduce((sum, part) => sum + part.n, 0) / Math.max(1, size);
  if (quote < (size <= LIMITS.name ? LIMITS.leastName : LIMITS.leastQuote)) return undefined;
  const range = passageFrom(parts, codes, text, quoteFrom, quoteTo);
  if (!range) return undefined;
  const crosses = pattern.borders.some((one) =>
    kept.some((run) => {
      const inside = one <= quoteFrom ? run.x + run.n - one : one - run.x;
      const outside = one <= quoteFrom ? one - run.x : run.x + run.n - one;
      return inside >= LIMITS.borderNear && outside >= LIMITS.borderFar;
    }),
  );
  const touches = kept.some(
    (run) =>
      (before > 0 && run.x + LIMITS.leastContext <= quoteFrom && run.x + run.n > quoteFrom) ||
      (after > 0 && run.x < quoteTo && run.x + run.n >= quoteTo + LIMITS.leastContext),
  );
  return { ...range, whole: false, quote, before, after, touches, crosses, ...otherWords(pattern, text, kept) };
}

/** Long quotes are compared as whole texts are; the others unit by unit. */
function matchArea(codes: Uint16Array, text: Uint16Array, area: Area, found: Run[]): void {
  if ((area.xEnd - area.x) * (area.yEnd - area.y) > LARGE) fillGap(codes, text, area, found);
  else commonRuns(codes, text, area, found);
}

/** The longest run with the pattern's start at `at`. */
function runAlong(codes: Uint16Array, text: Uint16Array, at: number): Run {
  let best: Run = { x: 0, y: 0, n: 0 };
  for (let x = Math.max(0, -at); x < codes.length && at + x < text.length;) {
    let n = 0;
    while (x + n < codes.length && codes[x + n] === text[at + x + n]) n++;
    if (n > best.n) best = { x, y: at + x, n };
    x += n + 1;
  }
  return best;
}

/** 0 to 1: half for the quote, a quarter for either context. A context that the source's start or end cut short counts as far as it goes. */
export function scoreOf(pattern: Pattern, fit: Fit): number {
  const side = (matched: number, length: number): number => (length === 0 ? 1 : matched / length);
  const after = pattern.codes.length - pattern.quoteTo;
  return fit.quote / 2 + side(fit.before, pattern.quoteFrom) / 4 + side(fit.after, after) / 4;
}

/** Close looks at the groups with the most votes; fits that are the same place once. Best first. */
export function fitsOf(pattern: Pattern, codes: Uint16Array, groups: readonly Group[], most: number): Fit[] {
  const fits: Fit[] = [];
  const enough = (groups[0]?.votes ?? 0) * LEAST_VOTES;
  for (const group of groups.slice(0, most)) {
    if (group.votes < enough) break;
    const fit = fitAmong(pattern, codes, group.low, group.high, group.main);
    if (fit && !fits.some((one) => one.from < fit.to && fit.from < one.to)) fits.push(fit);
  }
  return fits.sort((a, b) => scoreOf(pattern, b) - scoreOf(pattern, a));
}
