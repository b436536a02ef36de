/** Dates as people and newspapers write them: '27 January 2025', '27.01.2025', 'January 27th, 2025', '27 января 2025 г.'. */
import { daysOf } from './dates';
import { foldName } from './fold';

/** Languages whose names of months are known; the names come from the runtime's own data (CLDR). */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'ro', 'ru', 'uk', 'tr', 'az'];

/** What may stand in a date beside its day, month and year. */
const FILLERS = new Set([
  'of',
  'the',
  'de',
  'del',
  'den',
  'di',
  'г',
  'г.',
  'года',
  'р',
  'р.',
  'року',
  'on',
  'am',
  'le',
]);

let known: ReadonlyMap<string, number> | undefined;

/** Names of months, whole and short, as they stand alone and in a date; one that means two months in two languages is left out. */
function months(): ReadonlyMap<string, number> {
  if (known) return known;
  const found = new Map<string, number>();
  const styles: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { day: 'numeric', month: 'long', year: 'numeric' },
    { day: 'numeric', month: 'short', year: 'numeric' },
  ];
  for (const language of LANGUAGES) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const part = format.formatToParts(Date.UTC(2025, month - 1, 9)).find(({ type }) => type === 'month');
        const name = foldName(part?.value ?? '').replace(/\.$/, '');
        if (!/\p{L}/u.test(name)) continue;
        found.set(name, (found.get(name) ?? month) === month ? month : 0);
      }
    }
  }
  for (const [name, month] of found) if (month === 0) found.delete(name);
  return (known = found);
}

/** Reads a date however it is written: as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Undefined: no date, or one that may mean two days. */
export function readDate(words: string): string | undefined {
  const text = words.replace(/\s+/g, ' ').trim();
  if (daysOf(text)) return text;
  const first = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (first) return iso(first[1], Number(first[2]), Number(first[3]));
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?$/.exec(text);
  if (dotted) return iso(dotted[3], Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (slashed) return ofTwo(Number(slashed[1]), Number(slashed[2]), slashed[3]);
  return inWords(text);
}

/** Day and month in the order of Europe or of America: only where one of them can be no month, or both are the same. */
function ofTwo(a: number, b: number, year: string | undefined): string | undefined {
  if (a > 12 || a === b) return iso(year, b, a);
  return b > 12 ? iso(year, a, b) : undefined;
}

function inWords(text: string): string | undefined {
  let [year, month, day]: [string?, number?, number?] = [];
  for (const token of text.split(/[\s,]+/)) {
    const word = foldName(token);
    const named = months().get(word.replace(/\.$/, ''));
    const number = /^(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?$/.exec(word)?.[1];
    if (/^\d{4}$/.test(word) && year === undefined) year = word;
    else if (named !== undefined && month === undefined) month = named;
    else if (number !== undefined && day === undefined) day = Number(number);
    else if (!FILLERS.has(word) && word !== '') return undefined;
  }
  return month === undefined ? undefined : iso(year, month, day);
}

function iso(year: string | undefined, month: number, day: number | undefined): string | undefined {
  if (year === undefined) return undefined;
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
  return daysOf(date) ? date : undefined;
}

export interface FoundDate {
  readonly date: string;
  /** The words, as they stand in the line. */
  readonly words: string;
}

const IN_TEXT = [
  /\b\d{4}-\d{2}-\d{2}\b/g,
  /\b\d{1,2}\. ?\d{1,2}\. ?\d{4}\b/g,
  /\b\d{1,2}(?:st|nd|rd|th|\.)? (?:of |de )?\p{L}{3,12}\.?,? (?:de )?\d{4}\b/gu,
  /(?<!\p{L})\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b/gu,
  /\b\d{1,2}\/\d{1,2}\/\d{4}\b/g,
];

/** The first whole date in a line. */
export function dateIn(line: string): FoundDate | undefined {
  let best: (FoundDate & { at: number }) | undefined;
  for (const pattern of IN_TEXT) {
    for (const { 0: words, index: at } of line.matchAll(pattern)) {
      const date = readDate(words);
      if (date !== undefined && (!best || at < best.at)) best = { date, words, at };
    }
  }
  return best && { date: best.date, words: best.words };
}
