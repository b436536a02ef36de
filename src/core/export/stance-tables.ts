/** The tables of the stances: who thinks what of whom, where they contradict one another, and how it changes. */
import type { Corpus, Passage } from '../corpus';
import { quoteOf } from '../pieces';
import type { Contradiction, Contradictions } from '../sums/contradictions';
import { entityLabel, groupingWords } from '../sums/headings';
import type { Matrix, MatrixCell } from '../sums/matrix';
import type { CoMentions } from '../sums/mentions';
import { TALLY_KEYS } from '../sums/tally';
import type { Timeline } from '../sums/timeline';
import type { Cell } from '../text/csv';
import { VOICES } from '../words/voice';
import { say, sayable } from '../base/say';
import { citationOf } from './quotation';
import { leftOutNote, rounded, tableLater, tallied, type Table } from './table';

/** One row for each cell of the matrix that has stances, in the order of its rows and columns. */
export function matrixTable(matrix: Matrix): Table {
  const place = new Map(matrix.columns.map(({ key }, i) => [key, i]));
  const at = (cell: MatrixCell): number => place.get(cell.column) ?? 0;
  // Most cells of a large matrix are empty: to ask for each would cost the square of its size.
  const rows = function* (): Iterable<Cell[]> {
    for (const row of matrix.rows) {
      for (const cell of [...matrix.inRow(row.key)].sort((a, b) => at(a) - at(b))) {
        const { tally } = cell;
        const balances = [rounded(cell.balance), rounded(cell.weighted), cell.weighed];
        const voices = VOICES.flatMap((voice) => [cell.voices[voice].positive, cell.voices[voice].negative]);
        const column = matrix.columns[at(cell)]?.label;
        yield [row.label, column, cell.count, ...tallied(tally), ...balances, ...voices];
      }
    }
  };
  const head = {
    title: say('Stances by target and {0}', groupingWords(matrix.by)),
    columns: [
      ...sayable(['target', matrix.by, 'stances', ...TALLY_KEYS, 'balance', 'weighted balance', 'weighted stances']),
      ...VOICES.flatMap((voice) => [`positive, ${voice}`, `negative, ${voice}`]),
    ],
    note: leftOutNote(matrix.leftOut),
  };
  return tableLater(head, matrix.cells.length, rows);
}

/** Of the two strongest opposite passages of a contradiction. */
const BOTH_SIDES = sayable<readonly string[]>([
  ...[
    'positive: passage',
    'positive: source',
    'positive: line',
    'positive: date',
    'positive: weight',
    'positive: voice',
  ],
  ...[
    'negative: passage',
    'negative: source',
    'negative: line',
    'negative: date',
    'negative: weight',
    'negative: voice',
  ],
]);

export function contradictionsTable({ between, within, leftOut }: Contradictions): Table {
  const rowOf = (scope: string, one: Contradiction): Cell[] => [
    one.target.label,
    one.group.label,
    scope,
    rounded(one.sharpness),
    ...tallied(one.tally),
    ...sideCells(one.positive.passage, one.positive.weight, one.positive.voice),
    ...sideCells(one.negative.passage, one.negative.weight, one.negative.voice),
  ];
  const rows = function* (): Iterable<Cell[]> {
    for (const one of between) yield rowOf('between sources', one);
    for (const one of within) yield rowOf('within a source', one);
  };
  const head = {
    title: say('Contradictions'),
    columns: sayable(['target', 'who', 'where', 'sharpness', ...TALLY_KEYS, ...BOTH_SIDES]),
    note: leftOutNote(leftOut),
  };
  return tableLater(head, between.length + within.length, rows);
}

function sideCells(passage: Passage, weight: number, voice: string): Cell[] {
  const { name, line, date } = citationOf(passage);
  return [quoteOf(passage.tag), name, line, date, rounded(weight), voice];
}

/** One row for each point; sources without a date come last, with an empty date. */
export function timelineTable(corpus: Corpus, timeline: Timeline): Table {
  const rows = function* (): Iterable<Cell[]> {
    for (const { label, points } of timeline.lines) {
      for (const { date, passages, tally, balance } of points)
        yield [label, date, passages.length, ...tallied(tally), rounded(balance)];
    }
    for (const { source, passages } of timeline.undated) yield [source.name, undefined, passages.length];
  };
  const head = {
    title: say('Stances toward {0} over time', entityLabel(corpus.codebook, timeline.target)),
    columns: sayable([timeline.by, 'date', 'stances', ...TALLY_KEYS, 'balance']),
    note: leftOutNote(timeline.leftOut),
  };
  const dated = timeline.lines.reduce((sum, { points }) => sum + points.length, 0);
  return tableLater(head, dated + timeline.undated.length, rows);
}

export function tiesTable(corpus: Corpus, { ties, leftOut }: CoMentions): Table {
  const name = (id: string): string => entityLabel(corpus.codebook, id);
  return {
    title: say('Stances between entities'),
    columns: sayable(['holder', 'target', 'stances', ...TALLY_KEYS, 'balance']),
    rows: ties.map((tie) => [
      name(tie.holder),
      name(tie.target),
      tie.count,
      ...tallied(tie.tally),
      rounded(tie.balance),
    ]),
    note: leftOutNote(leftOut),
  };
}
