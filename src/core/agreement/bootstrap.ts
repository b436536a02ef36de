/** How far a coefficient could be off: intervals by drawing the sources again (percentile bootstrap, Efron & Tibshirani 1993). */
import type { Figure } from './figure';
import { seeded } from './random';
import type { Item } from './ratings';

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

/**
 * An interval for each statistic. Sources are what is drawn: units of one text are not independent of one another. Undefined
 * where there are fewer than two sources, or more than half of the draws have no value.
 */
export function intervals(
  sources: readonly (readonly Item[])[],
  statistics: readonly ((items: readonly Item[]) => Figure)[],
  { draws = 1000, seed = 1, level = 0.95 }: Draws = {},
): (Interval | undefined)[] {
  if (sources.length < 2) return statistics.map(() => undefined);
  const { patterns, counts } = patternsOf(sources);
  const random = seeded(seed);
  const values = statistics.map(() => [] as number[]);
  const weights = new Float64Array(patterns.length);
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (let i = 0; i < sources.length; i++) {
      const { which, how } = counts[Math.floor(random() * sources.length)] as Counts;
      for (let k = 0; k < which.length; k++)
        weights[which[k] as number] = (weights[which[k] as number] as number) + (how[k] as number);
    }
    const items: Item[] = [];
    patterns.forEach((ratings, i) => {
      if (weights[i] !== 0) items.push({ ratings, weight: weights[i] });
    });
    statistics.forEach((statistic, i) => {
      const { value } = statistic(items);
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
  readonly which: readonly number[];
  readonly how: readonly number[];
}

/** Each different row of ratings once, and which of them a source has how often: a draw is then a few additions. */
function patternsOf(sources: readonly (readonly Item[])[]): {
  patterns: readonly Item['ratings'][];
  counts: readonly Counts[];
} {
  const numbers = new Map<string, number>();
  const patterns: Item['ratings'][] = [];
  const counts = sources.map((items) => {
    const own = new Map<number, number>();
    for (const { ratings, weight } of items) {
      const key = ratings.map((rating) => rating ?? '*').join(' ');
      let number = numbers.get(key);
      if (number === undefined) {
        numbers.set(key, (number = patterns.length));
        patterns.push(ratings);
      }
      own.set(number, (own.get(number) ?? 0) + (weight ?? 1));
    }
    return { which: [...own.keys()], how: [...own.values()] };
  });
  return { patterns, counts };
}
