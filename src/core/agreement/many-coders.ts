/** Agreement of any number of coders. Categories are numbers from 0 on; rows may stand for many units (`weight`). */
import { aboveChance, figure, noFigure, type Figure } from './figure';
import { raters, weightOf, type Item } from './ratings';
import { nominal, type Weights } from './weights';

const NOTHING = noFigure('There is no unit that two coders rated.');

/** Share of agreeing pairs of ratings within an item that `m` ≥ 2 coders rated; weighted where categories agree in part. */
function pairsAgreeing({ ratings }: Item, m: number, weights: Weights): number {
  let sum = 0;
  for (let i = 0; i < ratings.length; i++) {
    const a = ratings[i];
    if (a === undefined) continue;
    for (let j = 0; j < ratings.length; j++) {
      const b = ratings[j];
      if (j !== i && b !== undefined) sum += weights(a, b);
    }
  }
  return sum / (m * (m - 1));
}

/** Mean share of agreeing pairs over the units that at least two coders rated. */
export function meanAgreement(items: Iterable<Item>, weights: Weights = nominal): Figure {
  let sum = 0;
  let n = 0;
  for (const item of items) {
    const m = raters(item);
    if (m < 2) continue;
    sum += weightOf(item) * pairsAgreeing(item, m, weights);
    n += weightOf(item);
  }
  return n === 0 ? NOTHING : figure(sum / n);
}

/**
 * Fleiss' κ (1971, formulas 2 to 7). Every unit needs the same number of ratings: units that somebody left out are not
 * counted, and `why` says so where none is left.
 */
export function fleissKappa(items: Iterable<Item>): Figure {
  const shares = new Map<number, number>();
  let observed = 0;
  let n = 0;
  let ratings = 0;
  for (const item of items) {
    const m = item.ratings.length;
    if (m < 2 || raters(item) < m) continue;
    const weight = weightOf(item);
    observed += weight * pairsAgreeing(item, m, nominal);
    for (const category of item.ratings) {
      if (category !== undefined) shares.set(category, (shares.get(category) ?? 0) + weight);
    }
    n += weight;
    ratings += weight * m;
  }
  if (n === 0) return noFigure('There is no unit that all coders rated.');
  let expected = 0;
  for (const count of shares.values()) expected += (count / ratings) ** 2;
  return aboveChance(observed / n, expected);
}

/**
 * Gwet's AC1 (2008, formulas 3 to 5), with weights AC2 (Handbook of Inter-Rater Reliability, 4th ed., chapter 5); any number of
 * coders, missing ratings allowed. `categories`: how many the scale has, used or not.
 */
export function gwetAC(items: readonly Item[], categories: number, weights: Weights = nominal): Figure {
  const observed = meanAgreement(items, weights);
  if (observed.value === undefined) return observed;
  if (categories < 2) return noFigure('The scale has one category, so there is nothing to agree on.');
  const shares = new Array<number>(categories).fill(0);
  let n = 0;
  for (const item of items) {
    const m = raters(item);
    if (m === 0) continue;
    for (const category of item.ratings) {
      if (category !== undefined) shares[category] = (shares[category] as number) + weightOf(item) / m;
    }
    n += weightOf(item);
  }
  const spread = shares.reduce((sum, share) => sum + (share / n) * (1 - share / n), 0);
  // With one weight for all pairs (nominal) this sum is the number of categories.
  let total = weights === nominal ? categories : 0;
  if (weights !== nominal) {
    for (let a = 0; a < categories; a++) for (let b = 0; b < categories; b++) total += weights(a, b);
  }
  return aboveChance(observed.value, (total * spread) / (categories * (categories - 1)));
}
