/** Agreement as tables: what is printed, exported and shown is one and the same. */
import type { Cell } from '../text/csv';
import type { Table } from '../export/table';
import { Lines } from '../text/lines';
import { isCompared, MEASURE_NAMES, type Answer } from './answer';
import { meaningOf, type CodedSource, type CodedTag } from './coded';
import { CAUSE_NAMES, type Cause } from './cause';
import { confusionOf } from './confusion';
import { DIFFERENCE_NAMES, type Disagreement } from './disagreements';
import type { Placed } from './dissimilarity';
import type { Figure } from './figure';
import { gammaOf } from './gamma';
import { GROUP_NAMES, type Group, type GroupAnswer } from './groups';
import type { Steps } from '../base/steps';
import { ASKS, rowsOf, type Asked, type Question } from './questions';
import { say } from '../base/say';

/** Digits after the point of a coefficient: more would say more than a sample can. */
const DIGITS = 3;

export const rounded = (value: number, digits = DIGITS): number => Number(value.toFixed(digits));

const MEASURED = ['measure', 'value', 'low', 'high', 'n', 'unit', 'why not'] as const;

/** One row for each measure. A coefficient that has no value is `–`, and the last cell says why. */
function measuredRows({ unit, n, measured }: Answer, head: readonly Cell[]): Cell[][] {
  return measured.map(({ measure, figure, interval }): Cell[] => [
    ...head,
    MEASURE_NAMES[measure],
    figure.value === undefined ? '–' : rounded(figure.value),
    interval && rounded(interval.low),
    interval && rounded(interval.high),
    n,
    unit,
    figure.value === undefined ? figure.why : undefined,
  ]);
}

/** One row for each question and measure. */
export function coefficientTable(answers: readonly Answer[]): Table {
  return {
    title: 'Agreement',
    columns: ['question', ...MEASURED],
    rows: answers.flatMap((answer) => measuredRows(answer, [answer.asks])),
    note: '',
  };
}

/** The same for two of the coders, one entity type, one stance value. */
export function groupTable(groups: readonly GroupAnswer[]): Table {
  return {
    title: 'Agreement by coders, entity type and stance value',
    columns: ['by', 'of', 'question', ...MEASURED],
    rows: groups.flatMap(({ group, label, answer }) =>
      measuredRows(answer, [GROUP_NAMES[group.by], label, groupAsks(group, answer.question)]),
    ),
    note: '',
  };
}

/** The question as a group is asked it: of a type or value it is whether something is one. */
export function groupAsks({ by }: Group, question: Question): string {
  if (by === 'type')
    return question === 'mentions' ? 'Do we find the same mentions of it?' : 'Do we mean one of this type, or another?';
  if (by === 'value')
    return question === 'stances' ? 'Do we see the same stances of it?' : 'Do we give this value, or another?';
  return ASKS[question];
}

/** What low coefficients come from. */
export function causeTable(causes: readonly Cause[]): Table {
  const cell = (value: number | undefined): Cell => (value === undefined ? undefined : rounded(value));
  return {
    title: 'What low values come from',
    columns: ['question', 'comes from', 'which', 'in words', 'share of the differences', 'α without it'],
    rows: causes.map(({ asks, kind, of, says, share, without }): Cell[] => [
      asks,
      CAUSE_NAMES[kind],
      of,
      says,
      cell(share),
      cell(without),
    ]),
    note: '',
  };
}

/** Ratings of two coders against each other. */
export function confusionTable(answer: Answer, coders: readonly string[], first: number, second: number): Table {
  const cells = confusionOf(answer, first, second);
  const all = cells.reduce((sum, { units }) => sum + units, 0);
  return {
    title: answer.asks,
    columns: [coders[first] ?? '', coders[second] ?? '', 'units', 'share', 'same'],
    rows: cells.map((cell): Cell[] => [
      cell.first,
      cell.second,
      cell.units,
      rounded(cell.units / all),
      cell.first === cell.second ? 'yes' : 'no',
    ]),
    note: '',
  };
}

/** The table behind a question: item × coder. Ratings that nobody was asked for stay empty. */
export function itemTable(
  question: Question,
  sources: readonly CodedSource[],
  coders: readonly string[],
  asked: Asked,
): Table {
  const rows = sources.filter(isCompared).flatMap((source) => rowsOf(question, source, asked));
  return {
    title: `Ratings: ${ASKS[question]}`,
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

/** Every disagreement, in the order given. */
export function disagreementTable(
  differences: readonly Disagreement[],
  sources: readonly CodedSource[],
  coders: readonly string[],
): Table {
  const known = new Map(sources.map((source) => [source.name, { source, lines: undefined as Lines | undefined }]));
  const rows = differences.flatMap(({ source: name, from, to, kinds, tags }): Cell[][] => {
    const one = known.get(name);
    if (!one) return [];
    const { source } = one;
    const lines = (one.lines ??= new Lines(source.text));
    return [
      [
        name,
        lines.positionAt(from).line + 1,
        kinds.map((kind) => DIFFERENCE_NAMES[kind]).join('; '),
        source.text.slice(from, to).replace(/\s+/g, ' '),
        ...tags.map((tag, coder) => saysOf(tag, source.layers[coder] !== undefined)),
      ],
    ];
  });
  return { title: 'Disagreements', columns: ['source', 'line', 'difference', 'passage', ...coders], rows, note: '' };
}

/** What a coder says of a passage; undefined where the coder did not code the source. */
export function saysOf(tag: CodedTag | undefined, coded: boolean): string | undefined {
  if (!tag) return coded ? '(not tagged)' : undefined;
  const intensity = tag.stance?.intensity;
  return `${meaningOf(tag)}${intensity === undefined ? '' : ` ${intensity}`}`;
}

export interface SourceGamma {
  readonly source: CodedSource;
  readonly coders: number;
  readonly gamma: Figure;
  /** Of the best alignment. */
  readonly disorder: number;
  readonly exact: boolean;
}

/** γ of each source over everything tagged in it. */
export function* gammaSteps(
  sources: readonly CodedSource[],
  options: { readonly samples: number; readonly seed: number },
): Steps<SourceGamma[]> {
  const out: SourceGamma[] = [];
  for (const source of sources) {
    yield out.length / sources.length;
    const there = source.layers.filter((tags) => tags !== undefined);
    const units = there.map((tags) => tags.flatMap(unitsOf));
    const { gamma: found, alignment } = yield* gammaOf(units, source.text.length, options);
    out.push({ source, coders: there.length, gamma: found, disorder: alignment.disorder, exact: alignment.exact });
  }
  return out;
}

/** γ of each source and their mean; sources without a value say why. */
export function gammaTable(
  found: readonly SourceGamma[],
  options: { readonly samples: number; readonly seed: number },
): Table {
  const values = found.flatMap(({ gamma: { value } }) => (value === undefined ? [] : [value]));
  const rows = found.map(({ source, coders, gamma: one, disorder, exact }): Cell[] => [
    source.name,
    coders,
    one.value === undefined ? '–' : rounded(one.value),
    rounded(disorder, 4),
    one.value === undefined ? one.why : exact ? undefined : 'The best alignment was not proven.',
  ]);
  const mean = values.length === 0 ? '–' : rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  const note = say(
    'Mean γ: {0} over {1} of {2} sources; chance from {3} samples a source, seed {4}.',
    mean,
    values.length,
    found.length,
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
