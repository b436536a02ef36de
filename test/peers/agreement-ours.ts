/** Random tables with what we say of them, as JSON, for `agreement.mjs`: the peers are asked the same. */
import { krippendorffAlpha, type Metric } from '../../src/core/agreement/alpha';
import type { Figure } from '../../src/core/agreement/figure';
import { fleissKappa } from '../../src/core/agreement/many-coders';
import { seeded } from '../../src/core/agreement/random';
import { confusion, type Item } from '../../src/core/agreement/ratings';
import { cohenKappa, kappaOf, piOf, scottPi } from '../../src/core/agreement/two-coders';
import { linear, quadratic } from '../../src/core/agreement/weights';

const TABLES = 500;

const random = seeded(20_261);
const below = (n: number): number => Math.floor(random() * n);

/** Coders who agree more or less, on categories of which some are rare. */
function table(): { k: number; coders: number; rows: (number | null)[][]; gaps: (number | null)[][] } {
  const [coders, k, items] = [2 + below(4), 2 + below(5), 5 + below(60)];
  const skew = 1 + random() * 3;
  const noise = random();
  const draw = (): number => Math.min(k - 1, Math.floor(k * random() ** skew));
  const rows = Array.from({ length: items }, () => {
    const truth = draw();
    return Array.from({ length: coders }, () => (random() < noise ? draw() : truth));
  });
  return { k, coders, rows, gaps: rows.map((row) => row.map((one) => (random() < 0.2 ? null : one))) };
}

const itemsOf = (rows: readonly (readonly (number | null)[])[]): Item[] =>
  rows.map((row) => ({ ratings: row.map((one) => one ?? undefined) }));

const plain = ({ value }: Figure): number | null => value ?? null;

const METRICS: readonly Metric[] = ['nominal', 'ordinal', 'interval', 'ratio'];

const made = Array.from({ length: TABLES }, () => {
  const { k, coders, rows, gaps } = table();
  const items = itemsOf(rows);
  const values = Array.from({ length: k }, (_, i) => i + 1);
  const two = confusion(items, 0, 1, k);
  const alphas = (of: readonly Item[], name: string): [string, number | null][] =>
    METRICS.map((metric) => [`${name} ${metric}`, plain(krippendorffAlpha(of, metric, values))]);
  return {
    ...{ k, coders, rows, gaps },
    ours: Object.fromEntries([
      ['kappa', plain(cohenKappa(two))],
      ['kappa of items', plain(kappaOf(items))],
      ['linear kappa', plain(cohenKappa(two, linear(k)))],
      ['quadratic kappa', plain(cohenKappa(two, quadratic(k)))],
      ['pi', plain(scottPi(two))],
      ['pi of items', plain(piOf(items))],
      ['fleiss', plain(fleissKappa(items))],
      ...alphas(items, 'alpha'),
      ...alphas(itemsOf(gaps), 'alpha with gaps'),
    ]),
  };
});

process.stdout.write(JSON.stringify(made));
