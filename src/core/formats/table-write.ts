/** The passages table: one row for each piece of each tag, for spreadsheets, pandas, R and DuckDB. */
import { withPlainLineEnds } from '../anchors/placeable';
import { piecesOf } from '../pieces';
import { csvOf, guarded, type Cell } from '../text/csv';
import { DETAIL_KEYS } from '../model';
import { speakerName, Speakers } from '../speakers/speakers';
import { labelsIn, NO_LABELS } from '../text/labels';
import { paragraphOf, paragraphsIn } from '../text/paragraphs';
import { jsonLine } from './json-line';
import { lossesOf, type Feature } from './loss';
import type { Loss, Outgoing, OutSource, OutTag } from './model';

/** The columns without the details of sources, which stand behind `source`, each as `detail:KEY`. */
const HEAD = ['source'] as const;
export const COLUMNS = [
  ...['id', 'piece', 'pieces', 'kind', 'entity', 'entity_name', 'entity_type', 'form', 'sense'],
  ...['holder', 'target', 'value', 'axis', 'intensity', 'certainty', 'via', 'event', 'coder'],
  ...['line', 'column', 'end_line', 'end_column', 'start_utf16', 'end_utf16', 'start_cp', 'end_cp'],
  ...['quote', 'before', 'after', 'paragraph', 'state', 'note', 'speaker'],
] as const;
const NUMBERS = new Set<string>([
  ...['piece', 'pieces', 'intensity', 'line', 'column', 'end_line', 'end_column', 'start_utf16', 'end_utf16'],
  ...['start_cp', 'end_cp', 'paragraph'],
]);

export interface PassageRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly isNumber: (column: string) => boolean;
}

/** Everything of the tags; of a lost one where it last stood. Lines, columns and paragraphs count from 1, offsets from 0. */
export function passageRows(out: Outgoing): PassageRows {
  const usual = new Set<string>(DETAIL_KEYS);
  const free = new Set(out.sources.flatMap(({ view }) => [...view.details.keys()].filter((key) => !usual.has(key))));
  const details = [...DETAIL_KEYS, ...[...free].sort()];
  return {
    columns: [...HEAD, ...details.map((key) => `detail:${key}`), ...COLUMNS],
    rows: out.sources.flatMap((source) => {
      const head = [source.name, ...details.map((key) => source.view.details.get(key))];
      const text = source.text?.text ?? '';
      const paragraphs = paragraphsIn(text);
      const labels = out.codebook.speakers?.length ? labelsIn(text) : NO_LABELS;
      const speaker = (line: number): string | undefined =>
        speakerName(out.codebook, Speakers.of(out.codebook).at(labels, line)) || undefined;
      return source.tags.flatMap((one) =>
        rowsOf(out, source, one, { paragraph: (line) => paragraphOf(paragraphs, line) + 1, speaker }).map((row) => [
          ...head,
          ...row,
        ]),
      );
    }),
    isNumber: (column) => NUMBERS.has(column),
  };
}

function rowsOf(
  { codebook }: Outgoing,
  { text, units }: OutSource,
  { tag, state, ranges }: OutTag,
  { paragraph, speaker }: { paragraph: (line: number) => number; speaker: (line: number) => string | undefined },
): Cell[][] {
  const pieces = piecesOf(tag);
  const { stance } = tag;
  const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
  const [first] = ranges ?? [];
  // All pieces are of one passage, which begins with the first.
  const begin = first && text ? text.spanOf(first) : tag.at;
  const speaks = speaker(begin.startLine);
  return pieces.map((piece, i): Cell[] => {
    const range = ranges?.[i];
    const at = range && text ? text.spanOf(range) : piece.at;
    const quote = range && text ? withPlainLineEnds(text.text.slice(range.from, range.to)) : piece.quote;
    return [
      ...[tag.id, i + 1, pieces.length, stance ? 'stance' : 'mention'],
      ...[tag.entity, entity?.name, entity?.type, tag.entity === undefined ? undefined : quote, tag.sense],
      ...[stance?.holder, stance?.target, stance?.value, stance && codebook.value(stance.value)?.axis],
      ...[stance?.intensity, stance?.certainty, stance?.via?.join(' > '), stance?.event, tag.by],
      ...[at.startLine + 1, at.startColumn + 1, at.endLine + 1, at.endColumn + 1],
      ...[range?.from, range?.to],
      ...[range && units.to('code points', range.from), range && units.to('code points', range.to)],
      ...[quote, piece.before, piece.after, paragraph(at.startLine), state, tag.note, speaks],
    ];
  });
}

const KEEPS: readonly Feature[] = [
  ...([
    'lost tags',
    'stances',
    'mentions',
    'which entity a mention means',
    'further pieces',
    'tag ids',
    'sense',
  ] as const),
  ...(['intensity', 'certainty', 'via', 'event', 'coders', 'notes of tags'] as const),
];

/** Of a source without tags there is no row: its details are lost with it. */
export function tableLosses(out: Outgoing): Loss[] {
  const bare = out.sources.filter(({ tags, view }) => tags.length === 0 && view.details.size > 0);
  const losses = lossesOf(out, [...KEEPS, 'details of sources']);
  if (bare.length > 0) losses.push({ what: 'details of sources without tags', count: bare.length, tags: [] });
  return losses;
}

/** CSV by RFC 4180, or TSV: tabs between cells, quoted by the same rule. Text that a spreadsheet would run has an apostrophe. */
export function tableText(out: Outgoing, kind: 'csv' | 'tsv', bom: boolean): string {
  const { columns, rows } = passageRows(out);
  if (kind === 'csv') return csvOf([columns, ...rows], { plain: !bom });
  const cell = (value: Cell): string => {
    if (value === undefined) return '';
    if (typeof value === 'number') return String(value);
    const safe = guarded(value);
    return /["\t\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return (bom ? '\ufeff' : '') + [columns, ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

/** A JSON object a line; empty cells are null, so that every line has every key. */
export function tableJsonl(out: Outgoing): string {
  const { columns, rows } = passageRows(out);
  return rows
    .map((row) => `${jsonLine(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])))}\n`)
    .join('');
}

/** Parquet: numbers are INT32, all else UTF-8; the library compresses by Snappy. */
export async function tableParquet(out: Outgoing): Promise<Uint8Array> {
  const { columns, rows, isNumber } = passageRows(out);
  const { parquetWriteBuffer } = await import('hyparquet-writer/src/index.js');
  const buffer = parquetWriteBuffer({
    columnData: columns.map((name, i) => ({
      name,
      data: rows.map((row) => row[i] ?? null),
      type: isNumber(name) ? ('INT32' as const) : ('STRING' as const),
      nullable: true,
    })),
    kvMetadata: [{ key: 'stancemark', value: [out.tool, out.state].filter(Boolean).join(', ') }],
  });
  return new Uint8Array(buffer);
}
