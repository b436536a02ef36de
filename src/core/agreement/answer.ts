/** What the coders' agreement on a question comes to: n, raw agreement, coefficients with intervals, and the items behind them. */
import { alphaUSteps, type Unit as Marked } from './alpha-u';
import { krippendorffAlpha, type Metric } from './alpha';
import { anyStatistics, drawnSteps, intervalSteps, type Interval } from './bootstrap';
import { meaningOf, type CodedSource } from './coded';
import type { Figure } from './figure';
import { fleissKappa, gwetAC, meanAgreement } from './many-coders';
import { nominalMeasures, nominalMeasuring } from './nominal';
import { ASKS, tallyOf, unitName, type Asked, type Question, type Row } from './questions';
import { confusion, Pool, pooled, weightOf, type Item } from './ratings';
import { addedCounts, scoreOf, spanScores, WAYS, type Counts, type Way } from './spans';
import { each, finish, sorted, type Steps } from '../base/steps';
import { cohenKappa, kappaOf, piOf } from './two-coders';
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
  /** In the order of their numbers in `items`. */
  readonly categories: readonly string[];
  readonly measured: readonly Measured[];
  /** For each source, in their order: what was rated alike is one item with a weight. */
  readonly items: readonly (readonly Item[])[];
}

export interface AnswerOptions extends Asked {
  readonly draws: number;
  readonly seed: number;
}

/** Sources whose rows are made between two pauses: few milliseconds' worth. */
const SOURCES_BETWEEN = 8;

/** `sources`: those that at least two of the coders coded; others say nothing about agreement and are left out. */
export function answer(question: Question, sources: readonly CodedSource[], options: AnswerOptions): Answer {
  return finish(answerSteps(question, sources, options));
}

/** As {@link answer}, in pieces. */
export function* answerSteps(
  question: Question,
  sources: readonly CodedSource[],
  options: AnswerOptions,
): Steps<Answer> {
  const compared = sources.filter(isCompared);
  const bySource: Row[][] = [];
  for (const source of compared) {
    if (bySource.length % SOURCES_BETWEEN === 0) yield undefined;
    bySource.push(tallyOf(question, source, options));
  }
  const found = yield* answerOfRows(question, bySource, compared[0]?.layers.length ?? 0, options);
  if (question !== 'mentions' && question !== 'stances') return found;
  return {
    ...found,
    measured: [...found.measured, ...(yield* spanMeasures(compared, question === 'stances', options))],
  };
}

export const isCompared = ({ layers }: CodedSource): boolean => layers.filter((tags) => tags !== undefined).length >= 2;

/** What rows come to, source by source, whatever they were made of; equal ratings may be one row with their weights added. */
export function* answerOfRows(
  question: Question,
  bySource: readonly (readonly Row[])[],
  coders: number,
  options: AnswerOptions,
): Steps<Answer> {
  const metric: Metric = question === 'intensities' ? 'ordinal' : 'nominal';
  const categories = yield* categoriesOf(question, bySource);
  const number = new Map<string, number>();
  yield* each(categories, (name) => number.set(name, number.size));
  const items: Item[][] = [];
  for (const rows of bySource) {
    if (items.length % 64 === 0) yield undefined;
    items.push(
      pooled(
        rows.map(({ ratings, weight }) => ({
          ratings: ratings.map((rating) => (rating === undefined ? undefined : number.get(rating))),
          weight,
        })),
      ),
    );
  }
  const measured = yield* measuredIn(items, coders, categories.length, metric, options);
  return {
    question,
    asks: ASKS[question],
    unit: unitName(question, options),
    n: items.reduce((sum, list) => sum + list.reduce((all, item) => all + (rated(item) ? weightOf(item) : 0), 0), 0),
    metric,
    categories,
    measured,
    items,
  };
}

const rated = ({ ratings }: Item): boolean => ratings.filter((rating) => rating !== undefined).length >= 2;

function* categoriesOf(question: Question, bySource: readonly (readonly Row[])[]): Steps<string[]> {
  // The scale has four steps, used or not.
  if (question === 'intensities') return ['1', '2', '3', '4'];
  const seen = new Set<string>();
  for (const [i, rows] of bySource.entries()) {
    if (i % 64 === 0) yield undefined;
    for (const { ratings } of rows) for (const one of ratings) if (one !== undefined) seen.add(one);
  }
  return yield* sorted([...seen], (a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

interface Statistic {
  readonly measure: Measure;
  readonly of: (items: readonly Item[]) => Figure;
}

/** The coefficients with their intervals. */
function* measuredIn(
  bySource: readonly (readonly Item[])[],
  coders: number,
  categories: number,
  metric: Metric,
  options: AnswerOptions,
): Steps<Measured[]> {
  const pool = new Pool();
  yield* each(bySource, (items) => pool.add(items), 64);
  const { items } = pool;
  const statistics = statisticsFor(coders, categories, metric);
  // The one pass over nominal ratings knows the statistics in their order; the few patterns of a scale need no such thing.
  const measuring =
    metric === 'nominal' ? nominalMeasuring(coders, categories) : anyStatistics(statistics.map(({ of }) => of));
  const drawn = yield* intervalSteps(bySource, statistics.length, measuring, options);
  const measured: Measured[] = [];
  for (const [i, { measure, of }] of statistics.entries()) {
    yield undefined;
    const figure = of(items);
    // What has no value has no interval either, though some draws may have one.
    measured.push({ measure, figure, interval: figure.value === undefined ? undefined : drawn[i] });
  }
  return measured;
}

function statisticsFor(coders: number, categories: number, metric: Metric): Statistic[] {
  const plain: Readonly<Record<ReturnType<typeof nominalMeasures>[number], (items: readonly Item[]) => Figure>> = {
    agreement: (items) => meanAgreement(items),
    'cohen-kappa': (items) => kappaOf(items),
    'scott-pi': (items) => piOf(items),
    'fleiss-kappa': fleissKappa,
    alpha: (items) => krippendorffAlpha(items),
    ac1: (items) => gwetAC(items, categories),
  };
  if (metric === 'nominal') return nominalMeasures(coders).map((measure) => ({ measure, of: plain[measure] }));
  const table = (items: readonly Item[]): number[][] => confusion(items, 0, 1, categories);
  const two: Statistic[] = [
    { measure: 'cohen-kappa', of: plain['cohen-kappa'] },
    { measure: 'scott-pi', of: plain['scott-pi'] },
    { measure: 'weighted-kappa', of: (items) => cohenKappa(table(items), quadratic(categories)) },
  ];
  return [
    { measure: 'agreement', of: plain.agreement },
    ...(coders === 2 ? two : [{ measure: 'fleiss-kappa', of: fleissKappa } as const]),
    { measure: 'alpha', of: (items) => krippendorffAlpha(items, metric) },
    { measure: 'ac2', of: (items) => gwetAC(items, categories, quadratic(categories)) },
  ];
}

/** α_U over all texts one after another, and for two coders the scores of spans. */
export function* spanMeasures(
  sources: readonly CodedSource[],
  stances: boolean,
  options: AnswerOptions,
): Steps<Measured[]> {
  const coders = sources[0]?.layers.length ?? 0;
  const lines: Marked[][] = Array.from({ length: coders }, () => []);
  const counts: Record<Way, Counts>[] = [];
  let length = 0;
  let done = 0;
  for (const { text, layers } of sources) {
    if (done++ % SOURCES_BETWEEN === 0) yield undefined;
    // Whoever did not code a text is not compared on it.
    if (layers.some((tags) => tags === undefined)) continue;
    const spans = layers.map((tags, coder) => {
      const own: Marked[] = [];
      for (const tag of tags ?? []) {
        if ((tag.stance !== undefined) !== stances) continue;
        const category = meaningOf(tag);
        for (const { from, to } of tag.pieces) {
          lines[coder]?.push({ start: length + from, end: length + to, category: stances ? 'stance' : 'mention' });
          own.push({ start: from, end: to, category });
        }
      }
      return own;
    });
    const [a, b] = spans;
    if (coders === 2 && a && b) {
      const scores = spanScores(a, b);
      const of = (way: Way): Counts => scores[way].counts;
      counts.push({ strict: of('strict'), exact: of('exact'), partial: of('partial'), type: of('type') });
    }
    length += text.length;
  }
  const out: Measured[] = [{ measure: 'alpha-u', figure: (yield* alphaUSteps(lines, length)).all }];
  if (coders !== 2) return out;
  const drawn = yield* drawnSteps(counts.length, WAYS.length, 4 * counts.length, options, (chosen) =>
    WAYS.map(
      (way) => scoreOf(addedCounts(Array.from(chosen, (i) => (counts[i] as Record<Way, Counts>)[way]))).f1.value,
    ),
  );
  WAYS.forEach((way, i) => {
    const figure = scoreOf(addedCounts(counts.map((one) => one[way]))).f1;
    out.push({ measure: `f1-${way}`, figure, interval: figure.value === undefined ? undefined : drawn[i] });
  });
  return out;
}
