import type { CodebookView, Corpus, Passage } from '../corpus';
import { quoteOf } from '../pieces';
import { entityLabel } from '../sums/headings';
import type { Contradiction, Contradictions } from '../sums/contradictions';
import type { Coverage } from '../sums/coverage';
import type { Matrix, MatrixCell } from '../sums/matrix';
import type { CoMentions, Mentions } from '../sums/mentions';
import type { LeftOut, SourceGroup } from '../sums/selection';
import { axisOf, reporterOf, TALLY_KEYS, tallyKeyOf, type Tally } from '../sums/tally';
import type { Timeline } from '../sums/timeline';
import { csvOf, type Cell, type CsvOptions } from '../text/csv';
import { speakerName, speakerOf } from '../speakers/speakers';
import { counted } from '../words/count';
import { VOICES, voiceOf } from '../words/voice';
import { citationOf, lineOf } from './quotation';
import { say, sayable } from '../base/say';

/**
 * The numbers of one figure: what its table on the screen, its CSV and the reports all show, so that they agree. Text in cells is as
 * the files have it: whoever shows it makes it harmless.
 */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What the numbers leave out, in words of ours. */
  readonly note: string;
  /** How many rows there are, and the rows one by one, where `rows` makes all of them only when it is asked for. */
  readonly later?: { readonly count: number; readonly rows: () => Iterable<readonly Cell[]> };
}

/** A table that may have very many rows, of which a page shows a few: see {@link firstRows}. */
function tableLater(
  head: Pick<Table, 'title' | 'columns' | 'note'>,
  count: number,
  rows: () => Iterable<readonly Cell[]>,
): Table {
  let made: readonly (readonly Cell[])[] | undefined;
  return {
    ...head,
    later: { count, rows },
    get rows() {
      return (made ??= [...rows()]);
    },
  };
}

/** So many of the rows, without the others being made. */
export function firstRows(table: Table, most: number): readonly (readonly Cell[])[] {
  if (!table.later) return table.rows.slice(0, most);
  const first: (readonly Cell[])[] = [];
  for (const row of table.later.rows()) {
    if (first.length === most) break;
    first.push(row);
  }
  return first;
}

/** How many rows a table has, without their being made. */
export function rowCount(table: Table): number {
  return table.later?.count ?? table.rows.length;
}

export function tableCsv(table: Table, options?: CsvOptions): string {
  return csvOf([table.columns, ...table.rows], options);
}

/** A number as every table shows it: two digits after the point at the most. */
export function rounded(number: number | undefined): number | undefined {
  return number === undefined ? undefined : Math.round(number * 100) / 100 + 0;
}

/** `Left out: 3 lost tags (2 mentions, 1 stance) and 1 source without a date.` Empty when nothing is. */
export function leftOutNote({ lostMentions, lostStances, undatedSources }: LeftOut): string {
  const parts: string[] = [];
  const lost = lostMentions + lostStances;
  if (lost > 0)
    parts.push(
      say(
        '{0} ({1}, {2})',
        counted(lost, 'lost tag'),
        counted(lostMentions, 'mention'),
        counted(lostStances, 'stance'),
      ),
    );
  if (undatedSources > 0) parts.push(say('{0} without a date', counted(undatedSources, 'source')));
  return parts.length === 0
    ? ''
    : say(
        'Left out: {0}.',
        parts.reduce((one, other) => say('{0} and {1}', one, other)),
      );
}

function tallied(tally: Tally): number[] {
  return TALLY_KEYS.map((key) => tally[key]);
}

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
    title: say('Stances by target and {0}', say(matrix.by)),
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

export function mentionsTable({ rows, leftOut }: Mentions): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const { label, type, sources } of rows) {
      for (const { source, mentions } of sources) yield [label, type, source.name, mentions];
    }
  };
  const head = {
    title: say('Mentions by entity and source'),
    columns: sayable(['entity', 'type', 'source', 'mentions']),
    note: leftOutNote(leftOut),
  };
  return tableLater(
    head,
    rows.reduce((sum, { sources }) => sum + sources.length, 0),
    each,
  );
}

/** One row for each entity: the numbers of the bars by entity. */
export function entityMentionsTable({ rows, leftOut, branches }: Mentions, codebook?: CodebookView): Table {
  const own = rows.map(({ label, type, mentions, sources }) => [label, type, mentions, sources.length]);
  if (branches.size === 0 || !codebook) {
    return {
      title: say('Mentions by entity'),
      columns: sayable(['entity', 'type', 'mentions', 'sources']),
      rows: own,
      note: leftOutNote(leftOut),
    };
  }
  // An entity that is not mentioned itself stands here as well, if one below it is.
  const named = new Set(rows.map(({ key }) => key));
  const silent = [...branches.keys()].filter((id) => !named.has(id));
  const ids = [...rows.map(({ key }) => key), ...silent];
  const all = [...own, ...silent.map((id) => [entityLabel(codebook, id), codebook.entity(id)?.type ?? '', 0, 0])];
  return {
    title: say('Mentions by entity'),
    columns: sayable(['entity', 'type', 'mentions', 'sources', 'mentions in branch', 'sources in branch']),
    rows: all.map((row, i) => {
      const branch = branches.get(ids[i] ?? '');
      return [...row, branch?.mentions ?? row[2], branch?.sources ?? row[3]];
    }),
    note: [say('A branch is an entity with all that stand below it in the codebook.'), leftOutNote(leftOut)]
      .join(' ')
      .trim(),
  };
}

/** One row for each source, those without a mention too: the numbers of the bars by source. */
export function sourceMentionsTable(
  rows: readonly { readonly group: SourceGroup; readonly mentions: number; readonly entities: number }[],
  leftOut: LeftOut,
): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const { group, mentions, entities } of rows) yield [group.source.name, mentions, entities];
  };
  const columns = sayable(['source', 'mentions', 'entities']);
  return tableLater({ title: say('Mentions by source'), columns, note: leftOutNote(leftOut) }, rows.length, each);
}

export function coMentionsTable(corpus: Corpus, { edges, leftOut }: CoMentions): Table {
  const name = (id: string): string => entityLabel(corpus.codebook, id);
  return {
    title: say('Entities named in one paragraph'),
    columns: sayable(['entity', 'with', 'paragraphs', 'sources']),
    rows: edges.map(({ a, b, paragraphs, sources }) => [name(a), name(b), paragraphs, sources]),
    note: leftOutNote(leftOut),
  };
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

export function coverageTable({ rows, leftOut }: Coverage): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const row of rows) {
      yield [
        ...[row.source.name, row.state, row.mentions, row.stances, row.lost, row.taggedParagraphs],
        ...[row.paragraphs, row.basis === 'text' ? 'the text' : 'the text down to the last tag'],
      ];
    }
  };
  const head = {
    title: say('Coverage of the sources'),
    columns: sayable([
      'source',
      'state',
      'mentions',
      'stances',
      'lost',
      'paragraphs with tags',
      'of paragraphs',
      'counted in',
    ]),
    note: leftOutNote(leftOut),
  };
  return tableLater(head, rows.length, each);
}

/** Every passage with its tag in full: for statistics elsewhere. The sign of a stance is a number. */
export function passagesTable(corpus: Corpus, passages: readonly Passage[], leftOut?: LeftOut): Table {
  const { codebook } = corpus;
  return {
    title: say('Passages'),
    columns: [
      ...[
        'source',
        'title',
        'outlet',
        'author',
        'date',
        'line',
        'id',
        'kind',
        'passage',
        'entity',
        'entity name',
        'sense',
      ],
      ...[
        'holder',
        'target',
        'stance',
        'axis',
        'sign',
        'intensity',
        'certainty',
        'voice',
        'reporter',
        'via',
        'event',
        'coder',
        'note',
        'speaker',
      ],
    ],
    rows: passages.map((passage) => {
      const { tag } = passage;
      const { name, title, outlet, author, date } = citationOf(passage);
      const head = [name, title, outlet, author, date, lineOf(passage), tag.id];
      const tail = [tag.by, tag.note, speakerName(codebook, speakerOf(codebook, passage)) || undefined];
      const { stance } = tag;
      if (!stance) {
        const entity = [tag.entity, entityLabel(codebook, tag.entity), tag.sense];
        return [...head, 'mention', quoteOf(tag), ...entity, ...new Array<Cell>(11).fill(undefined), ...tail];
      }
      const axis = axisOf(codebook, stance.value);
      // Mixed, unclear and denied stances are not 0: they have no sign.
      const key = tallyKeyOf(codebook, stance);
      const sign = key === 'positive' ? 1 : key === 'negative' ? -1 : key === 'neutral' ? 0 : undefined;
      return [
        ...[
          ...head,
          'stance',
          quoteOf(tag),
          undefined,
          undefined,
          undefined,
          stance.holder,
          stance.target,
          stance.value,
        ],
        ...[
          axis,
          sign,
          stance.intensity,
          stance.certainty,
          voiceOf(stance),
          reporterOf(stance),
          stance.via?.join(' > '),
        ],
        ...[stance.event, ...tail],
      ];
    }),
    note: leftOut ? leftOutNote(leftOut) : '',
  };
}
