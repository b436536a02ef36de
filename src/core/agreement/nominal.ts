/**
 * The nominal coefficients of many draws, all in one pass over the patterns: the same values as the functions of `two-coders`,
 * `many-coders` and `alpha`, which say whose formulas they are.
 */
import type { Measuring, Patterns } from './bootstrap';
import { raters } from './ratings';

/** What is measured, in this order. */
export const nominalMeasures = (coders: number) =>
  coders === 2
    ? (['agreement', 'cohen-kappa', 'scott-pi', 'alpha', 'ac1'] as const)
    : (['agreement', 'fleiss-kappa', 'alpha', 'ac1'] as const);

/** (observed − expected) / (1 − expected), as `aboveChance`. */
const ratio = (observed: number, expected: number): number | undefined =>
  1 - expected < 1e-12 ? undefined : (observed - expected) / (1 - expected);

export function nominalMeasuring(coders: number, categories: number): (patterns: Patterns) => Measuring {
  return (patterns) => {
    const size = patterns.length;
    const given = new Int32Array(size * coders).fill(-1);
    const rated = new Uint8Array(size);
    /** Share of agreeing pairs of each pattern. */
    const alike = new Float64Array(size);
    patterns.forEach((ratings, p) => {
      const m = raters({ ratings });
      rated[p] = m;
      let same = 0;
      for (let i = 0; i < coders; i++) {
        const a = ratings[i];
        if (a === undefined) continue;
        given[p * coders + i] = a;
        for (let j = 0; j < coders; j++) if (j !== i && ratings[j] === a) same++;
      }
      alike[p] = m < 2 ? 0 : same / (m * (m - 1));
    });
    const first = new Float64Array(categories);
    const second = new Float64Array(categories);
    const paired = new Float64Array(categories);
    const shares = new Float64Array(categories);
    return (weights) => {
      for (const sums of [first, second, paired, shares]) sums.fill(0);
      let [pairs, ratings, agreeing, differing, any, complete, completeAlike] = [0, 0, 0, 0, 0, 0, 0];
      for (let p = 0; p < size; p++) {
        const w = weights[p] as number;
        const m = rated[p] as number;
        if (w === 0 || m === 0) continue;
        any += w;
        for (let i = 0; i < coders; i++) {
          const a = given[p * coders + i] as number;
          if (a < 0) continue;
          shares[a] = (shares[a] as number) + w / m;
          if (m > 1) paired[a] = (paired[a] as number) + w;
          // For more than two coders `first` holds the ratings of the units that all rated.
          if (m === coders) {
            if (i === 0 || coders > 2) first[a] = (first[a] as number) + w;
            else second[a] = (second[a] as number) + w;
          }
        }
        if (m < 2) continue;
        pairs += w;
        ratings += w * m;
        agreeing += w * (alike[p] as number);
        differing += w * m * (1 - (alike[p] as number));
        if (m < coders) continue;
        complete += w;
        completeAlike += w * (alike[p] as number);
      }
      if (pairs === 0) return nominalMeasures(coders).map(() => undefined);
      let [cohen, scott, fleiss, same, spread] = [0, 0, 0, 0, 0];
      for (let c = 0; c < categories; c++) {
        const [f, s, t] = [first[c] as number, second[c] as number, paired[c] as number];
        cohen += (f * s) / complete ** 2;
        scott += ((f + s) / (2 * complete)) ** 2;
        fleiss += (f / (complete * coders)) ** 2;
        same += t * t;
        const share = (shares[c] as number) / any;
        spread += share * (1 - share);
      }
      const observed = agreeing / pairs;
      const expected = ratings * ratings - same;
      const alpha = expected === 0 ? undefined : 1 - ((ratings - 1) * differing) / expected;
      // Gwet's chance for a scale of k categories: the spread over k − 1.
      const ac1 = categories < 2 ? undefined : ratio(observed, spread / (categories - 1));
      const whole = completeAlike / complete;
      const ifWhole = (expectedThere: number): number | undefined =>
        complete === 0 ? undefined : ratio(whole, expectedThere);
      return coders === 2
        ? [observed, ifWhole(cohen), ifWhole(scott), alpha, ac1]
        : [observed, ifWhole(fleiss), alpha, ac1];
    };
  };
}
