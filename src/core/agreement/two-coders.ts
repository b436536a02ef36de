/** Agreement of two coders over a table: `table[a][b]` units to which the first gave category a and the second b. */
import { aboveChance, figure, noFigure, type Figure } from './figure';
import { weightOf, type Item } from './ratings';
import { nominal, type Weights } from './weights';

export type Table = readonly (readonly number[])[];

interface Shares {
  readonly n: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
}

function sharesOf(table: Table): Shares {
  const size = table.length;
  const first = new Array<number>(size).fill(0);
  const second = new Array<number>(size).fill(0);
  let n = 0;
  table.forEach((row, a) =>
    row.forEach((count, b) => {
      first[a] = (first[a] as number) + count;
      second[b] = (second[b] as number) + count;
      n += count;
    }),
  );
  return { n, first: first.map((count) => count / n), second: second.map((count) => count / n) };
}

function weighted(table: Table, n: number, weights: Weights): number {
  let sum = 0;
  table.forEach((row, a) => row.forEach((count, b) => (sum += count * weights(a, b))));
  return sum / n;
}

const NOTHING = noFigure('There is no unit that both coders rated.');

/** Share of the units on which both agree (weighted where categories agree in part). */
export function rawAgreement(table: Table, weights: Weights = nominal): Figure {
  const { n } = sharesOf(table);
  return n === 0 ? NOTHING : figure(weighted(table, n, weights));
}

/** Cohen's κ (1960, formula 1), with weights Cohen's weighted κ (1968): chance from each coder's own shares. */
export function cohenKappa(table: Table, weights: Weights = nominal): Figure {
  const { n, first, second } = sharesOf(table);
  if (n === 0) return NOTHING;
  let expected = 0;
  first.forEach((p, a) => second.forEach((q, b) => (expected += p * q * weights(a, b))));
  return aboveChance(weighted(table, n, weights), expected);
}

/** Scott's π (1955): chance from the shares of both coders together. */
export function scottPi(table: Table): Figure {
  const { n, first, second } = sharesOf(table);
  if (n === 0) return NOTHING;
  const expected = first.reduce((sum, p, a) => sum + ((p + (second[a] as number)) / 2) ** 2, 0);
  return aboveChance(weighted(table, n, nominal), expected);
}

interface Marginals {
  readonly n: number;
  readonly alike: number;
  /** Per category: units of the first coder, and of the second. */
  readonly counts: ReadonlyMap<number, readonly [number, number]>;
}

/** What a table's margins are, without the table: entities are thousands of categories. */
function marginalsOf(items: Iterable<Item>, first: number, second: number): Marginals {
  const counts = new Map<number, [number, number]>();
  let n = 0;
  let alike = 0;
  const add = (category: number, who: 0 | 1, weight: number): void => {
    let pair = counts.get(category);
    if (!pair) counts.set(category, (pair = [0, 0]));
    pair[who] += weight;
  };
  for (const item of items) {
    const [a, b] = [item.ratings[first], item.ratings[second]];
    if (a === undefined || b === undefined) continue;
    const weight = weightOf(item);
    n += weight;
    if (a === b) alike += weight;
    add(a, 0, weight);
    add(b, 1, weight);
  }
  return { n, alike, counts };
}

/** {@link cohenKappa} of items, however many categories there are. */
export function kappaOf(items: Iterable<Item>, first = 0, second = 1): Figure {
  const { n, alike, counts } = marginalsOf(items, first, second);
  if (n === 0) return NOTHING;
  let expected = 0;
  for (const [a, b] of counts.values()) expected += (a / n) * (b / n);
  return aboveChance(alike / n, expected);
}

/** {@link scottPi} of items, however many categories there are. */
export function piOf(items: Iterable<Item>, first = 0, second = 1): Figure {
  const { n, alike, counts } = marginalsOf(items, first, second);
  if (n === 0) return NOTHING;
  let expected = 0;
  for (const [a, b] of counts.values()) expected += ((a + b) / (2 * n)) ** 2;
  return aboveChance(alike / n, expected);
}
