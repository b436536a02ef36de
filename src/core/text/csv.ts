/** Undefined is an empty cell; a number that is not finite too. */
export type Cell = string | number | undefined;

/** Text that a spreadsheet would run as a formula, and what {@link csvOf} made of such text. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export interface CsvOptions {
  /** Text as it is, without the guard: for programs that read the file, never for a spreadsheet. */
  readonly raw?: boolean;
  /** Without byte order mark, and lines ended by LF alone: for programs in a pipe. */
  readonly plain?: boolean;
}

/**
 * Rows as CSV (RFC 4180: commas, CR LF), with a byte order mark, by which spreadsheets know UTF-8. Text that begins like a
 * formula gets an apostrophe in front (OWASP, "CSV injection"): any number of apostrophes before such text get one more, so that
 * {@link unguard} gives back every text to the letter. Numbers stay numbers.
 */
export function csvOf(rows: readonly (readonly Cell[])[], options: CsvOptions = {}): string {
  const end = options.plain ? '\n' : '\r\n';
  const lines = rows.map((row) => {
    const line = row.map((cell) => cellOf(cell, options.raw === true)).join(',');
    // A row of one empty cell would be a blank line, which readers drop.
    return (line === '' ? '""' : line) + end;
  });
  return (options.plain ? '' : '\ufeff') + lines.join('');
}

function cellOf(cell: Cell, raw: boolean): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = raw ? cell : guarded(cell);
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Text that no spreadsheet runs; {@link unguard} gives it back. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Takes the guard of {@link csvOf} off again. */
export function unguard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** In UTF-16 units. No quote or note is as long, and taking apart what is costs thirty times its size. */
const LONGEST_CELL = 10_000_000;

export interface ParsedCsv {
  readonly rows: readonly CsvRow[];
  /** Line on which quotes were opened that nothing closes, not within ten million characters: what follows is not read. */
  readonly unclosed?: number;
}

/**
 * Reads CSV: commas, or semicolons or tabs where the first line has more of them (as spreadsheets write in countries with
 * decimal commas); any line ends; blank lines are passed over. Quotes count only at a cell's start.
 */
export function parseCsv(text: string): ParsedCsv {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const comma = delimiterOf(text.slice(start, start + 10_000));
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = start;
  while (at <= text.length) {
    let cell = '';
    let quoted = false;
    if (text[at] === '"') {
      quoted = true;
      const closing = closingQuote(text, at + 1);
      if (closing < 0 || closing - at > LONGEST_CELL) return { rows, unclosed: line };
      cell = text.slice(at + 1, closing).replace(/""/g, '"');
      line += lineEnds(text, at, closing);
      at = closing + 1;
    }
    let end = at;
    while (end < text.length && text[end] !== comma && text[end] !== '\n' && text[end] !== '\r') end++;
    cell += text.slice(at, end);
    cells.push(cell);
    if (text[end] === comma) {
      at = end + 1;
      continue;
    }
    if (cells.length > 1 || cell !== '' || quoted) rows.push({ line: rowLine, cells });
    cells = [];
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    rowLine = ++line;
  }
  return { rows };
}

function delimiterOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const count = (mark: string): number => first.split(mark).length - 1;
  const [most] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return most ?? ',';
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count++;
  }
  return count;
}
