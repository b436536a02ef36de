/** Tables on their way out: for people in columns, for programs as CSV, TSV, JSON or JSON Lines. */
import type { Table } from '../core/export/table';
import { csvOf, type Cell } from '../core/text/csv';
import { label } from '../core/text/safe';
import type { Option, World } from './command';
import { paint } from './terminal';

export const TABLE_FORMATS = ['text', 'csv', 'tsv', 'json', 'jsonl'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Longest cell that people are shown, in UTF-16 units. */
const LONGEST_CELL = 60;

export const TABLE_OPTIONS = {
  format: {
    type: 'string',
    value: 'FORMAT',
    says: `${TABLE_FORMATS.join(', ')} (text). In tsv a tab, line end or backslash in a cell is written \\t, \\n, \\r, \\\\.`,
  },
  json: { type: 'boolean', says: 'The same as --format json: one array of objects by column.' },
  raw: {
    type: 'boolean',
    says: 'In csv and tsv no apostrophe before text that a spreadsheet would run as a formula.',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** What the numbers leave out is not part of them: it goes to the error output, but for people. */
export function writeTable(world: World, table: Table, format: TableFormat, raw: boolean): void {
  if (format === 'text') {
    world.out(`${inColumns(table.columns, table.rows, world)}${table.note === '' ? '' : `\n${table.note}\n`}`);
    return;
  }
  if (table.note !== '') world.err(`${table.note}\n`);
  world.out(WRITERS[format](table, raw));
}

const WRITERS: Record<Exclude<TableFormat, 'text'>, (table: Table, raw: boolean) => string> = {
  // Programs read a mark and CR LF as text of the first and the last cell.
  csv: ({ columns, rows }, raw) => csvOf([columns, ...rows], { raw, plain: true }),
  tsv: ({ columns, rows }, raw) =>
    [columns, ...rows].map((row) => `${row.map((cell) => tsvCell(cell, raw)).join('\t')}\n`).join(''),
  json: (table) => {
    const rows = objects(table);
    return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
  },
  jsonl: (table) =>
    objects(table)
      .map((row) => `${row}\n`)
      .join(''),
};

function objects({ columns, rows }: Table): string[] {
  return rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))));
}

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

function tsvCell(cell: Cell, raw: boolean): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = cell.replace(/[\t\n\r\\]/g, (one) => ESCAPES[one] ?? one);
  return !raw && /^'*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Numbers to the right, text to the left; nothing in a cell hides or is longer than fits. */
export function inColumns(columns: readonly string[], rows: readonly (readonly Cell[])[], world: World): string {
  const shown = rows.map((row) =>
    row.map((cell) => (cell === undefined ? '' : typeof cell === 'number' ? String(cell) : label(cell, LONGEST_CELL))),
  );
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  // Not `Math.max(...)`: so many arguments no call takes.
  const widths = columns.map((name, i) =>
    shown.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), widthOf(name)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
        return numeric[i] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [paint(world).bold(line(columns)), ...shown.map(line)].join('\n') + '\n';
}

/** Cells of a terminal that a text takes: wide scripts and pictures two, marks none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const one of text.replace(/\p{M}|\u200d/gu, '')) width += WIDE.test(one) ? 2 : 1;
  return width;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/u;
