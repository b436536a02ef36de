import type { LeftOut } from '../sums/selection';
import { TALLY_KEYS, type Tally } from '../sums/tally';
import { csvOf, type Cell, type CsvOptions } from '../text/csv';
import { counted } from '../words/count';
import { say } from '../base/say';

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
export function tableLater(
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

/** The table as CSV, its columns as the first row. */
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

export function tallied(tally: Tally): number[] {
  return TALLY_KEYS.map((key) => tally[key]);
}
