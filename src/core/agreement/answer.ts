/** What the coders' agreement on a question comes to: n, raw agreement, coefficients with intervals, and the table behind them. */
import { alphaU, type Unit as Marked } from './alpha-u';
import { krippendorffAlpha, type Metric } from './alpha';
import { intervals, type Interval } from './bootstrap';
import { meaningOf, type CodedSource } from './coded';
import type { Figure } from './figure';
import { fleissKappa, gwetAC, meanAgreement } from './many-coders';
import { ASKS, rowsOf, unitName, type Asked, type Question, type Row } from './questions';
import { confusion, pooled, weightOf, type Item } from './ratings';
import { spanScores } from './spans';
import { cohenKappa, scottPi } from './two-coders';
import { quadratic } from './weights';

export type Measure =
  | 'agreement'
  | 'cohen-kappa'
  | 'weighted-kappa'
  | 'scott-pi'
  | 'fleiss-kappa'
  | 'alpha'
  | 'ac1'
  | 'ac2'
  | 'alpha-u'
  | 'f1-strict'
  | 'f1-exact'
  | 'f1-partial'
  | 'f1-type';

export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  agreement: 'raw agreement',
  'cohen-kappa': 'Cohen’s κ',
  'weighted-kappa': 'Cohen’s weighted κ (quadratic)',
  'scott-pi': 'Scott’s π',
  'fleiss-kappa': 'Fleiss’ κ',
  alpha: 'Krippendorff’s α',
  ac1: 'Gwet’s AC1',
  ac2: 'Gwet’s AC2 (quadratic)',
  'alpha-u': 'Krippendorff’s α_U',
  'f1-strict': 'F1, borders and meaning',
  'f1-exact': 'F1, borders',
  'f1-partial': 'F1, overlap counts half',
  'f1-type': 'F1, meaning and any overlap',
};

export interface Measured {
  readonly measure: Measure;
  readonly figure: Figure;
  /** 95 %, by drawing the sources again; undefined where that cannot be done. */
  readonly interval?: Interval | undefined;
}

export interface Answer {
  readonly question: Question;
  readonly asks: string;
  readonly unit: string;
  /** Units that at least two coders rated. */
  readonly n: number;
  /** How α and the weights see the categories. */
  readonly metric: Metric;
  /** In the order of their numbers in `confusion`. */
  readonly categories: readonly string[];
  readonly measured: readonly Measured[];
  readonly rows: readonly Row[];
}

export interface AnswerOptions extends Asked {
  readonly draws: number;
  readonly seed: number;
}

/** `sources`: those that at least two of the coders coded; others say nothing about agreement and are left out. */
export function answer(question: Question, sources: readonly CodedSource[], options: AnswerOptions): Answer {
  const compared = sources.filter(({ layers }) => layers.filter((tags) => tags !== undefined).length >= 2);
  const bySource = compared.map((source) => rowsOf(question, source, options));
  const metric: Metric = question === 'intensities' ? 'ordinal' : 'nominal';
  const categories = categoriesOf(question, bySource);
  const number = new Map(categories.map((name, i) => [name, i]));
  const itemsBySource = bySource.map((rows) =>
    pooled(
      rows.map(({ ratings, weight }) => ({
        ratings: ratings.map((rating) => (rating === undefined ? undefined : number.get(rating))),
        weight,
      })),
    ),
  );
  const items = pooled(itemsBySource.flat());
  const coders = sources[0]?.layers.length ?? 0;
  const statistics = statisticsFor(coders, categories.length, metric);
  const drawn = intervals(
    itemsBySource,
    statistics.map(({ of }) => of),
    options,
  );
  const measured: Measured[] = statistics.map(({ measure, of }, i) => ({
    measure,
    figure: of(items),
    interval: drawn[i],
  }));
  if (question === 'mentions' || question === 'stances')
    measured.push(...marked(compared, question === 'stances', coders));
  return {
    question,
    asks: ASKS[question],
    unit: unitName(question, options),
    n: items.reduce((sum, item) => sum + (rated(item) ? weightOf(item) : 0), 0),
    metric,
    categories,
    measured,
    rows: bySource.flat(),
  };
}

const rated = ({ ratings }: Item): boolean => ratings.filter((rating) => rating !== undefined).length >= 2;

function categoriesOf(question: Question, rows: readonly (readonly Row[])[]): string[] {
  // The scale has four steps, used or not.
  if (question === 'intensities') return ['1', '2', '3', '4'];
  const seen = new Set<string>();
  for (const list of rows)
    for (const { ratings } of list) for (const one of ratings) if (one !== undefined) seen.add(one);
  return [...seen].sort();
}

interface Statistic {
  readonly measure: Measure;
  readonly of: (items: readonly Item[]) => Figure;
}

function statisticsFor(coders: number, categories: number, metric: Metric): Statistic[] {
  const table = (items: readonly Item[]): number[][] => confusion(items, 0, 1, categories);
  const two: Statistic[] = [
    { measure: 'cohen-kappa', of: (items) => cohenKappa(table(items)) },
    { measure: 'scott-pi', of: (items) => scottPi(table(items)) },
  ];
  if (metric === 'ordinal') {
    two.push({ measure: 'weighted-kappa', of: (items) => cohenKappa(table(items), quadratic(categories)) });
  }
  const gwet: Statistic =
    metric === 'ordinal'
      ? { measure: 'ac2', of: (items) => gwetAC(items, categories, quadratic(categories)) }
      : { measure: 'ac1', of: (items) => gwetAC(items, categories) };
  return [
    { measure: 'agreement', of: (items) => meanAgreement(items) },
    ...(coders === 2 ? two : [{ measure: 'fleiss-kappa', of: fleissKappa } as const]),
    { measure: 'alpha', of: (items) => krippendorffAlpha(items, metric) },
    gwet,
  ];
}

/** α_U over all texts one after another, and for two coders the scores of spans. */
function marked(sources: readonly CodedSource[], stances: boolean, coders: number): Measured[] {
  const lines: Marked[][] = Array.from({ length: coders }, () => []);
  const spans: Marked[][] = Array.from({ length: coders }, () => []);
  let length = 0;
  for (const { text, layers } of sources) {
    // Whoever did not code a text is not compared on it.
    if (layers.some((tags) => tags === undefined)) continue;
    layers.forEach((tags, coder) => {
      for (const tag of tags ?? []) {
        if ((tag.stance !== undefined) !== stances) continue;
        const meaning = meaningOf(tag);
        for (const { from, to } of tag.pieces) {
          lines[coder]?.push({ start: length + from, end: length + to, category: stances ? 'stance' : 'mention' });
          spans[coder]?.push({ start: length + from, end: length + to, category: meaning });
        }
      }
    });
    length += text.length;
  }
  const out: Measured[] = [{ measure: 'alpha-u', figure: alphaU(lines, length).all }];
  const [a, b] = spans;
  if (coders === 2 && a && b) {
    const { strict, exact, partial, type } = spanScores(a, b);
    out.push(
      { measure: 'f1-strict', figure: strict.f1 },
      { measure: 'f1-exact', figure: exact.f1 },
      { measure: 'f1-partial', figure: partial.f1 },
      { measure: 'f1-type', figure: type.f1 },
    );
  }
  return out;
}
