/** Krippendorff's α over any number of coders, with missing ratings (Krippendorff 2011, 'Computing Krippendorff's Alpha'). */
import { figure, noFigure, type Figure } from './figure';
import { raters, weightOf, type Item } from './ratings';

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * 1 − Do/De from the matrix of coincidences. `values`: the number that a category stands for (interval, ratio); for `ordinal`
 * categories count in the order of their numbers. Units that fewer than two coders rated are dropped.
 */
export function krippendorffAlpha(
  items: Iterable<Item>,
  metric: Metric = 'nominal',
  values?: readonly number[],
): Figure {
  // Coincidences o_ck by pair of categories, one half of the symmetric matrix with both directions added.
  const coincidences = new Map<number, Map<number, number>>();
  const totals = new Map<number, number>();
  let n = 0;
  for (const item of items) {
    const m = raters(item);
    if (m < 2) continue;
    const share = weightOf(item) / (m - 1);
    const { ratings } = item;
    for (let i = 0; i < ratings.length; i++) {
      const a = ratings[i];
      if (a === undefined) continue;
      totals.set(a, (totals.get(a) ?? 0) + weightOf(item));
      n += weightOf(item);
      for (let j = 0; j < ratings.length; j++) {
        const b = ratings[j];
        if (i === j || b === undefined || a === b) continue;
        let row = coincidences.get(a);
        if (!row) coincidences.set(a, (row = new Map<number, number>()));
        row.set(b, (row.get(b) ?? 0) + share);
      }
    }
  }
  if (n === 0) return noFigure('There is no unit that two coders rated.');
  const distance = distances(metric, totals, values);
  let observed = 0;
  for (const [a, row] of coincidences) for (const [b, o] of row) observed += o * distance(a, b);
  const expected = metric === 'nominal' ? nominalPairs(totals, n) : allPairs(totals, distance);
  if (expected === 0) return noFigure('Everybody used one and the same category, so there is nothing to agree on.');
  return figure(1 - ((n - 1) * observed) / expected);
}

/** Σ n_c n_k over different categories, in one pass: corpora have thousands of entities. */
function nominalPairs(totals: ReadonlyMap<number, number>, n: number): number {
  let same = 0;
  for (const count of totals.values()) same += count * count;
  return n * n - same;
}

function allPairs(totals: ReadonlyMap<number, number>, distance: (a: number, b: number) => number): number {
  let sum = 0;
  for (const [a, n] of totals) for (const [b, k] of totals) if (a !== b) sum += n * k * distance(a, b);
  return sum;
}

/** δ² of the metric. */
function distances(
  metric: Metric,
  totals: ReadonlyMap<number, number>,
  values: readonly number[] | undefined,
): (a: number, b: number) => number {
  const value = (category: number): number => values?.[category] ?? category;
  if (metric === 'nominal') return (a, b) => (a === b ? 0 : 1);
  if (metric === 'interval') return (a, b) => (value(a) - value(b)) ** 2;
  if (metric === 'ratio') {
    return (a, b) => (value(a) === value(b) ? 0 : ((value(a) - value(b)) / (value(a) + value(b))) ** 2);
  }
  const ordered = [...totals].sort(([a], [b]) => value(a) - value(b));
  const rank = new Map<number, { readonly below: number; readonly count: number }>();
  let below = 0;
  for (const [category, count] of ordered) {
    rank.set(category, { below, count });
    below += count;
  }
  // Σ n_g from c to k, less half of both ends: the distance between the middles of the two ranks.
  return (a, b) => {
    const [p, q] = [rank.get(a), rank.get(b)];
    return p && q ? (p.below + p.count / 2 - q.below - q.count / 2) ** 2 : 0;
  };
}
