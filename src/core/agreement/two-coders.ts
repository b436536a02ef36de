/** Agreement of two coders over a table: `table[a][b]` units to which the first gave category a and the second b. */
import { aboveChance, figure, noFigure, type Figure } from './figure';
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
