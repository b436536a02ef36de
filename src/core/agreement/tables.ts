/** Agreement as tables: what is printed, exported and shown is one and the same. */
import type { Cell } from '../export/csv';
import type { Table } from '../export/tables';
import { Lines } from '../text/lines';
import { MEASURE_NAMES, type Answer } from './answer';
import { meaningOf, type CodedSource, type CodedTag } from './coded';
import { DIFFERENCE_NAMES, disagreementsIn } from './disagreements';
import type { Placed } from './dissimilarity';
import { gamma } from './gamma';
import { say } from '../words/say';

/** Digits after the point of a coefficient: more would say more than a sample can. */
const DIGITS = 3;

export const rounded = (value: number, digits = DIGITS): number => Number(value.toFixed(digits));

/** One row for each question and measure. A coefficient that has no value is `–`, and the last column says why. */
export function coefficientTable(answers: readonly Answer[]): Table {
  const rows = answers.flatMap(({ asks, unit, n, measured }) =>
    measured.map(({ measure, figure, interval }): Cell[] => [
      asks,
      MEASURE_NAMES[measure],
      figure.value === undefined ? '–' : rounded(figure.value),
      interval && rounded(interval.low),
      interval && rounded(interval.high),
      n,
      unit,
      figure.value === undefined ? figure.why : undefined,
    ]),
  );
  return {
    title: 'Agreement',
    columns: ['question', 'measure', 'value', 'low', 'high', 'n', 'unit', 'why not'],
    rows,
    note: '',
  };
}

/** The table behind a question: item × coder. Ratings that nobody was asked for stay empty. */
export function itemTable({ asks, rows }: Answer, coders: readonly string[]): Table {
  return {
    title: asks,
    columns: ['source', 'from', 'to', 'item', 'weight', ...coders],
    rows: rows.map(({ source, from, to, item, weight, ratings }): Cell[] => [
      source,
      from,
      to,
      item,
      weight,
      ...ratings,
    ]),
    note: '',
  };
}

/** Every disagreement, source by source, the worst of each first. */
export function disagreementTable(sources: readonly CodedSource[], coders: readonly string[]): Table {
  const rows = sources.flatMap((source) => {
    const lines = new Lines(source.text);
    return disagreementsIn(source).map(({ from, to, kinds, tags }): Cell[] => [
      source.name,
      lines.positionAt(from).line + 1,
      kinds.map((kind) => DIFFERENCE_NAMES[kind]).join('; '),
      source.text.slice(from, to).replace(/\s+/g, ' '),
      ...tags.map((tag, coder) => {
        if (!tag) return source.layers[coder] ? '(not tagged)' : undefined;
        const intensity = tag.stance?.intensity;
        return `${meaningOf(tag)}${intensity === undefined ? '' : ` ${intensity}`}`;
      }),
    ]);
  });
  return { title: 'Disagreements', columns: ['source', 'line', 'difference', 'passage', ...coders], rows, note: '' };
}

/** γ of each source over everything tagged in it, and their mean; sources without a value say why. */
export function gammaTable(
  sources: readonly CodedSource[],
  options: { readonly samples: number; readonly seed: number },
): Table {
  const values: number[] = [];
  const rows = sources.map(({ name, text, layers }): Cell[] => {
    const there = layers.filter((tags) => tags !== undefined);
    const units = there.map((tags) => tags.flatMap(unitsOf));
    const { gamma: found, alignment } = gamma(units, text.length, options);
    if (found.value !== undefined) values.push(found.value);
    const why =
      found.value === undefined ? found.why : alignment.exact ? undefined : 'The best alignment was not proven.';
    return [
      name,
      there.length,
      found.value === undefined ? '–' : rounded(found.value),
      rounded(alignment.disorder, 4),
      why,
    ];
  });
  const mean = values.length === 0 ? '–' : rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  const note = say(
    'Mean γ: {0} over {1} of {2} sources; chance from {3} samples a source, seed {4}.',
    mean,
    values.length,
    sources.length,
    options.samples,
    options.seed,
  );
  return { title: 'γ', columns: ['source', 'coders', 'γ', 'disorder', 'remark'], rows, note };
}

/** Pieces of a tag are units of their own: γ knows stretches without holes alone. */
function unitsOf(tag: CodedTag): Placed[] {
  const category = meaningOf(tag);
  return tag.pieces.map(({ from, to }) => ({ start: from, end: to, category }));
}
