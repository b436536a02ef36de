/** The passages table (CSV, TSV, JSONL) and a codebook CSV in. */
import { parseCsv, unguard } from '../text/csv';
import { FormatError, type InCode, type InDoc, type Incoming, type InPiece, type InSpan } from './model';
import { ownFrom } from './own';

type Row = Readonly<Record<string, string>>;

/** Rows by their column's name; the guard against formulas is taken off. */
export function csvRows(text: string): Row[] {
  const { rows, unclosed } = parseCsv(text);
  if (unclosed !== undefined)
    throw new FormatError(
      'A quotation mark opens a cell that nothing closes, not within ten million characters.',
      unclosed,
      1,
    );
  const [head, ...body] = rows;
  const names = head?.cells.map((cell) => cell.trim()) ?? [];
  return body.map(({ cells }) => Object.fromEntries(names.map((name, i) => [name, unguard(cells[i] ?? '')])));
}

export function jsonlRows(text: string): Row[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        // The parser's own words quote the file.
        throw new FormatError('The line is no JSON.', i + 1, 1);
      }
      if (typeof value !== 'object' || value === null) throw new FormatError('The line is no JSON object.', i + 1, 1);
      return [Object.fromEntries(Object.entries(value).map(([key, cell]) => [key, cell === null ? '' : String(cell)]))];
    });
}

export function isPassages(row: Row | undefined): boolean {
  return row !== undefined && ['source', 'id', 'quote', 'start_utf16', 'kind'].every((column) => column in row);
}

/** Our own table: offsets in UTF-16 of the text without its mark. Its sources must be there, since it has no texts. */
export function readPassages(rows: readonly Row[]): Incoming {
  const docs = new Map<
    string,
    { details: Record<string, string>; spans: Map<string, { row: Row; pieces: InPiece[] }> }
  >();
  const entities = new Map<string, Row>();
  for (const row of rows) {
    const name = row['source'] ?? '';
    const doc = docs.get(name) ?? { details: {}, spans: new Map<string, { row: Row; pieces: InPiece[] }>() };
    docs.set(name, doc);
    for (const [key, value] of Object.entries(row))
      if (key.startsWith('detail:') && value !== '') doc.details[key.slice(7)] = value;
    const numberOf = (cell: string | undefined): number => (cell === undefined || cell === '' ? NaN : Number(cell));
    const piece = { start: numberOf(row['start_utf16']), end: numberOf(row['end_utf16']), quote: row['quote'] ?? '' };
    const key = row['id'] ?? '';
    const known = doc.spans.get(key);
    if (known) known.pieces.push(piece);
    else doc.spans.set(key, { row, pieces: [piece] });
    if (row['entity']) entities.set(row['entity'], row);
  }
  return {
    what: 'passages table',
    reading: { unit: 'utf16', bom: false, crlf: 2, inclusive: false },
    docs: [...docs].map(([name, { details, spans }]): InDoc => ({
      name,
      details,
      spans: [...spans].map(([label, { row, pieces }]): InSpan => ({ pieces, own: ownOfRow(row), label })),
    })),
    codes: [],
    entities: [...entities].map(([id, row]) => ({
      id,
      name: row['entity_name'] || id,
      type: row['entity_type'] || 'other',
      aliases: [],
    })),
    types: [],
    values: [],
    left: [],
  };
}

function ownOfRow(row: Row): NonNullable<InSpan['own']> {
  const of = (column: string): string | undefined => row[column] || undefined;
  const via = of('via')?.split(' > ');
  const meaning =
    row['kind'] === 'stance'
      ? {
          stance: {
            ...{ holder: of('holder'), target: of('target'), value: of('value'), intensity: Number(of('intensity')) },
            ...{ certainty: of('certainty'), via, event: of('event') },
          },
        }
      : { entity: of('entity'), sense: of('sense') };
  return ownFrom({ id: of('id'), by: of('coder'), note: of('note'), ...meaning }) ?? {};
}

/** A codebook as Taguette, Dovetail and others write it: a name (or tag, path, title), a description, a colour. */
export function readCodebookCsv(rows: readonly Row[]): Incoming {
  const codes: InCode[] = [];
  rows.forEach((row, i) => {
    const cells = Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
    const name = cells['path'] ?? cells['name'] ?? cells['tag'] ?? cells['title'] ?? cells['code'];
    if (name === undefined) throw new FormatError('The table has no column name, tag, path, title or code.', 1, 1);
    if (name.trim() === '') return;
    const note = cells['description'] ?? cells['memo'];
    const color = cells['color'] ?? cells['colour'];
    codes.push({
      key: String(i),
      path: cells['path'] === undefined ? [name.trim()] : name.split('/').map((part) => part.trim()),
      codable: true,
      ...(note && { note }),
      ...(color && { color }),
    });
  });
  return { what: 'codebook as CSV', docs: [], codes, entities: [], types: [], values: [], left: [] };
}
