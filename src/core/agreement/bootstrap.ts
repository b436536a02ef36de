/** How far a coefficient could be off: intervals by drawing the sources again (percentile bootstrap, Efron & Tibshirani 1993). */
import type { Figure } from './figure';
import { seeded } from './random';
import { keyOf, type Item } from './ratings';
import { finish, type Steps } from '../base/steps';

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Share of the draws that had no value (nothing but one category, say) and are left out of the interval. */
  readonly undefinedShare: number;
}

export interface Draws {
  /** How many times the sources are drawn again. */
  readonly draws?: number;
  readonly seed?: number;
  /** 0.95: 95 of 100 draws lie in the interval. */
  readonly level?: number;
}

/** Different rows of ratings, each once; what of a draw is measured is told by how often each is in it. */
export type Patterns = readonly Item['ratings'][];

/** The values of some statistics for a draw; undefined: this one has none. */
export type Measuring = (weights: Float64Array) => readonly (number | undefined)[];

/**
 * An interval for each statistic. Sources are what is drawn: units of one text are not independent of one another. Undefined
 * where there are fewer than two sources, or more than half of the draws have no value.
 */
export function intervals(
  sources: readonly (readonly Item[])[],
  statistics: readonly ((items: readonly Item[]) => Figure)[],
  how: Draws = {},
): (Interval | undefined)[] {
  return finish(intervalSteps(sources, statistics.length, anyStatistics(statistics), how));
}

/** Statistics of items, whatever they are, as what can be measured of a draw. */
export function anyStatistics(
  statistics: readonly ((items: readonly Item[]) => Figure)[],
): (patterns: Patterns) => Measuring {
  return (patterns) => (weights) => {
    const items: Item[] = [];
    patterns.forEach((ratings, i) => {
      if (weights[i] !== 0) items.push({ ratings, weight: weights[i] });
    });
    return statistics.map((statistic) => statistic(items).value);
  };
}

/** Draws between two pauses are few where there are many patterns. */
const WORK_BETWEEN = 200_000;

/** As {@link intervals}, in pieces; `measuring` is given the patterns once. */
export function* intervalSteps(
  sources: readonly (readonly Item[])[],
  count: number,
  measuring: (patterns: Patterns) => Measuring,
  how: Draws = {},
): Steps<(Interval | undefined)[]> {
  if (sources.length < 2) return Array.from({ length: count }, () => undefined);
  const { patterns, counts } = yield* patternsOf(sources);
  const weights = new Float64Array(patterns.length);
  const measure = measuring(patterns);
  return yield* drawnSteps(sources.length, count, patterns.length, how, (chosen) => {
    weights.fill(0);
    for (const source of chosen) {
      const { which, how: often } = counts[source] as Counts;
      for (let k = 0; k < which.length; k++) {
        weights[which[k] as number] = (weights[which[k] as number] as number) + (often[k] as number);
      }
    }
    return measure(weights);
  });
}

/** Intervals of whatever `measure` says of the sources that were drawn, by their numbers. `work`: about how much that is. */
export function* drawnSteps(
  sources: number,
  count: number,
  work: number,
  { draws = 1000, seed = 1, level = 0.95 }: Draws,
  measure: (chosen: Uint32Array) => readonly (number | undefined)[],
): Steps<(Interval | undefined)[]> {
  if (sources < 2) return Array.from({ length: count }, () => undefined);
  const random = seeded(seed);
  const values = Array.from({ length: count }, () => [] as number[]);
  const chosen = new Uint32Array(sources);
  const between = Math.max(1, Math.floor(WORK_BETWEEN / (work + sources + 1)));
  for (let draw = 0; draw < draws; draw++) {
    if (draw % between === 0) yield undefined;
    for (let i = 0; i < sources; i++) chosen[i] = Math.floor(random() * sources);
    measure(chosen).forEach((value, i) => {
      if (value !== undefined) values[i]?.push(value);
    });
  }
  return values.map((drawn) => intervalOf(drawn, draws, level));
}

function intervalOf(drawn: number[], draws: number, level: number): Interval | undefined {
  if (drawn.length * 2 < draws) return undefined;
  drawn.sort((a, b) => a - b);
  const at = (share: number): number =>
    drawn[Math.min(drawn.length - 1, Math.max(0, Math.round(share * (drawn.length - 1))))] as number;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2), undefinedShare: 1 - drawn.length / draws };
}

interface Counts {
  readonly which: Int32Array;
  readonly how: Float64Array;
}

/** Each different row of ratings once, and which of them a source has how often: a draw is then a few additions. */
function* patternsOf(
  sources: readonly (readonly Item[])[],
): Steps<{ patterns: readonly Item['ratings'][]; counts: readonly Counts[] }> {
  const numbers = new Map<number | string, number>();
  const patterns: Item['ratings'][] = [];
  const counts: Counts[] = [];
  for (const items of sources) {
    if (counts.length % 64 === 0) yield undefined;
    // Items of one source are pooled already, or counted twice to the same effect.
    const which: number[] = [];
    const how: number[] = [];
    for (const { ratings, weight } of items) {
      const key = keyOf(ratings);
      let number = numbers.get(key);
      if (number === undefined) {
        numbers.set(key, (number = patterns.length));
        patterns.push(ratings);
      }
      which.push(number);
      how.push(weight ?? 1);
    }
    counts.push({ which: Int32Array.from(which), how: Float64Array.from(how) });
  }
  return { patterns, counts };
}
