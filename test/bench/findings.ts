import { figureOf } from '../../src/core/findings/figures';
import { passagesOf, shownOf } from '../../src/core/findings/passages';
import { figuresOf, isSum, START, VIEWS } from '../../src/core/findings/state';
import { select } from '../../src/core/sums';
import { generate } from './query';
import { median, type Report } from './row';

const RUNS = 7;

/** Rows of a table that the page gets; see the feature. */
const ROWS = 500;

/**
 * What the host does for a view of Findings after a change of tags, over 1,000 sources with 100,000 tags and 2,000 entities: select,
 * sum up, draw up the pictures, and write down what goes to the page. Milliseconds; medians.
 */
export function bench(report: Report): void {
  const corpus = generate(20_252);
  for (const view of VIEWS.filter((one) => figuresOf(one).some(isSum))) {
    let bytes = 0;
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const selection = select(corpus);
      const figures = figuresOf(view)
        .filter(isSum)
        .map((id) => {
          const { table, ...figure } = figureOf(selection, START, id);
          return { ...figure, table: { ...table, rows: table.rows.slice(0, ROWS) } };
        });
      bytes = JSON.stringify(figures).length;
      return performance.now() - start;
    });
    report({
      name: `findings, the whole view: ${view}`,
      beside: 'the clock',
      ratio: median(times),
      target: 300,
      unit: 'ms',
      note: `1,000 sources, 100,000 tags, 2,000 entities; ${(bytes / 1000).toFixed(0)} kB go to the page`,
    });
  }
  const selection = select(corpus);
  const pick = { figure: 'mentions', keys: ['e1'] } as const;
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    passagesOf(selection, START, pick)
      .slice(0, 200)
      .forEach((passage) => shownOf(corpus, passage));
    return performance.now() - start;
  });
  report({ name: 'findings: passages of a mark', beside: 'the clock', ratio: median(times), target: 50, unit: 'ms' });
}
